"""Pictures, in the child: a new one is made from the pixels alone, so that nothing hidden comes along.

Re-saving a file would keep comments, colour profiles or a second file behind the picture. Here only red,
green and blue of each pixel go into a new JPEG: no EXIF (place, device, moment), no comment, no profile,
no preview, no trailing bytes.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from zicht.foundation.documents.apart import limits
from zicht.foundation.documents.apart.refusal import Unreadable

WANTED = ("JPEG", "PNG", "WEBP", "HEIF")
"""HEIF only where Pillow has a reader for it; phones send JPEG when the page asks for the other kinds."""
DAMAGED = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, OverflowError, TypeError)


def anew(content: bytes) -> bytes:
    """Return a new JPEG of at most 2560 pixels wide or high with the same picture, the right way up.

    Refuses: more than 50 million pixels, another kind of file, a damaged file. The number of pixels is
    read from the header, before any pixel is unpacked."""
    try:
        with Image.open(io.BytesIO(content), formats=_readable()) as picture:
            return _anew(picture)
    except Image.DecompressionBombError as error:
        raise Unreadable("pixels") from error
    except Unreadable:
        raise
    except DAMAGED as error:
        raise Unreadable("no_picture") from error


def _anew(picture: Image.Image) -> bytes:
    if picture.width * picture.height > limits.PIXELS:
        raise Unreadable("pixels")
    side = (limits.LONGEST_SIDE, limits.LONGEST_SIDE)
    picture.draft("RGB", side)  # a large JPEG is unpacked smaller at once
    picture.thumbnail(side)  # before turning: a second picture of full size would be too much memory
    pixels = _on_white(ImageOps.exif_transpose(picture))
    fresh = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=limits.QUALITY, optimize=True)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency, as on paper: a see-through screenshot would otherwise turn black."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layers = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layers.size, "white"), layers).convert("RGB")


def _readable() -> tuple[str, ...]:
    Image.init()
    return tuple(kind for kind in WANTED if kind in Image.OPEN)
