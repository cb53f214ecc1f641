"""Photos: a new picture is made from the pixels alone, in a process of its own (`documents.apart`)."""

from zicht.foundation.documents.apart import asking
from zicht.foundation.documents.apart.refusal import Unreadable
from zicht.foundation.documents.apart.words import said

MEDIA_TYPE = "image/jpeg"
MOST_BYTES = 12 * 1024 * 1024
TOO_HEAVY = "Deze foto is te groot. Een foto mag hoogstens 12 MB zijn."


class NotAPhoto(ValueError):
    """The file is refused; the message is for the person."""


def from_pixels(content: bytes) -> bytes:
    """Return a new JPEG of at most 2560 pixels wide or high with the same picture, the right way up.

    Refuses (NotAPhoto): more than 12 MB, and what the reader refuses."""
    if len(content) > MOST_BYTES:
        raise NotAPhoto(TOO_HEAVY)
    try:
        return asking.picture(content)
    except Unreadable as refusal:
        raise NotAPhoto(said(refusal)) from refusal
