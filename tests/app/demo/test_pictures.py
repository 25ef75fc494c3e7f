"""The demo's drawn photos."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from app.demo.pictures import HEIGHT, PICTURED, WIDTH, scene


def pixels(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture)).convert("RGB")


@pytest.mark.parametrize("category", sorted(PICTURED))
def test_before_and_after_show_the_same_lane_with_something_put_right(category: str) -> None:
    before, after = (pixels(scene(category, after=after, seed=3)) for after in (False, True))
    difference = ImageChops.difference(before, after).convert("L").point(lambda v: 255 * (v > 60))
    assert before.size == (WIDTH, HEIGHT)
    assert 0 < difference.histogram()[255] < 0.2 * WIDTH * HEIGHT


def test_the_same_seed_draws_the_same_picture() -> None:
    first, again = (scene("garbage", after=False, seed=5) for _ in range(2))
    assert first == again
    assert first != scene("garbage", after=False, seed=6)


def test_a_category_without_a_picture_shows_an_empty_lane() -> None:
    assert pixels(scene("masks", after=False, seed=1)).size == (WIDTH, HEIGHT)
