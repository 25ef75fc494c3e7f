"""From the bytes that a phone sent to the picture that is kept: upright, small, without metadata.

Nothing is decoded before its kind and its size are known from the header, and nothing of the file
but its pixels is carried over: a picture with a script, a position or a second picture behind it
comes out as a picture.
"""

from __future__ import annotations

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from flask_babel import gettext as _
from PIL import Image, ImageFile

from app.errors import InvalidInput, TooLarge, UnsupportedMedia

MEGAPIXEL = 1_000_000
MOST_PIXELS = 40 * MEGAPIXEL
LONGEST_SIDE = 1600  # pixels: a number on a door is still legible at 3 m
MOST_BYTES = 250_000
# The first that is small enough is taken: rather coarser than smaller, up to a point.
SIDES = (LONGEST_SIDE, 1200, 900, 600, 400)
QUALITIES = (85, 75, 65, 55, 45)
REDUCING_GAP = (
    2.0  # how much larger than asked a JPEG is decoded; 2 looks like no gap (Pillow's docs)
)
WHITE = (255, 255, 255)
ORIENTATION = 0x0112  # the EXIF tag
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow's decoders raise on files that are cut off or made to confuse them.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, struct.error)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True)
class KeptImage:
    """A JPEG as it is stored; width and height in pixels."""

    body: bytes
    width: int
    height: int


def reencode(body: bytes) -> KeptImage:
    """Return a sent picture as it is to be kept.

    Raises:
        UnsupportedMedia: Neither JPEG nor PNG nor WebP, by its first bytes.
        TooLarge: More than `MOST_PIXELS`, by its header.
        InvalidInput: Cut off, or not what it says it is.
    """
    kind = kind_of(body)
    if kind is None:
        raise UnsupportedMedia(_("Send the photo as JPEG, PNG or WebP."))
    try:
        with _opened(body, kind) as image:
            _require_size(image)
            flat = _flat(_small_and_upright(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except UNREADABLE as error:
        message = _("The photo cannot be read; it may have been cut off. Send it again.")
        raise InvalidInput(message) from error
    return _encode(flat)


def kind_of(body: bytes) -> str | None:
    """Return Pillow's name for an accepted kind of picture by its first bytes, or None."""
    if body.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return "WEBP"
    return None


def _opened(body: bytes, kind: str) -> ImageFile.ImageFile:
    """Read the header, with that one kind's reader and no other."""
    return Image.open(BytesIO(body), formats=(kind,))


def _require_size(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> TooLarge:
    most = MOST_PIXELS // MEGAPIXEL
    return TooLarge(
        _("The photo has more than %(most)s megapixels. Send a smaller one.", most=most)
    )


def _small_and_upright(image: Image.Image) -> Image.Image:
    """Decode, shrink at once (a JPEG while it is decoded), then turn as the camera was held."""
    turn = UPRIGHT.get(_orientation(image))
    if image.mode in {"P", "1"}:  # these would be shrunk by dropping pixels
        image = image.convert("RGBA")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, REDUCING_GAP)
    return image if turn is None else image.transpose(turn)


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation; broken EXIF is no reason to refuse a photo."""
    try:
        found = image.getexif().get(ORIENTATION)
    except UNREADABLE:
        return 1
    return found if isinstance(found, int) else 1


def _flat(image: Image.Image) -> Image.Image:
    """Return the pixels alone, as RGB on white, in a picture that knows nothing else."""
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, WHITE)
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    flat = image.convert("RGB")
    flat.info.clear()
    return flat


def _encode(image: Image.Image) -> KeptImage:
    """Encode as JPEG within `MOST_BYTES`; the last resort is small enough for any picture."""
    for side in SIDES:
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        for quality in QUALITIES:
            out = BytesIO()
            image.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= MOST_BYTES:
                return KeptImage(out.getvalue(), image.width, image.height)
    raise TooLarge(_("The photo does not get small enough. Send a smaller one."))
