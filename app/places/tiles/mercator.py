"""Where a tile lies: web Mercator's squares, counted from the north-west. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

HALF_M = math.pi * 6_378_137.0  # half the side of the Mercator square, EPSG:3857 metres
DEEPEST = 22


@dataclass(frozen=True)
class Tile:
    """A tile by zoom, column from the west and row from the north."""

    z: int
    x: int
    y: int

    def exists(self) -> bool:
        """Tell whether there is such a square."""
        side = 1 << self.z if 0 <= self.z <= DEEPEST else 0
        return 0 <= self.x < side and 0 <= self.y < side

    @property
    def side_m(self) -> float:
        """Return the length of a side, EPSG:3857 metres."""
        return 2.0 * HALF_M / (1 << self.z)

    def bounds_m(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north, EPSG:3857 metres.

        >>> [round(side) for side in Tile(1, 1, 0).bounds_m()]
        [0, 0, 20037508, 20037508]
        """
        west = self.x * self.side_m - HALF_M
        north = HALF_M - self.y * self.side_m
        return (west, north - self.side_m, west + self.side_m, north)

    def bounds_deg(self, margin: float) -> tuple[float, float, float, float]:
        """Return west, south, east, north, WGS 84 degrees, with a margin.

        Args:
            margin: On every side, as a share of the tile's, >= 0.
        """
        west, south, east, north = self.bounds_m()
        wide = margin * self.side_m
        return (
            _longitude(west - wide),
            _latitude(south - wide),
            _longitude(east + wide),
            _latitude(north + wide),
        )


def _longitude(east_m: float) -> float:
    return math.degrees(min(max(east_m, -HALF_M), HALF_M) / HALF_M * math.pi)


def _latitude(north_m: float) -> float:
    y = min(max(north_m, -HALF_M), HALF_M) / HALF_M * math.pi
    return math.degrees(2.0 * math.atan(math.exp(y)) - math.pi / 2.0)
