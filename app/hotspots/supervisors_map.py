"""The map of the hot spots page: which layers, from which addresses, in which colours."""

from __future__ import annotations

from app.maps import shells
from app.maps.base import LaneMap
from app.maps.layers import HeatLayer, LaneRateLayer, MetricScale, PlacesLayer

NAME = "hotspots"
HEAT_RAMP = tuple(f"--heat-{step}" for step in range(1, 8))
LANE_RAMP = tuple(f"--lane-rate-{step}" for step in range(1, 6))
HEAT_OPACITY = 0.8
LOOK_AGAIN_S = 4.0  # a new pin is to be seen within 5 seconds

_LANES = "/api/v1/lanes"


def build() -> LaneMap:
    """Build the map; it is the same for everybody, data comes from the addresses."""
    made = LaneMap(NAME)
    made.add_child(MetricScale())
    made.add_child(PlacesLayer(_LANES, "/api/v1/courtyards", "/api/v1/facilities"))
    made.add_child(HeatLayer("/api/v1/heat", HEAT_RAMP, HEAT_OPACITY, LOOK_AGAIN_S))
    rates = LaneRateLayer("/api/v1/lane-rates", _LANES, LANE_RAMP, "--ink", LOOK_AGAIN_S)
    made.add_child(rates)
    return made


shells.register(NAME, build)
