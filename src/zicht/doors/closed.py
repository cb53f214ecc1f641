"""What is answered before Zicht itself is asked: one calm page that needs no database.

While Zicht may not serve yet (see `boot`), and when a request is not taken in (see `edge`).
"""

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
]
RETRY = ("Retry-After", "5")


def closed(environ, start_response):
    """Answer 503 in the language of the address (WSGI)."""
    start_response("503 Service Unavailable", [*HEADERS, RETRY])
    return [_page(503, _language(environ["PATH_INFO"]))]


def refused(status: int, path: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and page for a request that is not taken in: 408, 413 or 503."""
    return status, [*HEADERS, RETRY, ("Connection", "close")], _page(status, _language(path))


def _language(path: str) -> str:
    return translation.get_language_from_path(path) or settings.LANGUAGE_CODE


@cache
def _page(status: int, language: str) -> bytes:
    with translation.override(language):
        return render_to_string(f"{status}.html").encode()
