"""The map of a plan's page: the places, and over them the walks."""

from __future__ import annotations

from app.maps import shells
from app.maps.base import LaneMap
from app.maps.layers import MetricScale, PlacesLayer
from app.maps.walks import WalksLayer

NAME = "walks"
COLOURS = 8  # teams that are told apart by colour alone; all of them are numbered too
TEAM_COLOURS = tuple(f"--team-{number}" for number in range(1, COLOURS + 1))


def build() -> LaneMap:
    """Build the map; it is the same for everybody, data comes from the addresses."""
    made = LaneMap(NAME)
    made.add_child(MetricScale())
    made.add_child(PlacesLayer("/api/v1/lanes", "/api/v1/courtyards", "/api/v1/facilities"))
    made.add_child(WalksLayer("/api/v1/plans", TEAM_COLOURS, "--ink"))
    return made


def colour_of(position: int) -> int:
    """Return the number of a walk's colour, from 1."""
    return position % COLOURS + 1


shells.register(NAME, build)
