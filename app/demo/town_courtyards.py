"""Courtyards (dayuan), the temple and the houses that fill the blocks."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from shapely import LineString, Point, Polygon, STRtree, minimum_rotated_rectangle

from app.demo.town_blocks import box_corners, largest, parcels, polygons

COURTYARDS: Final = 40
PARCEL_M2: Final = (560.0, 1150.0)
HOUSE_M2: Final = (300.0, 900.0)
"""Area of a group of houses under one roof line, square metres: the grain of the drawn town."""

YARD_M2: Final = (420.0, 1150.0)
"""Area of a courtyard, square metres: own choice, as old compounds are."""

SMALLEST_M2: Final = 60.0
"""The corner that an L-shaped courtyard leaves is a house if larger than this, square metres."""

ENTRY_M: Final = 16.0
"""A courtyard lies at most so far from the centre line of its lane, metres."""

L_SHAPED: Final = 0.38
"""Share of courtyards that lose a corner to a house."""

TEMPLE: Final = Polygon(
    [(-62, 47), (-20, 60), (48, 58), (79, 34), (82, -30), (60, -62), (-30, -66), (-58, -46),
     (-92, -36), (-94, 24)]
)  # fmt: skip
"""The temple's precinct, local metres, drawn for the demo."""

HALLS: Final = (
    Polygon([(-4, 30), (44, 31), (46, -33), (-3, -34)]),
    Polygon([(6, 20), (34, 20), (35, -22), (6, -23)]),
    Polygon([(-58, 24), (-18, 26), (-18, -27), (-57, -28)]),
    Polygon([(-48, 14), (-28, 15), (-28, -16), (-48, -17)]),
    Polygon([(52, 30), (66, 24), (68, -24), (52, -32)]),
    Polygon([(-20, 50), (44, 50), (45, 38), (-20, 37)]),
    Polygon([(-26, -54), (52, -54), (50, -42), (-25, -42)]),
)
"""Halls and galleries of the temple, drawn one above the other."""


PLAZA: Final = Polygon([(-160, -26), (-84, -34), (-80, 22), (-152, 34), (-168, 6)])
"""The open square before the temple's west gate, local metres."""


@dataclass(frozen=True)
class Yard:
    """A courtyard's ground and how one enters it.

    Attributes:
        outline: Its ground, local metres.
        entrance: Point on the centre line of the lane, local metres.
        lane: Position of that lane in the list of lanes.
    """

    outline: Polygon
    entrance: Point
    lane: int


def courtyards_and_houses(
    blocks: list[Polygon], lines: list[LineString], rng: np.random.Generator
) -> tuple[list[Yard], list[Polygon]]:
    """Fill the blocks: return the courtyards (north to south) and the houses between them."""
    ground = [block.difference(TEMPLE.buffer(9.0).union(PLAZA)) for block in blocks]
    pieces = [
        parcel
        for shape in ground
        for block in polygons(shape)
        for parcel in parcels(block, PARCEL_M2, rng)
    ]
    chosen = _choose(pieces, lines, rng)
    yards = [_yard(pieces[i], lines, rng) for i in sorted(chosen)]
    rest = [piece for i, piece in enumerate(pieces) if i not in chosen]
    corners = [
        corner
        for i, yard in zip(sorted(chosen), yards, strict=True)
        for corner in polygons(pieces[i].difference(yard.outline.buffer(0.6)))
    ]
    return sorted(yards, key=lambda yard: -yard.outline.centroid.y), [
        *houses(rest, rng), *(c for c in corners if c.area > SMALLEST_M2)
    ]  # fmt: skip


def houses(ground: list[Polygon], rng: np.random.Generator) -> list[Polygon]:
    """Return houses that fill some ground, with narrow gaps, local metres."""
    built = (parcel for piece in ground for parcel in parcels(piece, HOUSE_M2, rng))
    return [house for parcel in built for house in _house(parcel, rng.uniform(0.15, 0.7))]


def _house(parcel: Polygon, gap_m: float) -> list[Polygon]:
    """Return the house on a parcel, set back on every side; nowhere past the parcel's edge."""
    inset = parcel.buffer(-gap_m, join_style="mitre").simplify(0.5 * gap_m)
    return list(polygons(inset))


def _choose(
    pieces: list[Polygon], lines: list[LineString], rng: np.random.Generator
) -> frozenset[int]:
    """Pick well-shaped parcels near a lane, far from one another, denser near the ring."""
    tree = STRtree(lines)
    fit = [i for i, piece in enumerate(pieces) if _fits(piece, tree, lines)]
    weight = {i: float(rng.uniform(0.6, 1.0)) * _nearness(pieces[i]) for i in fit}
    chosen: list[int] = []
    for spacing in (46.0, 38.0, 30.0, 0.0):
        for i in sorted(fit, key=lambda i: -weight[i]):
            clear = all(pieces[i].centroid.distance(pieces[j].centroid) > spacing for j in chosen)
            if len(chosen) < COURTYARDS and i not in chosen and clear:
                chosen.append(i)
    return frozenset(chosen)


def _fits(piece: Polygon, tree: STRtree, lines: list[LineString]) -> bool:
    """Tell whether a parcel has a courtyard's size and shape and lies at a lane."""
    nearest = lines[int(tree.nearest(piece))]
    compact = piece.area / minimum_rotated_rectangle(piece).area
    return (
        YARD_M2[0] + 40 < piece.area < YARD_M2[1]
        and compact > 0.72  # noqa: PLR2004  (looks like a yard, by eye)
        and piece.distance(nearest) < ENTRY_M - 2
    )


def _nearness(piece: Polygon) -> float:
    """Return a weight that falls from 1 at the temple to about 0.6 at the bounding streets."""
    return 1.0 - 0.4 * min(1.0, piece.centroid.distance(Point(0, 0)) / 320.0)


def _yard(piece: Polygon, lines: list[LineString], rng: np.random.Generator) -> Yard:
    """Make a courtyard of a parcel."""
    outline = largest(piece.buffer(-0.9, join_style="mitre").simplify(0.85))
    if rng.random() < L_SHAPED:
        outline = _without_a_corner(outline, lines, rng)
    lane = min(range(len(lines)), key=lambda i: lines[i].distance(outline))
    entrance = lines[lane].interpolate(lines[lane].project(_gate(outline, lines[lane])))
    return Yard(outline, entrance, lane)


def _gate(outline: Polygon, lane: LineString) -> Point:
    """Return the middle of the side that faces the lane best, local metres."""
    edges = zip(outline.exterior.coords[:-1], outline.exterior.coords[1:], strict=True)
    sides = [LineString(edge) for edge in edges]
    long = [side for side in sides if side.length > 5.0] or sides  # noqa: PLR2004  (a gate)
    facing = min(long, key=lambda side: side.interpolate(0.5, normalized=True).distance(lane))
    return facing.interpolate(0.5, normalized=True)


def _without_a_corner(
    outline: Polygon, lines: list[LineString], rng: np.random.Generator
) -> Polygon:
    """Cut the corner farthest from the lanes out of a yard, so that it becomes an L."""
    box = box_corners(outline)
    away = [min(line.distance(Point(corner)) for line in lines) for corner in box]
    k = int(np.argmax(away))
    corner, left, right = box[k], box[k - 1], box[(k + 1) % 4]
    a = (left - corner) * rng.uniform(0.42, 0.52)
    b = (right - corner) * rng.uniform(0.42, 0.52)
    cut = Polygon([corner, corner + a, corner + a + b, corner + b]).buffer(0.5, join_style="mitre")
    rest = largest(outline.difference(cut))
    return rest if rest.area > YARD_M2[0] * 0.7 else outline
