"""Who comes on a day, from where they start, and what the supervisor has settled for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.people.area_models import Team
from app.people.models import Membership
from app.planning.models import PlanLock, PlanStart, Roster


@dataclass(frozen=True)
class Coming:
    """A team on a day: how many stewards come (0: it does not), and where it starts.

    `start_id` None: where everybody starts. `told`: somebody entered it; else the team's members
    are taken to come.
    """

    team: Team
    stewards: int
    start_id: int | None
    told: bool


def coming(session: Session, community_id: int, day: date) -> list[Coming]:
    """Return the community's teams and how many of each come on a day, by name."""
    members = (
        select(Membership.team_id, func.count().label("members"))
        .where(
            Membership.community_id == community_id,
            Membership.valid_from <= day,
            or_(Membership.valid_to.is_(None), Membership.valid_to > day),
        )
        .group_by(Membership.team_id)
        .subquery()
    )
    told = and_(
        Roster.community_id == Team.community_id, Roster.team_id == Team.id, Roster.day == day
    )
    rows = session.execute(
        select(Team, func.coalesce(members.c.members, 0), Roster)
        .outerjoin(members, members.c.team_id == Team.id)
        .outerjoin(Roster, told)
        .where(Team.community_id == community_id, Team.retired.is_(False))
        .order_by(Team.name_zh, Team.id)
    )
    return [
        Coming(team, row.stewards, row.start_id, told=True)
        if row is not None
        else Coming(team, usual, None, told=False)
        for team, usual, row in rows
    ]


def starts(session: Session, community_id: int) -> list[PlanStart]:
    """Return the places where walks may start, the first one first."""
    return list(
        session.scalars(
            select(PlanStart)
            .where(PlanStart.community_id == community_id, PlanStart.retired.is_(False))
            .order_by(PlanStart.id)
        )
    )


def locks(session: Session, community_id: int, day: date) -> dict[tuple[str, int], int]:
    """Return the teams that places were given to on a day, by kind and id of the place."""
    found = session.scalars(
        select(PlanLock).where(PlanLock.community_id == community_id, PlanLock.day == day)
    )
    return {place_key(one.lane_id, one.courtyard_id): one.team_id for one in found}


def place_key(lane_id: int | None, courtyard_id: int | None) -> tuple[str, int]:
    """Return kind and id of the one place that is named."""
    return ("lane", lane_id) if lane_id is not None else ("courtyard", courtyard_id or 0)
