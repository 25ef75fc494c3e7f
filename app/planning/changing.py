"""Changing a plan that is there, with least change: a team stays away, a place goes to another."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidInput
from app.planning.arranging import Entry, enter_roster, give
from app.planning.deciding import Outcome, carry_out
from app.planning.models import PatrolPlan, PlanPlace, Walk
from app.planning.wishes import Wish
from app.policy import Viewer


def leave_out_team(
    session: Session, viewer: Viewer, plan: PatrolPlan, team_id: int, now: datetime
) -> Outcome:
    """Plan the day again without a team; the others keep what they have as far as they can.

    Raises:
        InvalidInput: The team does not walk in the plan, or nobody else does.
    """
    walking = _walking(session, plan)
    if team_id not in walking:
        raise InvalidInput(_("That team does not walk in this plan."), pointer="/team")
    left = [one for one in walking if one != team_id]
    if not left:
        message = _("With no team there is nothing to plan. Say which teams come.")
        raise InvalidInput(message, pointer="/team")
    enter_roster(session, viewer, plan.day, {team_id: Entry(0)}, now)
    return carry_out(session, _wish(viewer, plan, left, "absent"), now)


def give_place(
    session: Session,
    viewer: Viewer,
    plan: PatrolPlan,
    place: tuple[str, int],
    team_id: int,
    now: datetime,
) -> Outcome:
    """Give a place to a team for the day; where another one walks it, plan again around that.

    Raises:
        NotFound: There is no such place.
        InvalidInput: The team does not walk in the plan.
    """
    walking = _walking(session, plan)
    if team_id not in walking:
        raise InvalidInput(_("That team does not walk in this plan."), pointer="/team")
    give(session, viewer, plan.day, place, team_id, now)
    if _walker(session, plan, place) == team_id:
        return Outcome(plan, None)
    return carry_out(session, _wish(viewer, plan, walking, "moved"), now)


def _wish(viewer: Viewer, plan: PatrolPlan, team_ids: Iterable[int], cause: str) -> Wish:
    return Wish(
        community_id=plan.community_id,
        day=plan.day,
        team_ids=tuple(team_ids),
        minutes=plan.minutes,
        begins_at=plan.begins_at,
        cause=cause,
        person_id=viewer.person_id,
    )


def _walking(session: Session, plan: PatrolPlan) -> list[int]:
    """Return the teams of a plan, in their order."""
    return list(
        session.scalars(
            select(Walk.team_id)
            .where(Walk.community_id == plan.community_id, Walk.plan_id == plan.id)
            .order_by(Walk.position)
        )
    )


def _walker(session: Session, plan: PatrolPlan, place: tuple[str, int]) -> int | None:
    kind, number = place
    column = PlanPlace.lane_id if kind == "lane" else PlanPlace.courtyard_id
    return session.scalar(
        select(PlanPlace.team_id).where(
            PlanPlace.community_id == plan.community_id,
            PlanPlace.plan_id == plan.id,
            column == number,
        )
    )
