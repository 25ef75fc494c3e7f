"""Checks that every format shares: coordinates, lines, rings, codes and texts.

All functions take WGS 84 degrees, x = longitude, y = latitude, and raise `RowRefused`.
"""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

import shapely
from pyproj import Geod
from shapely import LineString, Polygon

from app.places.imports.reasons import Reason
from app.places.imports.rows import RowRefused

MAX_VERTICES = 20_000
"""Most points of one place. OpenStreetMap allows 2,000 per way; own choice, ten times that."""

MAX_TEXT = 200
"""Longest name or attribute, characters. Own choice."""

MAX_SURFACE = 40
"""Longest word for a surface, characters."""

MAX_CODE = 40
"""Longest code, characters. Own choice: it must fit on a sign."""

MAX_WIDTH_M = 100.0
"""Widest lane, metres; more is a slip of the pen. Own choice."""

SHOWN = 40
"""Characters of a file's text that a message repeats."""

MIN_RING = 4
"""A ring has three corners and comes back to the first."""

MAX_LON, MAX_LAT = 180.0, 90.0

MIN_LENGTH_M = 0.01
"""A shorter line has no length: OpenStreetMap's own step is 1e-7 degrees, 11 mm."""

ELLIPSOID = Geod(ellps="WGS84")

CODE_PATTERN = re.compile(rf"[\w][\w\-./]{{0,{MAX_CODE - 1}}}")

Position: TypeAlias = tuple[float, float]


def shown(value: object) -> str:
    """Return a file's value fit to be repeated in a message: short, nothing unprintable."""
    text = str(value)
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:SHOWN])
    return clean + ("…" if len(text) > SHOWN else "")


def check_position(lon: float, lat: float) -> None:
    """Refuse a position that is not finite or lies outside of the earth's degrees."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise RowRefused(Reason.NOT_A_NUMBER)
    if abs(lon) <= MAX_LON and abs(lat) <= MAX_LAT:
        return
    swapped = abs(lon) <= MAX_LAT < abs(lat) <= MAX_LON
    reason = Reason.SWAPPED if swapped else Reason.OUT_OF_RANGE
    raise RowRefused(reason, lon=f"{lon:.6g}", lat=f"{lat:.6g}")


def check_positions(positions: Sequence[Position]) -> None:
    """Refuse too many positions, or any that `check_position` refuses."""
    if len(positions) > MAX_VERTICES:
        raise RowRefused(
            Reason.TOO_MANY_VERTICES, vertices=str(len(positions)), limit=str(MAX_VERTICES)
        )
    for lon, lat in positions:
        check_position(lon, lat)


def lane_line(positions: Sequence[Position]) -> LineString:
    """Return the centre line through positions, repeated neighbours dropped.

    Raises:
        RowRefused: For fewer than two positions, no length, or a bad position.
    """
    check_positions(positions)
    if len(positions) < 2:  # noqa: PLR2004 - a line has two ends
        raise RowRefused(Reason.ONE_NODE)
    kept = [positions[0]]
    kept.extend(here for before, here in pairwise(positions) if here != before)
    line = LineString(kept) if len(kept) > 1 else None
    if line is None or ELLIPSOID.geometry_length(line) < MIN_LENGTH_M:
        raise RowRefused(Reason.ZERO_LENGTH)
    return line


def area_polygon(rings: Sequence[Sequence[Position]]) -> Polygon:
    """Return the valid area of an outer ring and its holes, outer ring anticlockwise.

    Raises:
        RowRefused: For no ring, an unclosed or crossing one (bow-tie), or a bad position.
    """
    if not rings or not rings[0]:
        raise RowRefused(Reason.EMPTY_GEOMETRY)
    check_positions([position for ring in rings for position in ring])
    for ring in rings:
        if len(ring) < MIN_RING or ring[0] != ring[-1]:
            raise RowRefused(Reason.UNCLOSED_RING)
    polygon = Polygon(rings[0], rings[1:])
    if not polygon.is_valid or polygon.area == 0.0:
        raise RowRefused(Reason.INVALID_POLYGON, problem=shapely.is_valid_reason(polygon))
    return shapely.geometry.polygon.orient(polygon)


def clean_text(value: object, field: str, limit: int = MAX_TEXT) -> str:
    """Return a file's text without surplus blanks, empty where there is none.

    Raises:
        RowRefused: For anything but text, control characters, lone surrogates, or over
            `limit` characters.
    """
    if value is None:
        return ""
    text = " ".join(value.split()) if isinstance(value, str) else None
    if text is None or len(text) > limit or not is_storable(text):
        raise RowRefused(Reason.BAD_TEXT, field=field, limit=str(limit))
    return text


def clean_code(value: object) -> str:
    """Return a place's code; a whole number is taken as its digits.

    Raises:
        RowRefused: For no code, or one that a sign could not carry.
    """
    number = isinstance(value, int) and not isinstance(value, bool)
    code = str(value).strip() if number or isinstance(value, str) else value
    if code is None or code == "":
        raise RowRefused(Reason.NO_CODE)
    if not isinstance(code, str) or CODE_PATTERN.fullmatch(code) is None:
        raise RowRefused(Reason.BAD_CODE, code=shown(value), limit=str(MAX_CODE))
    return code


def is_storable(text: str) -> bool:
    """Tell whether PostgreSQL can hold the text and a page can show it: no control characters."""
    return not any(
        ord(c) < ord(" ") or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000  # noqa: PLR2004
        for c in text
    )
