"""A device on which someone signed in before: a signed cookie that only the sign-in pages get to see.

It opens nothing. Who brings it waits for the own mistakes only, not for those of a guesser elsewhere. A
lost or stolen one gives its holder the tries of one device, no more.
"""

import secrets

from django.conf import settings
from django.core import signing

from zicht.foundation.vault.sealing import digest

SALT = "known-device"
PATH = "/inloggen/"  # nowhere else: not at the public door
DAYS = 180
MOST_ACCOUNTS = 5
COOKIE = "__Secure-zicht-device" if settings.HTTPS else "zicht-device"


def known(request, email: str) -> str:
    """Return the id of this device when somebody signed in on it with this address before; else nothing."""
    device = _read(request)
    return device["id"] if _mark(device["id"], email) in device["for"] else ""


def remember(request, response, email: str) -> None:
    """Let this device be known for an address from now on; the five newest addresses are kept."""
    device = _read(request)
    mark = _mark(device["id"], email)
    marks = [mark, *(each for each in device["for"] if each != mark)][:MOST_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        signing.dumps({"id": device["id"], "for": marks}, salt=SALT),
        max_age=DAYS * 24 * 60 * 60,
        path=PATH,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def _read(request) -> dict:
    try:
        device: dict = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 24 * 60 * 60)
        return device
    except signing.BadSignature:
        return {"id": secrets.token_hex(8), "for": []}


def _mark(device: str, email: str) -> str:
    return digest("known-device", f"{device}|{email.lower()}").hex()[:16]
