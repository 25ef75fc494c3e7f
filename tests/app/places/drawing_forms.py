"""Places as forms send them, round the cast's place."""

from __future__ import annotations

from typing import Any

from tests.cast import EAST, NORTH


def at(*offsets: tuple[float, float]) -> str:
    """Return positions by offsets in degrees, as the text field has them."""
    return "\n".join(f"{EAST + dx:.7f}, {NORTH + dy:.7f}" for dx, dy in offsets)


def lane(**changes: Any) -> dict[str, Any]:
    """Return the form of a lane of about 97 m."""
    form = {
        "code": "L9",
        "name_zh": "新巷",
        "name_bo": "སྲང་ལམ་གསར་པ།",
        "name_en": "New Lane",
        "surface": "stone",
        "lit": "yes",
        "width_m": "2.5",
        "every_days": "2",
        "hours": "07:30-09:00",
        "geometry": at((0, -0.001), (0.001, -0.001)),
    }
    return form | changes


def courtyard(**changes: Any) -> dict[str, Any]:
    """Return the form of a courtyard beside the short lane, its entrance on its west."""
    corners = [(0.0011, 0.0003), (0.0013, 0.0003), (0.0013, 0.0005), (0.0011, 0.0005)]
    form = {
        "code": "C9",
        "name_zh": "新院",
        "households": "12",
        "entrance": at((0.0011, 0.0004)),
        "lane": "",
        "every_days": "3",
        "hours": "",
        "geometry": at(*corners),
    }
    return form | changes


def facility(**changes: Any) -> dict[str, Any]:
    """Return the form of a rubbish point."""
    form = {
        "code": "F9",
        "name_zh": "投放点",
        "kind": "rubbish_point",
        "opens": "06:00-09:00 18:30-24:00",
        "owner_department": "sanitation",
        "geometry": at((0.0005, 0.0001)),
    }
    return form | changes
