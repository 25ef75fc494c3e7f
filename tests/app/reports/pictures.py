"""Pictures for tests, made on the spot."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO

from PIL import Image

RED, BLUE = (200, 20, 20), (20, 20, 200)


@cache
def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mark: int = 0) -> bytes:
    """Return a picture, red on the left and blue on the right; `mark` makes it another file."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return encoded(image, kind) + b"#" * mark


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """Return an image in a kind of file."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@cache
def from_a_phone() -> bytes:
    """Return a JPEG held sideways, with a position and a maker in its EXIF, and a comment."""
    image = Image.new("RGB", (640, 480), RED)
    image.paste(BLUE, (320, 0, 640, 480))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to see it upright: red on top
    exif[0x010F] = "Maker of phones"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (29.0, 39.0, 9.0)
    return encoded(image, exif=exif, comment=b"who took it", icc_profile=b"a profile", quality=95)


def empty_png(width: int, height: int) -> bytes:
    """Return a PNG whose header claims a size and whose data holds nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def huge_jpeg(width: int, height: int) -> bytes:
    """Return a JPEG whose header claims a size that its data does not have."""
    body = bytearray(picture())
    start = body.index(b"\xff\xc0")
    body[start + 5 : start + 9] = struct.pack(">HH", height, width)
    return bytes(body)


SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
