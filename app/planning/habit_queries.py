"""Which lanes teams are used to: walked the day before, or given to them by the plan at hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.patrols.models import Pass
from app.people.area_models import AdminArea
from app.planning.models import PatrolPlan, PlanPlace
from app.planning.queries import plan_of

PlacesOf = dict[int, frozenset[int]]


def walked_the_day_before(session: Session, community_id: int, day: date) -> PlacesOf:
    """Return the lanes that each team passed, or was to pass, on the day before a day."""
    before = day - timedelta(days=1)
    plan = plan_of(session, community_id, before)
    planned = lanes_of_teams(session, plan) if plan else {}
    local = func.date(func.timezone(AdminArea.time_zone, Pass.passed_at))
    rows = session.execute(
        select(Pass.team_id, Pass.lane_id)
        .join(AdminArea, AdminArea.id == Pass.community_id)
        .where(Pass.community_id == community_id, Pass.lane_id.is_not(None), local == before)
        .distinct()
    )
    return _merged(planned, _grouped((row[0], row[1]) for row in rows))


def lanes_of_teams(session: Session, plan: PatrolPlan) -> PlacesOf:
    """Return the lanes that a plan gives to each team."""
    return _given(session, plan, PlanPlace.lane_id)


def courtyards_of_teams(session: Session, plan: PatrolPlan) -> PlacesOf:
    """Return the courtyards that a plan gives to each team."""
    return _given(session, plan, PlanPlace.courtyard_id)


def _given(
    session: Session, plan: PatrolPlan, place: InstrumentedAttribute[int | None]
) -> PlacesOf:
    rows = session.execute(
        select(PlanPlace.team_id, place).where(
            PlanPlace.community_id == plan.community_id,
            PlanPlace.plan_id == plan.id,
            PlanPlace.team_id.is_not(None),
            place.is_not(None),
        )
    )
    return _grouped((row[0], row[1]) for row in rows)


def _grouped(rows: Iterable[tuple[int | None, int | None]]) -> PlacesOf:
    found: dict[int, set[int]] = {}
    for team_id, lane_id in rows:
        if team_id is not None and lane_id is not None:
            found.setdefault(team_id, set()).add(lane_id)
    return {team_id: frozenset(lanes) for team_id, lanes in found.items()}


def _merged(one: PlacesOf, other: PlacesOf) -> PlacesOf:
    none: frozenset[int] = frozenset()
    return {team: one.get(team, none) | other.get(team, none) for team in {*one, *other}}
