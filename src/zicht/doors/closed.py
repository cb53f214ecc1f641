"""What the web server answers while Zicht may not serve yet: one calm page that needs no database (see
`boot`).
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("Retry-After", "5"),
]


def closed(environ, start_response):
    """Answer 503 in the language of the address (WSGI)."""
    with translation.override(
        translation.get_language_from_path(environ["PATH_INFO"]) or settings.LANGUAGE_CODE
    ):
        page = render_to_string("503.html")
    start_response("503 Service Unavailable", HEADERS)
    return [page.encode()]
