"""The map of the hot spots page: which layers, from which addresses, in which colours."""

from __future__ import annotations

from app.maps import shells
from app.maps.base import LaneMap
from app.maps.layers import AlongLayer, BaseMapLayer, HeatLayer, LaneLayer, LaneLook, MetricScale

NAME = "hotspots"
HEAT_RAMP = tuple(f"--heat-{step}" for step in range(1, 8))
LANE_RAMP = tuple(f"--lane-rate-{step}" for step in range(1, 6))
RISK_RAMP = tuple(f"--risk-{step}" for step in range(1, 6))
CHANGE_RAMP = tuple(f"--change-{step}" for step in range(1, 8))
HEAT_OPACITY = 0.8
LOOK_AGAIN_S = 4.0  # a new pin is to be seen within 5 seconds
RISK_AGAIN_S = 60.0
LOOK = LaneLook(
    ramp=RISK_RAMP,
    change=CHANGE_RAMP,
    chosen="--ink",
    flagged="--action",
    clustered="--info",
    unknown="--line-strong",
    every_s=LOOK_AGAIN_S,
    risk_s=RISK_AGAIN_S,
)


def build() -> LaneMap:
    """Build the map; it is the same for everybody, data comes from the addresses."""
    made = LaneMap(NAME)
    made.add_child(MetricScale())
    made.add_child(BaseMapLayer("/tiles/map.json"))
    made.add_child(HeatLayer("/api/v1/heat", HEAT_RAMP, CHANGE_RAMP, HEAT_OPACITY, LOOK_AGAIN_S))
    made.add_child(
        AlongLayer("/api/v1/heat", "/api/v1/heat/prepare", LANE_RAMP, CHANGE_RAMP, LOOK_AGAIN_S)
    )
    made.add_child(LaneLayer("/api/v1/lane-rates", "/api/v1/hotspots", "/api/v1/lanes", LOOK))
    return made


shells.register(NAME, build)
