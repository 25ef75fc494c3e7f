"""A day's plan written straight into the tables, for tests that are not about making one.

The team of Drolma and Dawa walks east along `long`, into its courtyard, up `short` and back; the
other team has nothing to do; `far` is left out because no way leads there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from geoalchemy2.shape import from_shape
from shapely import LineString, Point
from sqlalchemy.orm import Session

from app.places.models import WGS84
from app.planning.models import PatrolPlan, PlanPlace, PlanStart, Walk, WalkLeg
from tests.cast import EAST, NORTH, Cast

MADE = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
OFFICE = Point(EAST, NORTH)


def add_start(session: Session, community_id: int, name: str = "办公室") -> int:
    """Add a place to start in the middle of the place; return its id."""
    start = PlanStart(community_id=community_id, name_zh=name, geom=from_shape(OFFICE, WGS84))
    session.add(start)
    session.flush()
    return start.id


def write_plan(session: Session, cast: Cast, day: date, version: int = 1) -> PatrolPlan:
    """Write the plan of a day in the cast's community; the caller commits."""
    plan = _plan(session, cast.community_id, day, version)
    of_plan = {"community_id": cast.community_id, "plan_id": plan.id}
    for position, team_id in enumerate((cast.team_id, cast.other_team_id)):
        walks = position == 0
        session.add(
            Walk(
                **of_plan,
                team_id=team_id,
                position=position,
                stewards=5,
                start_geom=from_shape(OFFICE, WGS84),
                minutes=20.0 if walks else 0.0,
                metres=371.0 if walks else 0.0,
                repeated_m=89.0 if walks else 0.0,
            )
        )
    session.flush()
    for number, (place, serves, shape, minutes, metres) in enumerate(_legs(cast)):
        session.add(
            WalkLeg(
                **of_plan,
                team_id=cast.team_id,
                number=number,
                **place,
                serves=serves,
                begins_min=5.0 * number,
                minutes=minutes,
                metres=metres,
                geom=from_shape(shape, WGS84),
            )
        )
    session.add_all(PlanPlace(**of_plan, **values) for values in _places(cast))
    session.flush()
    return plan


def write_strangers_plan(session: Session, cast: Cast, day: date) -> PatrolPlan:
    """Write a plan of the other community: nobody walks, its one lane is left out."""
    plan = _plan(session, cast.elsewhere_id, day, 1)
    session.add(
        PlanPlace(
            community_id=cast.elsewhere_id,
            plan_id=plan.id,
            lane_id=cast.lanes["theirs"],
            required=True,
            prize=1.0,
            every_days=1,
            heat=0.0,
            reports=0,
            why="no_time",
        )
    )
    session.flush()
    return plan


def _plan(session: Session, community_id: int, day: date, version: int) -> PatrolPlan:
    plan = PatrolPlan(
        community_id=community_id,
        day=day,
        version=version,
        cause="planned",
        begins_at=time(9),
        minutes=60.0,
        longest_min=20.0,
        bound_min=16.0,
        seed=1,
        iterations=100,
        cpu_seconds=0.1,
        made_at=MADE,
    )
    session.add(plan)
    session.flush()
    return plan


def _legs(
    cast: Cast,
) -> list[tuple[dict[str, int], bool, LineString | Point, float, float]]:
    middle, top = (EAST + 0.001, NORTH), (EAST + 0.001, NORTH + 0.0008)
    long, short = {"lane_id": cast.lanes["long"]}, {"lane_id": cast.lanes["short"]}
    yard = {"courtyard_id": cast.courtyards["yard"]}
    return [
        (long, True, LineString([(EAST, NORTH), middle]), 4.0, 97.0),
        (yard, True, Point(EAST + 0.0004, NORTH), 3.0, 0.0),
        (long, True, LineString([middle, (EAST + 0.002, NORTH)]), 4.0, 97.0),
        (long, False, LineString([(EAST + 0.002, NORTH), middle]), 2.0, 97.0),
        (short, True, LineString([middle, top]), 4.0, 89.0),
        (short, False, LineString([top, middle]), 3.0, 89.0),
    ]


def _places(cast: Cast) -> list[dict[str, object]]:
    usual = {"required": True, "prize": 2.0, "every_days": 2, "heat": 0.0, "reports": 0}
    ours = {"team_id": cast.team_id}
    return [
        usual | ours | {"lane_id": cast.lanes["long"], "days_since": 3, "heat": 4.2, "reports": 12},
        usual | ours | {"lane_id": cast.lanes["short"], "days_since": None},
        usual
        | ours
        | {"courtyard_id": cast.courtyards["yard"], "days_since": 1, "required": False},
        usual | {"lane_id": cast.lanes["far"], "days_since": 9, "why": "unreachable"},
    ]
