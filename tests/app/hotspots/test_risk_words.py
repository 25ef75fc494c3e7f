"""What is said of lanes' risk."""

from __future__ import annotations

from datetime import date

from flask_babel import force_locale

from app import LaneSteward
from app.hotspots.record_queries import KnownLane
from app.hotspots.risk import Assessed, LaneRisk
from app.hotspots.risk_words import clusters, rate_sentence
from geo.hotspots import Reason


def lane(number: int, *reasons: Reason, passes: float = 4.0) -> LaneRisk:
    """Return a lane of which little is known but its reasons."""
    return LaneRisk(
        lane=KnownLane(
            id=number,
            code=f"L{number}",
            name_zh=f"{number} 巷",
            name_bo="",
            name_en=f"Lane {number}",
            length_m=100.0,
            valid_from=date(2020, 1, 1),
            valid_to=None,
        ),
        reports=3.0,
        passes=passes,
        rate=0.8,
        low=0.2,
        high=4.0,
        worse=0.1,
        daily=0.0,
        trend=1.0,
        z=2.0,
        q=0.01,
        expected=0.8,
        flag=bool(reasons),
        reasons=reasons,
        step=1,
    )


def assessed(*lanes: LaneRisk) -> Assessed:
    """Return a day with these lanes."""
    return Assessed(lanes, [0.5, 1.0, 1.5, 2.0], 0.8, 0.0, differ=True)


def test_lanes_that_stand_together_are_named(ctx: LaneSteward) -> None:
    found = assessed(
        lane(1, Reason.CLUSTER), lane(2, Reason.WORSE_ON_PATROL), lane(3, Reason.CLUSTER)
    )
    with force_locale("en"):
        said = clusters(found)
    assert said.startswith("2 lanes lie among others")
    assert said.endswith(": 1 巷, 3 巷.")


def test_that_none_stand_together_is_said(ctx: LaneSteward) -> None:
    with force_locale("en"):
        assert clusters(assessed(lane(1, Reason.WORSE_ON_PATROL))).startswith("No neighbouring")


def test_of_a_lane_where_nobody_passed_nothing_is_said_to_be_found(ctx: LaneSteward) -> None:
    with force_locale("en"):
        assert rate_sentence(lane(1, passes=0.0)).startswith("Nobody has passed here.")
        assert rate_sentence(lane(1)).startswith("A pass finds 0.8 problems here")
