"""What OpenStreetMap's tags mean here; the reasons stand in decision record 0004."""

import re
from collections.abc import Mapping

from app.places.imports.checks import MAX_SURFACE, MAX_WIDTH_M, is_storable
from app.places.imports.rows import Attribute

LANE_HIGHWAYS = frozenset(
    {
        "pedestrian",
        "living_street",
        "residential",
        "footway",
        "path",
        "steps",
        "service",
        "track",
        "unclassified",
        "road",
        "cycleway",
        "bridleway",
        "tertiary",
        "tertiary_link",
        "secondary",
        "secondary_link",
        "primary",
        "primary_link",
    }
)
"""Values of `highway` that a steward can walk along and that therefore are lanes."""

UNLIT = frozenset({"no", "disused"})
WIDTH = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*m?")


def lane_attributes(tags: Mapping[str, str]) -> dict[str, Attribute]:
    """Return `width_m`, `surface` and `lit` where the tags give them.

    A value that makes no sense is left out: a lane is not refused for its paving.
    """
    found: dict[str, Attribute] = {}
    width = width_m(tags.get("width", ""))
    if width is not None:
        found["width_m"] = width
    surface = tags.get("surface", "")
    if is_storable(surface) and 0 < len(surface) <= MAX_SURFACE:
        found["surface"] = surface
    if "lit" in tags:
        found["lit"] = tags["lit"] not in UNLIT
    return found


def width_m(text: str) -> float | None:
    """Return a width in metres, None where the text gives none.

    >>> width_m("2.5 m"), width_m("3"), width_m("narrow"), width_m("0")
    (2.5, 3.0, None, None)
    """
    match = WIDTH.fullmatch(text.strip())
    if match is None:
        return None
    width = float(match[1].replace(",", "."))
    return width if 0.0 < width <= MAX_WIDTH_M else None
