"""Which team answers for which lane and courtyard: sectors round the temple."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import atan2
from typing import Final

from app.demo.people import TEAMS
from app.demo.rates import UNCLAIMED
from app.demo.record_types import Claim, Team
from app.demo.town import Lane, Town

FIRST_CLAIMS: Final = date(2026, 1, 12)
"""The Monday on which the first teams claimed their lanes."""


def claims(town: Town, teams: Sequence[Team]) -> tuple[Claim, ...]:
    """Return the claims of all teams by place code; `UNCLAIMED` places have none."""
    by_lane = _sectors(town.lanes)
    places = [(lane.code, by_lane[lane.code]) for lane in town.lanes]
    places += [(yard.code, by_lane[yard.lane_code]) for yard in town.courtyards]
    return tuple(
        Claim(code, team, teams[team].leader.code, FIRST_CLAIMS + timedelta(weeks=team % 3))
        for code, team in places
        if code not in UNCLAIMED
    )


def _sectors(lanes: Sequence[Lane]) -> dict[str, int]:
    """Return the team of every lane: an equal share each, turning round the temple."""
    turning = sorted(lanes, key=_bearing)
    return {lane.code: i * TEAMS // len(turning) for i, lane in enumerate(turning)}


def _bearing(lane: Lane) -> float:
    """Return the direction of a lane's middle as seen from the temple, radians."""
    middle = lane.line.interpolate(0.5, normalized=True)
    return atan2(middle.y, middle.x)
