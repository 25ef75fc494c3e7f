"""Teams as a viewer may see them, and who is in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from app.people.account_queries import member_on
from app.people.area_models import Team
from app.people.models import Membership, Person, RoleAssignment
from app.policy import Permission, Role, Scope, Viewer, answers_for_team, scopes


@dataclass(frozen=True)
class TeamLine:
    """A team, who represents it, and how many are in it."""

    team: Team
    representative: Person | None
    members: int


def teams_for(
    session: Session, viewer: Viewer, permission: Permission, day: date, *, retired: bool = False
) -> list[TeamLine]:
    """Return the teams that the permission reaches, by name."""
    members = (
        select(func.count())
        .where(
            Membership.community_id == Team.community_id,
            Membership.team_id == Team.id,
            member_on(day),
        )
        .scalar_subquery()
    )
    statement = (
        select(Team, Person, members)
        .outerjoin(Person, Person.id == Team.representative_id)
        .where(Team.community_id == viewer.community_id, Team.retired.is_(retired))
        .order_by(Team.name_zh, Team.id)
    )
    if Scope.COMMUNITY not in scopes(viewer, permission):
        statement = statement.where(_own(viewer, permission))
    return [TeamLine(*row) for row in session.execute(statement)]


def team_for(
    session: Session, viewer: Viewer, team_id: int, permission: Permission, *, lock: bool = False
) -> Team | None:
    """Return a team that the permission reaches, or None; locked if asked.

    With the scope of a team, what changes it is for its representative alone.
    """
    reach = scopes(viewer, permission)
    statement = select(Team).where(Team.community_id == viewer.community_id, Team.id == team_id)
    if Scope.COMMUNITY not in reach:
        statement = statement.where(_own(viewer, permission))
    if not reach:
        return None
    if lock:
        statement = statement.with_for_update(key_share=True).execution_options(
            populate_existing=True
        )
    return session.scalar(statement)


def _own(viewer: Viewer, permission: Permission) -> ColumnElement[bool]:
    """Return the condition that a team is the viewer's: to see it, or to act for it."""
    if permission is Permission.SEE_PEOPLE:
        return Team.id.in_(viewer.team_ids)
    return Team.representative_id == viewer.person_id


def members_of(session: Session, team: Team, day: date) -> list[Person]:
    """Return who is in a team on a day, by name."""
    return list(
        session.scalars(
            select(Person)
            .join(Membership, Membership.person_id == Person.id)
            .where(
                Membership.community_id == team.community_id,
                Membership.team_id == team.id,
                member_on(day),
            )
            .order_by(Person.display_name, Person.id)
        )
    )


def representative_of(session: Session, team: Team) -> Person | None:
    """Return who represents a team, or None."""
    if team.representative_id is None:
        return None
    return session.get(Person, team.representative_id)


def representatives(session: Session, community_id: int) -> list[Person]:
    """Return who can represent a team of a community, by name."""
    return _with_role(session, community_id, answers_for_team)


def _with_role(session: Session, community_id: int, fits: Callable[[Role], bool]) -> list[Person]:
    fitting = [role.value for role in Role if fits(role)]
    held = exists().where(
        and_(
            RoleAssignment.person_id == Person.id,
            RoleAssignment.area_id == community_id,
            RoleAssignment.role.in_(fitting),
        )
    )
    return list(
        session.scalars(
            select(Person).where(Person.active, held).order_by(Person.display_name, Person.id)
        )
    )
