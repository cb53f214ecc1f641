"""Photos: a new picture is made from the pixels alone, so that nothing hidden comes along.

Re-saving a file would keep comments, colour profiles or a second file behind the picture. Here only red,
green and blue of each pixel go into a new JPEG: no EXIF (place, device, moment), no comment, no profile,
no preview, no trailing bytes.
"""

import io

from PIL import Image, ImageOps, UnidentifiedImageError

MEDIA_TYPE = "image/jpeg"
MOST_BYTES = 12 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2560
QUALITY = 88
WANTED = ("JPEG", "PNG", "WEBP", "HEIF")
"""HEIF only where Pillow has a reader for it; phones send JPEG when the page asks for the other kinds."""

TOO_HEAVY = "Deze foto is te groot. Een foto mag hoogstens 12 MB zijn."
TOO_MANY_PIXELS = "Deze foto heeft te veel beeldpunten. Maak een kleinere foto of een schermafdruk."
NOT_READABLE = "Dit bestand kunnen we niet als foto lezen. Kies een foto van het soort JPEG, PNG of WebP."


class NotAPhoto(ValueError):
    """The file is refused; the message is for the person."""


def from_pixels(content: bytes) -> bytes:
    """Return a new JPEG of at most 2560 pixels wide or high with the same picture, the right way up.

    Refuses (NotAPhoto): more than 12 MB, more than 50 million pixels, another kind of file, a damaged
    file. The number of pixels is read from the header, before any pixel is unpacked."""
    if len(content) > MOST_BYTES:
        raise NotAPhoto(TOO_HEAVY)
    try:
        with Image.open(io.BytesIO(content), formats=_readable()) as picture:
            return _anew(picture)
    except Image.DecompressionBombError as error:
        raise NotAPhoto(TOO_MANY_PIXELS) from error
    except NotAPhoto:
        raise
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        OverflowError,
        TypeError,
    ) as error:
        raise NotAPhoto(NOT_READABLE) from error


def _anew(picture: Image.Image) -> bytes:
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPhoto(TOO_MANY_PIXELS)
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is unpacked smaller at once
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    pixels = _on_white(upright)
    fresh = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=QUALITY, optimize=True)
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
