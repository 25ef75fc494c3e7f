"""A walk as a small drawing: lines, arrows and numbers, readable in grey. Pure but for Markup.

Colours stand as attributes, which paper takes; a style sheet on a screen may say otherwise. No text
that people wrote goes into it: places are numbered as in the list beside the drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import atan2, degrees

import numpy as np
import shapely
from markupsafe import Markup
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

MARGIN_M = 35.0
LEAST_SIDE_M = 160.0
ARROW_EVERY_M = 70.0
BADGE_APART_M = 9.0  # so that two numbers at one door do not cover each other
PAPER, LANE, INK = "#ffffff", "#c9c4bc", "#1f1a17"

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Stretch:
    """A leg to be drawn, in metres: `number` of its place in the list, None where not inspected."""

    shape: LineString | Point
    serves: bool
    number: int | None = None


@dataclass(frozen=True)
class Frame:
    """The part of the ground that is drawn: metres to the drawing's units, y downwards."""

    box: Box
    size: float  # drawing units to a metre

    @classmethod
    def round_about(cls, shapes: Sequence[BaseGeometry], ratio: float, width: float) -> Frame:
        """Return a frame of some width over height round shapes; the drawing is `width` wide."""
        west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object))
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        wide = max(east - west + 2 * MARGIN_M, LEAST_SIDE_M, ratio * (north - south + 2 * MARGIN_M))
        high = wide / ratio
        box = (middle_x - wide / 2, middle_y - high / 2, middle_x + wide / 2, middle_y + high / 2)
        return cls(box, width / wide)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place on the ground lies in the drawing."""
        west, _south, _east, north = self.box
        return round((x - west) * self.size, 1), round((north - y) * self.size, 1)


def drawing(
    lanes: Iterable[LineString],
    walk: Sequence[Stretch],
    start: Point,
    *,
    ratio: float,
    width: float,
) -> Markup:
    """Return a walk as SVG.

    Args:
        lanes: All lanes, metres; those outside the frame are left out.
        walk: The legs in their order, metres.
        start: Where the walk begins, metres.
        ratio: Width over height.
        width: Drawing units from side to side; numbers and arrows keep their size in units.
    """
    frame = Frame.round_about([start, *(one.shape for one in walk)], ratio, width)
    ground = shapely.box(*frame.box)
    near = [cut for lane in lanes if not (cut := lane.intersection(ground)).is_empty]
    parts = [
        *(_line(frame, lane, "ground", LANE, 7) for lane in near),
        *(_leg_line(frame, one) for one in walk if isinstance(one.shape, LineString)),
        *(arrow for one in walk for arrow in _arrows(frame, one)),
        _start(frame, start),
        *_badges(frame, walk),
    ]
    box = f"0 0 {width:g} {width / ratio:.0f}"
    return Markup('<svg class="walk-map" viewBox="{}" aria-hidden="true">{}</svg>').format(
        box, Markup("").join(parts)
    )


def _leg_line(frame: Frame, one: Stretch) -> Markup:
    if one.serves:
        return _line(frame, one.shape, "served", INK, 4)
    return _line(frame, one.shape, "repeated", INK, 1.6, "5 4")


def _line(
    frame: Frame, shape: BaseGeometry, kind: str, colour: str, width: float, dashes: str = "none"
) -> Markup:
    path = " ".join(
        "M" + " L".join(f"{x:g} {y:g}" for x, y in (frame.at(*spot) for spot in part.coords))
        for part in shapely.get_parts(shape)
        if isinstance(part, LineString)
    )
    return Markup(
        '<path class="{}" d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
    ).format(kind, path, colour, f"{width:g}", dashes)


def _arrows(frame: Frame, one: Stretch) -> Iterator[Markup]:
    """Yield arrow heads along a leg: one in the middle of each stretch of some length."""
    line = one.shape
    if not isinstance(line, LineString) or line.length <= 0:
        return
    number = max(1, round(line.length / ARROW_EVERY_M))
    for i in range(number):
        at = (i + 0.5) * line.length / number
        here, ahead = line.interpolate(at), line.interpolate(min(line.length, at + 1.0))
        if here.equals(ahead):
            continue
        (x, y), (u, v) = frame.at(here.x, here.y), frame.at(ahead.x, ahead.y)
        turn = degrees(atan2(v - y, u - x))
        size = 1.0 if one.serves else 0.7
        yield Markup(
            '<path class="arrow" d="M-7 -6.500 L7 0 L-7 6.500 Z" fill="{}" stroke="{}"'
            ' stroke-width="1.200" transform="translate({} {}) rotate({}) scale({})"/>'
        ).format(INK, PAPER, f"{x:g}", f"{y:g}", f"{turn:.0f}", f"{size:g}")


def _badges(frame: Frame, walk: Sequence[Stretch]) -> Iterator[Markup]:
    """Yield the numbers of the places, each once, at the middle of its first stretch."""
    taken: list[Point] = []
    told: set[int] = set()
    for one in walk:
        if one.number is None or one.number in told:
            continue
        told.add(one.number)
        spot = _free(one.shape, taken)
        taken.append(spot)
        x, y = frame.at(spot.x, spot.y)
        yield Markup(
            '<g class="badge-number" transform="translate({} {})">'
            '<circle r="11" fill="{}" stroke="{}" stroke-width="1.500"/>'
            '<text y="4.500" font-size="13" font-weight="700" fill="{}"'
            ' text-anchor="middle">{}</text></g>'
        ).format(f"{x:g}", f"{y:g}", PAPER, INK, INK, one.number)


def _free(shape: LineString | Point, taken: Sequence[Point]) -> Point:
    """Return a place on a shape for its number, away from other numbers where there is one."""
    if isinstance(shape, Point):
        shifts = ((0, 0), (14, 0), (-14, 0), (0, 14), (0, -14))
        spots = [Point(shape.x + dx, shape.y + dy) for dx, dy in shifts]
    else:
        shares = (0.42, 0.58, 0.3, 0.7, 0.2, 0.8)
        spots = [shape.interpolate(share, normalized=True) for share in shares]
    free = (s for s in spots if all(s.distance(other) >= BADGE_APART_M for other in taken))
    return next(free, spots[0])


def _start(frame: Frame, start: Point) -> Markup:
    x, y = frame.at(start.x, start.y)
    return Markup(
        '<path class="start" d="M0 0 V-26 L18 -19 L0 -12" fill="{}" stroke="{}"'
        ' stroke-width="2.500" stroke-linejoin="round" transform="translate({} {})"/>'
    ).format(PAPER, INK, f"{x:g}", f"{y:g}")
