"""From what a phone sent to what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from app import LaneSteward
from app.errors import DomainError, InvalidInput, TooLarge, UnsupportedMedia
from app.reports.photos_image import LONGEST_SIDE, MOST_BYTES, KeptImage, kind_of, reencode
from tests.app.reports.pictures import (
    BLUE,
    HEIC,
    HTML,
    RED,
    SVG,
    empty_png,
    encoded,
    from_a_phone,
    huge_jpeg,
    picture,
)


@pytest.fixture(autouse=True)
def _words(app: LaneSteward) -> Iterator[None]:
    with app.app_context():
        yield


def shown(kept: KeptImage) -> Image.Image:
    image = Image.open(BytesIO(kept.body))
    assert image.format == "JPEG"
    return image


def is_near(colour: object, wanted: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) < 12 for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_three_kinds_are_kept_as_jpeg(kind: str) -> None:
    image = shown(reencode(picture(kind)))
    assert image.size == (64, 48)
    assert is_near(image.getpixel((50, 30)), BLUE)


@pytest.mark.parametrize(
    "body", [SVG, HEIC, HTML, encoded(Image.new("L", (9, 9)), "GIF"), b"", b"BM" + b"0" * 60]
)
def test_other_kinds_are_refused_by_their_first_bytes(body: bytes) -> None:
    with pytest.raises(UnsupportedMedia):
        reencode(body)


def test_a_photo_taken_sideways_stands_upright() -> None:
    image = shown(reencode(from_a_phone()))
    assert image.size == (480, 640)
    assert is_near(image.getpixel((240, 100)), RED)
    assert is_near(image.getpixel((240, 540)), BLUE)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_as_pillow_itself_would(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    sent = Image.open(BytesIO(picture(size=(60, 40))))
    body = encoded(sent, exif=exif, quality=95)
    wanted = ImageOps.exif_transpose(Image.open(BytesIO(body)))
    got = shown(reencode(body))
    assert got.size == wanted.size
    assert all(
        is_near(got.getpixel(at), wanted.convert("RGB").getpixel(at))  # type: ignore[arg-type]
        for at in ((8, 8), (35, 35), (8, 35), (35, 8))
    )


@pytest.mark.parametrize(
    "secret", [b"Exif", b"Maker", b"GPS", b"who took it", b"a profile", b"ICC"]
)
def test_nothing_but_pixels_is_kept(secret: bytes) -> None:
    assert secret in from_a_phone() or secret == b"GPS"
    kept = reencode(from_a_phone())
    assert secret not in kept.body
    assert not shown(kept).getexif()


def test_a_script_behind_the_picture_is_gone() -> None:
    kept = reencode(picture() + HTML + b"PK\x03\x04")
    assert b"script" not in kept.body
    assert b"PK\x03\x04" not in kept.body


def test_text_inside_a_png_is_gone() -> None:
    words = PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>")
    body = encoded(Image.new("RGB", (20, 20)), "PNG", pnginfo=words)
    assert b"script" not in reencode(body).body


def test_a_large_photo_gets_small() -> None:
    kept = reencode(encoded(Image.effect_noise((4000, 3000), 60).convert("RGB"), quality=60))
    assert max(kept.width, kept.height) <= LONGEST_SIDE
    assert len(kept.body) <= MOST_BYTES
    assert abs(kept.width / kept.height - 4 / 3) < 0.01


def test_a_plain_photo_keeps_1600_pixels() -> None:
    assert reencode(picture(size=(3200, 2400))).width == LONGEST_SIDE


@pytest.mark.parametrize(
    "body", [empty_png(10_000, 10_000), huge_jpeg(10_000, 10_000), empty_png(2**31 - 1, 2**31 - 1)]
)
def test_a_hundred_megapixels_are_refused_by_the_header(body: bytes) -> None:
    with pytest.raises(TooLarge):
        reencode(body)


@pytest.mark.parametrize(("width", "height"), [(8000, 5001), (40_000_001, 1), (6400, 6400)])
def test_just_over_forty_megapixels_are_refused(width: int, height: int) -> None:
    with pytest.raises(TooLarge):
        reencode(empty_png(width, height))


def test_a_real_blank_picture_of_a_hundred_megapixels_is_refused() -> None:
    body = encoded(Image.new("1", (10_000, 10_000)), "PNG")
    assert len(body) < 100_000
    with pytest.raises(TooLarge):
        reencode(body)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_photo_is_refused(kind: str, share: float) -> None:
    body = picture(kind, (640, 480))
    with pytest.raises(InvalidInput):
        reencode(body[: int(len(body) * share)])


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_pixels_is_kept(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    kept = reencode(encoded(Image.new(mode, (30, 20)), kind))
    assert (kept.width, kept.height) == (30, 20)


def test_sixteen_bit_grey_keeps_its_shades() -> None:
    image = Image.new("I;16", (20, 20), 0x8000)
    assert abs(int(shown(reencode(encoded(image, "PNG"))).getpixel((9, 9))[0]) - 128) < 4  # type: ignore[index]


def test_what_is_transparent_becomes_white() -> None:
    clear = encoded(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")
    assert is_near(shown(reencode(clear)).getpixel((9, 9)), (255, 255, 255))


@settings(max_examples=150)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    changes=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=30),
)
def test_damaged_files_are_kept_or_refused_but_never_break(
    kind: str, changes: list[tuple[int, int]]
) -> None:
    body = bytearray(from_a_phone() if kind == "JPEG" else picture(kind))
    for at, value in changes:
        body[at % len(body)] = value
    assert status_of(bytes(body)) in {201, 413, 415, 422}


def status_of(body: bytes) -> int:
    """Return the status that an upload of the bytes would have."""
    try:
        return 201 if kind_of(reencode(body).body) == "JPEG" else 500
    except DomainError as error:
        return error.status
