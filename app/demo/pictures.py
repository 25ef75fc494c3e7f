"""Photos for the demo, drawn: a lane between white walls and what a steward met in it.

Coordinates are pixels of a portrait picture. Things on the ground are placed by depth, 0 at the
viewer's feet to 1 at the far end, and by side, -1 at the left wall to 1 at the right.
"""

from io import BytesIO
from itertools import pairwise
from typing import Final

import numpy as np
from PIL import Image, ImageDraw

WIDTH: Final = 960
HEIGHT: Final = 1280
VANISHING: Final = (500.0, 560.0)
LABEL: Final = "drawn for the demo"
QUALITY: Final = 82

_SKY, _HILL, _LEFT, _RIGHT = "#bcd3e0", "#97a79d", "#f1ece2", "#e2dacb"
_CORNICE, _WINDOW, _GROUND, _JOINT = "#7c2e27", "#2c2522", "#b3aa9b", "#988f80"
_FLAGS: Final = ("#2f6fa8", "#f7f5ef", "#b3261e", "#4c8a4a", "#e0ab2e")
_BIKES: Final = ("#b3261e", "#1d7480", "#31302e", "#d99a1b", "#5b6e8c")

_GROUND_CORNERS: Final = ((0, -1), (0, 1), (1, 1), (1, -1))

Spot = tuple[float, float]


def scene(category: str, *, after: bool, seed: int) -> bytes:
    """Return a drawn photo as JPEG.

    Args:
        category: What was met; categories without a picture of their own show an empty lane.
        after: Whether it has been put right.
        seed: The same seed shows the same lane before and after.
    """
    rng = np.random.default_rng(seed)
    image = Image.new("RGB", (WIDTH, HEIGHT), _SKY)
    draw = ImageDraw.Draw(image)
    _lane(draw, rng)
    painter = _PAINTERS.get(category)
    if painter is not None:
        painter(draw, rng, after=after)
    draw.text((28, HEIGHT - 52), LABEL, fill="#4a443d", font_size=28)
    kept = BytesIO()
    image.save(kept, "JPEG", quality=QUALITY)
    return kept.getvalue()


def _at(depth: float, side: float) -> tuple[float, float, float]:
    """Return x, y and scale of a place on the ground; the scale is 1 at the viewer's feet."""
    scale = (1.0 - depth) ** 1.6 * 0.92 + 0.08
    half = 620.0 * scale
    middle = VANISHING[0] + (WIDTH / 2 - VANISHING[0]) * scale
    return middle + side * half, VANISHING[1] + (HEIGHT - VANISHING[1] + 60) * scale, scale


def _lane(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    """Draw sky, hills, ground, both walls and a string of flags."""
    ridge = [(x, 520 - float(rng.uniform(0, 90))) for x in range(0, WIDTH + 1, 120)]
    draw.polygon([*ridge, (WIDTH, 700), (0, 700)], fill=_HILL)
    draw.polygon([_at(depth, side)[:2] for depth, side in _GROUND_CORNERS], fill=_GROUND)
    for row in np.linspace(0.02, 0.97, 15):
        left, right = _at(float(row), -1), _at(float(row), 1)
        draw.line([left[:2], right[:2]], fill=_JOINT, width=max(1, int(4 * left[2])))
    for side in np.linspace(-0.9, 0.9, 7):
        draw.line([_at(0, float(side))[:2], _at(1, float(side))[:2]], fill=_JOINT, width=2)
    _wall(draw, -1.0, _LEFT, rng)
    _wall(draw, 1.0, _RIGHT, rng)
    _flags(draw, rng)


def _wall(draw: ImageDraw.ImageDraw, side: float, colour: str, rng: np.random.Generator) -> None:
    """Draw a whitewashed wall with a red cornice and black-framed windows."""
    edge = 0.0 if side < 0 else float(WIDTH)
    far, top = _at(1, side), 470.0
    near_top = -120.0
    wall = [(edge, near_top), (far[0], top), far[:2], _at(0, side)[:2], (edge, HEIGHT + 60)]
    draw.polygon(wall, fill=colour)
    draw.polygon(
        [(edge, near_top), (far[0], top), (far[0], top + 9), (edge, near_top + 96)], fill=_CORNICE
    )
    for depth in (0.16, 0.36, 0.54, 0.7):
        x, ground, scale = _at(depth + float(rng.uniform(-0.02, 0.02)), side)
        for storey in (520.0, 930.0):
            _window(draw, x, ground - storey * scale, 92 * scale)


def _window(draw: ImageDraw.ImageDraw, x: float, y: float, half: float) -> None:
    """Draw a window, wider at the foot, as they are here."""
    draw.polygon(
        [(x - half * 0.5, y - half), (x + half * 0.5, y - half), (x + half * 0.68, y + half),
         (x - half * 0.68, y + half)],
        fill=_WINDOW,
    )  # fmt: skip
    pane = half * 0.32
    draw.rectangle([x - pane, y - half * 0.7, x + pane, y + half * 0.72], fill="#8fb0b8")
    draw.line(
        [(x, y - half * 0.7), (x, y + half * 0.72)], fill=_WINDOW, width=max(1, int(half / 9))
    )


def _flags(draw: ImageDraw.ImageDraw, rng: np.random.Generator) -> None:
    """Draw a string of flags across the lane."""
    height = float(rng.uniform(150, 230))
    string = [(x, height + 90 * (1 - ((x - 480) / 480) ** 2)) for x in range(40, 921, 55)]
    for (x, y), (x2, y2) in pairwise(string):
        draw.line([(x, y), (x2, y2)], fill="#6b6257", width=2)
        colour = _FLAGS[int(rng.integers(len(_FLAGS)))]
        draw.polygon(
            [(x, y), (x + 42, y + (y2 - y) * 0.76), (x + 40, y + 52), (x + 2, y + 48)], fill=colour
        )


def _ebikes(draw: ImageDraw.ImageDraw, rng: np.random.Generator, *, after: bool) -> None:
    """Draw e-bikes: in a row along the wall afterwards, anywhere before."""
    tidy = [(0.66, 0.74), (0.57, 0.74), (0.47, 0.74), (0.36, 0.74), (0.22, 0.74)]
    places = tidy if after else [(d, float(rng.uniform(-0.6, 0.6))) for d, _ in tidy]
    for place, colour in zip(places, _BIKES, strict=True):
        _ebike(draw, place, colour, 1.0 if after else float(rng.choice([-1.0, 1.0])))


def _ebike(draw: ImageDraw.ImageDraw, place: Spot, colour: str, faces: float) -> None:
    """Draw an e-bike from the side."""
    x, y, s = _at(*place)
    wheel, reach = 46 * s, 92 * s
    for centre in (x - reach, x + reach):
        box = [centre - wheel, y - 2 * wheel, centre + wheel, y]
        draw.ellipse(box, outline="#1f1a17", width=max(2, int(13 * s)))
    foot, seat = y - wheel * 0.9, y - wheel * 3.0
    back, front = x - faces * reach, x + faces * reach
    draw.polygon(
        [(back, foot), (x - faces * 66 * s, seat + 30 * s), (x, seat + 26 * s),
         (x + faces * 26 * s, foot - 18 * s), (front - faces * 26 * s, seat - 24 * s),
         (front, foot), (x, foot + 6 * s)],
        fill=colour,
    )  # fmt: skip
    draw.line(
        [(back, seat + 14 * s), (x, seat + 14 * s)], fill="#1f1a17", width=max(2, int(22 * s))
    )
    draw.line(
        [
            (front, foot),
            (front - faces * 34 * s, seat - 62 * s),
            (front - faces * 70 * s, seat - 56 * s),
        ],
        fill="#1f1a17",
        width=max(2, int(9 * s)),
    )


def _car(draw: ImageDraw.ImageDraw, rng: np.random.Generator, *, after: bool) -> None:
    """Draw a car seen from behind, gone afterwards."""
    if after:
        return
    x, y, s = _at(0.34, float(rng.uniform(-0.25, 0.3)))
    w, h = 250 * s, 330 * s
    draw.rectangle([x - w * 0.82, y - h * 0.2, x - w * 0.52, y], fill="#1f1a17")
    draw.rectangle([x + w * 0.52, y - h * 0.2, x + w * 0.82, y], fill="#1f1a17")
    draw.rounded_rectangle([x - w, y - h * 0.72, x + w, y - h * 0.1], 34 * s, fill="#5b6e8c")
    draw.polygon(
        [(x - w * 0.86, y - h * 0.68), (x - w * 0.62, y - h * 1.2), (x + w * 0.62, y - h * 1.2),
         (x + w * 0.86, y - h * 0.68)],
        fill="#4c5d78",
    )  # fmt: skip
    draw.polygon(
        [(x - w * 0.7, y - h * 0.72), (x - w * 0.54, y - h * 1.1), (x + w * 0.54, y - h * 1.1),
         (x + w * 0.7, y - h * 0.72)],
        fill="#b9ccd2",
    )  # fmt: skip
    for lamp in (-0.84, 0.6):
        draw.rectangle(
            [x + w * lamp, y - h * 0.56, x + w * (lamp + 0.24), y - h * 0.42], fill="#b3261e"
        )


def _boxes(draw: ImageDraw.ImageDraw, rng: np.random.Generator, *, after: bool) -> None:
    """Draw cartons along the wall, gone afterwards."""
    if after:
        return
    for depth in (0.58, 0.5, 0.42, 0.32, 0.24):
        x, y, s = _at(depth, -0.62 + float(rng.uniform(-0.08, 0.22)))
        w, h = float(rng.uniform(80, 130)) * s, float(rng.uniform(110, 240)) * s
        draw.rectangle([x - w, y - h, x + w, y], fill="#b98b58", outline="#7d5a33", width=2)
        draw.line([(x, y - h), (x, y)], fill="#e0c79c", width=max(2, int(18 * s)))


def _rubbish(draw: ImageDraw.ImageDraw, rng: np.random.Generator, *, after: bool) -> None:
    """Draw a bin, and bags beside it before."""
    x, y, s = _at(0.4, 0.66)
    draw.rectangle([x - 90 * s, y - 260 * s, x + 90 * s, y], fill="#4c6b3c")
    draw.rectangle([x - 104 * s, y - 300 * s, x + 104 * s, y - 256 * s], fill="#3c5630")
    for depth in () if after else (0.46, 0.41, 0.36, 0.31):
        bx, by, bs = _at(depth, 0.2 + float(rng.uniform(-0.2, 0.3)))
        draw.ellipse([bx - 84 * bs, by - 130 * bs, bx + 84 * bs, by + 8 * bs], fill="#37393d")
        draw.polygon(
            [(bx, by - 118 * bs), (bx - 26 * bs, by - 168 * bs), (bx + 26 * bs, by - 168 * bs)],
            fill="#37393d",
        )


def _hole(draw: ImageDraw.ImageDraw, rng: np.random.Generator, *, after: bool) -> None:
    """Draw a hole in the paving, or the new slabs."""
    x, y, s = _at(0.3, float(rng.uniform(-0.2, 0.2)))
    rim = []
    for angle in np.linspace(0, 2 * np.pi, 14, endpoint=False):
        wide, deep = rng.uniform(0.75, 1.1, 2) * s
        rim.append((x + 210 * wide * np.cos(angle), y + 70 * deep * np.sin(angle)))
    if after:
        near, far = (240 * s, y + 80 * s), (190 * s, y - 80 * s)
        slab = [(x - near[0], near[1]), (x + near[0], near[1]), (x + far[0], far[1])]
        draw.polygon([*slab, (x - far[0], far[1])], fill="#c9c2b5", outline="#8a8275")
    else:
        draw.polygon(rim, fill="#5c5247", outline="#3d362f")


_PAINTERS: Final = {
    "ebike_disorder": _ebikes,
    "illegal_parking": _car,
    "corridor_clutter": _boxes,
    "garbage": _rubbish,
    "road_damage": _hole,
}
PICTURED: Final = frozenset(_PAINTERS)
"""Categories that have a picture of their own."""
