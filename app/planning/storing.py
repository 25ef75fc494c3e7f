"""Writing a plan down, whole, as the next version of its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from geoalchemy2.shape import from_shape
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app.db import add_rows
from app.places.models import WGS84
from app.planning.demand import Need
from app.planning.drafts import Fate, WalkDraft
from app.planning.models import PatrolPlan, PlanPlace, Walk, WalkLeg
from app.planning.wishes import Wish
from geo.routing.plan import Plan

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(:community_id, :day)")
Row = dict[str, Any]


def store(
    session: Session,
    wish: Wish,
    plan: Plan,
    walks: Sequence[WalkDraft],
    fates: Sequence[Fate],
    now: datetime,
    seed: int,
) -> PatrolPlan:
    """Write a plan as the newest version of its day; the versions before stay as they are."""
    made = PatrolPlan(
        community_id=wish.community_id,
        day=wish.day,
        version=_next_version(session, wish),
        cause=wish.cause,
        begins_at=wish.begins_at,
        minutes=wish.minutes,
        longest_min=plan.longest_min,
        bound_min=plan.bound_min,
        seed=seed,
        iterations=plan.iterations,
        cpu_seconds=plan.cpu_seconds,
        made_by=wish.person_id,
        made_at=now,
    )
    session.add(made)
    session.flush()
    of_plan = {"community_id": made.community_id, "plan_id": made.id}
    positions = _positions(session, made, [one.crew.team_id for one in walks])
    add_rows(
        session, Walk, [of_plan | _walk_row(positions[one.crew.team_id], one) for one in walks]
    )
    add_rows(session, WalkLeg, [of_plan | row for one in walks for row in _leg_rows(one)])
    add_rows(session, PlanPlace, [of_plan | _place_row(fate) for fate in fates])
    return made


def _next_version(session: Session, wish: Wish) -> int:
    """Return the next version of the day; whoever else plans that day waits until we are done."""
    key = {"community_id": wish.community_id, "day": wish.day.toordinal()}
    session.execute(_ONE_AT_A_TIME, key)
    last = session.scalar(
        select(func.max(PatrolPlan.version)).where(
            PatrolPlan.community_id == wish.community_id, PatrolPlan.day == wish.day
        )
    )
    return (last or 0) + 1


def _positions(session: Session, made: PatrolPlan, team_ids: Sequence[int]) -> dict[int, int]:
    """Return each team's position; in a changed plan whoever was in it keeps number and colour."""
    kept: dict[int, int] = {}
    if made.cause != "planned":
        before = session.execute(
            select(Walk.team_id, Walk.position)
            .join(PatrolPlan)
            .where(
                PatrolPlan.community_id == made.community_id,
                PatrolPlan.day == made.day,
                PatrolPlan.version == made.version - 1,
                Walk.team_id.in_(team_ids),
            )
        )
        kept = {row.team_id: row.position for row in before}
    free = (i for i in count() if i not in kept.values())
    return {one: kept[one] if one in kept else next(free) for one in team_ids}


def _walk_row(position: int, one: WalkDraft) -> Row:
    return {
        "team_id": one.crew.team_id,
        "position": position,
        "stewards": one.crew.stewards,
        "start_id": one.crew.start_id,
        "start_geom": from_shape(one.crew.start, WGS84),
        "minutes": one.minutes,
        "metres": one.metres,
        "repeated_m": one.repeated_m,
    }


def _leg_rows(one: WalkDraft) -> Iterator[Row]:
    for number, leg in enumerate(one.legs):
        yield {
            "team_id": one.crew.team_id,
            "number": number,
            **_place_of(leg.need),
            "serves": leg.serves,
            "begins_min": leg.begins_min,
            "minutes": leg.minutes,
            "metres": leg.metres,
            "geom": from_shape(leg.shape, WGS84),
        }


def _place_row(fate: Fate) -> Row:
    need, place = fate.need, fate.need.place
    return {
        **_place_of(need),
        "required": need.required,
        "prize": need.prize,
        "every_days": place.every_days,
        "days_since": place.days_since,
        "look_from": place.hours and place.hours.start,
        "look_until": place.hours and place.hours.end,
        "heat": place.heat.value,
        "reports": place.heat.reports,
        "locked": need.team_id is not None,
        "team_id": fate.team_id,
        "why": None if fate.why is None else fate.why.value,
    }


def _place_of(need: Need | None) -> Row:
    return {
        "lane_id": need.place.id if need and need.place.kind == "lane" else None,
        "courtyard_id": need.place.id if need and need.place.kind == "courtyard" else None,
    }
