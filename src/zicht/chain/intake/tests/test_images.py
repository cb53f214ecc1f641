"""Photos are made anew from their pixels: nothing hidden comes along, and nothing harmful is unpacked
(IN3).
"""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from zicht.chain.intake import images
from zicht.foundation.documents.apart import limits

SECRET = b"GEHEIM-52.0393N-5.6650E"


def saved(picture, kind, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def photo_with_everything() -> bytes:
    """A JPEG as a phone makes it: position, device, comment, colour profile, and a picture lying on its
    side.
    """
    picture = Image.new("RGB", (80, 40), "red")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Toestel " + SECRET.decode(), 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 2.0, 21.0), 3: "E", 4: (5.0, 39.0, 54.0)})
    exif.get_ifd(0x8769)[0x9286] = SECRET
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(picture, "JPEG", exif=exif, comment=SECRET, icc_profile=profile)


def segments(jpeg: bytes) -> set[int]:
    """The markers before the picture data of a JPEG."""
    found, place = set(), 2
    while jpeg[place + 1] != 0xDA:
        found.add(jpeg[place + 1])
        place += 2 + struct.unpack(">H", jpeg[place + 2 : place + 4])[0]
    return found


def test_IN3_place_device_comment_and_colour_profile_do_not_survive():
    dirty = photo_with_everything()
    assert SECRET in dirty
    clean = images.from_pixels(dirty)
    assert SECRET not in clean
    assert segments(clean) <= {
        0xE0,
        0xDB,
        0xC0,
        0xC4,
    }  # JFIF head, tables, frame: no EXIF (E1), ICC (E2) or comment (FE)
    with Image.open(io.BytesIO(clean)) as opened:
        assert not opened.getexif()
        assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_IN3_the_picture_is_turned_upright_before_its_marks_go():
    with Image.open(io.BytesIO(images.from_pixels(photo_with_everything()))) as opened:
        assert opened.size == (40, 80)
        assert opened.getpixel((20, 40))[0] > 200


def test_IN3_text_inside_a_png_does_not_survive():
    info = PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    dirty = saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG", pnginfo=info)
    assert SECRET in dirty
    clean = images.from_pixels(dirty)
    assert SECRET not in clean
    with Image.open(io.BytesIO(clean)) as opened:
        assert opened.getpixel((10, 10)) == (255, 255, 255)


def test_IN3_a_file_that_is_two_things_at_once_becomes_a_picture_only():
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("verborgen.html", b"<script>" + SECRET)
    clean = images.from_pixels(saved(Image.new("RGB", (30, 30), "blue"), "JPEG") + package.getvalue())
    assert SECRET not in clean
    assert b"PK" not in clean[-200:]
    assert not zipfile.is_zipfile(io.BytesIO(clean))


@pytest.mark.parametrize("side", [8_000, 12_000, 50_000])
def test_IN3_a_decompression_bomb_is_refused_before_it_is_unpacked(side):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    with pytest.raises(images.NotAPhoto, match="te veel beeldpunten"):
        images.from_pixels(bomb)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hallo",
        b"%PDF-1.7 ...",
        b"GIF89a" + b"\0" * 40,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8\xff\xe0",
    ],
)
def test_IN3_other_files_are_refused_in_words(content):
    with pytest.raises(images.NotAPhoto, match="niet als foto lezen"):
        images.from_pixels(content)


def test_IN3_a_photo_cut_off_halfway_and_one_that_is_too_heavy_are_refused():
    whole = saved(Image.effect_noise((400, 400), 90).convert("RGB"), "JPEG")
    with pytest.raises(images.NotAPhoto):
        images.from_pixels(whole[: len(whole) // 2])
    with pytest.raises(images.NotAPhoto, match="12 MB"):
        images.from_pixels(b"\xff" * (images.MOST_BYTES + 1))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["L", "P", "RGB"])
def test_IN3_every_accepted_kind_is_read_and_large_photos_shrink(kind, mode):
    picture = Image.new("RGB", (3000, 1000), "teal")
    picture = picture if mode == "RGB" or kind != "PNG" else picture.convert(mode)
    with Image.open(io.BytesIO(images.from_pixels(saved(picture, kind)))) as opened:
        assert (opened.format, max(opened.size)) == ("JPEG", limits.LONGEST_SIDE)
