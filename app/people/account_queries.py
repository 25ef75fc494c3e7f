"""The people of a community, as far as a viewer may know them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from app.people.area_models import AdminArea, Team
from app.people.areas import areas_above, communities_below
from app.people.models import Membership, Person, RoleAssignment, SignInCard, SignInSession
from app.policy import Permission, Role, Scope, Viewer, covers, keeps_accounts, scopes, walks

KEEPERS = tuple(role for role in Role if keeps_accounts(role))


@dataclass(frozen=True)
class Known:
    """Somebody of a community, with the roles that reach it and the teams they are in."""

    person: Person
    roles: tuple[RoleAssignment, ...]
    teams: tuple[Team, ...]


def people_of(
    session: Session, viewer: Viewer, day: date, *, search: str = "", closed: bool = False
) -> list[Known]:
    """Return the people whom the viewer may see, by name; closed accounts only if asked for."""
    statement = (
        select(Person)
        .where(_seen_by(session, viewer, Permission.SEE_PEOPLE, day), Person.active.is_not(closed))
        .order_by(Person.display_name, Person.id)
    )
    if search:
        like = f"%{_escaped(search)}%"
        statement = statement.where(
            or_(Person.display_name.ilike(like), Person.username.ilike(like))
        )
    return _known(session, viewer.community_id, list(session.scalars(statement)), day)


def person_for(
    session: Session,
    viewer: Viewer,
    person_id: int,
    permission: Permission,
    day: date,
    *,
    lock: bool = False,
) -> Known | None:
    """Return a person whom the viewer's permission reaches, or None; locked if asked."""
    statement = select(Person).where(
        Person.id == person_id, _seen_by(session, viewer, permission, day)
    )
    if lock:
        statement = statement.with_for_update(key_share=True).execution_options(
            populate_existing=True
        )
    person = session.scalar(statement)
    return _known(session, viewer.community_id, [person], day)[0] if person else None


def _escaped(search: str) -> str:
    """Return text as LIKE takes it literally."""
    return search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _seen_by(
    session: Session, viewer: Viewer, permission: Permission, day: date
) -> ColumnElement[bool]:
    """Return the condition on `Person`: of the community, and within the permission's scope."""
    reach = scopes(viewer, permission)
    here = exists().where(
        RoleAssignment.person_id == Person.id,
        RoleAssignment.area_id.in_(areas_above(session, viewer.community_id)),
    )
    if Scope.COMMUNITY in reach:
        return here
    if Scope.TEAM not in reach:
        return false()
    teams = select(Team.id).where(
        Team.community_id == viewer.community_id, Team.id.in_(viewer.team_ids)
    )
    if permission is not Permission.SEE_PEOPLE:  # to act for others is their representative's
        teams = teams.where(Team.representative_id == viewer.person_id, Team.retired.is_(False))
    joined = exists().where(
        Membership.person_id == Person.id,
        Membership.community_id == viewer.community_id,
        Membership.team_id.in_(teams),
        member_on(day),
    )
    return and_(here, joined)


def member_on(day: date) -> ColumnElement[bool]:
    """Return the condition that a membership holds on a day."""
    return and_(
        Membership.valid_from <= day,
        or_(Membership.valid_to.is_(None), Membership.valid_to > day),
    )


def _known(session: Session, community_id: int, people: list[Person], day: date) -> list[Known]:
    ids = [person.id for person in people]
    above = areas_above(session, community_id)
    roles = session.scalars(
        select(RoleAssignment)
        .where(RoleAssignment.person_id.in_(ids), RoleAssignment.area_id.in_(above))
        .order_by(RoleAssignment.role, RoleAssignment.area_id)
        .execution_options(populate_existing=True)
    ).all()
    teams = session.execute(
        select(Membership.person_id, Team)
        .join(
            Team, and_(Team.community_id == Membership.community_id, Team.id == Membership.team_id)
        )
        .where(
            Membership.person_id.in_(ids),
            Membership.community_id == community_id,
            Team.retired.is_(False),
            member_on(day),
        )
        .order_by(Team.name_zh, Team.id)
    ).all()
    return [
        Known(
            person,
            tuple(role for role in roles if role.person_id == person.id),
            tuple(team for person_id, team in teams if person_id == person.id),
        )
        for person in people
    ]


def walkers_of(session: Session, community_id: int, day: date, *, free: bool) -> list[Person]:
    """Return who can join a team of a community, by name: if `free`, only who is in none."""
    walking = [role.value for role in Role if walks(role)]
    statement = (
        select(Person)
        .where(
            Person.active,
            exists().where(
                RoleAssignment.person_id == Person.id,
                RoleAssignment.area_id == community_id,
                RoleAssignment.role.in_(walking),
            ),
        )
        .order_by(Person.display_name, Person.id)
    )
    if free:
        joined = exists().where(
            Membership.person_id == Person.id,
            Membership.community_id == community_id,
            member_on(day),
        )
        statement = statement.where(~joined)
    return list(session.scalars(statement))


def rules_everywhere(session: Session, viewer: Viewer, person_id: int) -> bool:
    """Tell whether every role of a person lies in an area whose accounts the viewer keeps.

    Whoever keeps one community's accounts must not sign in as somebody of the city above it.
    """
    kept = session.scalars(
        select(RoleAssignment.area_id).where(
            RoleAssignment.person_id == viewer.person_id, RoleAssignment.role.in_(KEEPERS)
        )
    ).all()
    reached = {area.id for area in communities_below(session, list(kept))} | set(kept)
    held = session.scalars(
        select(RoleAssignment.area_id).where(RoleAssignment.person_id == person_id)
    )
    return all(reached & set(areas_above(session, area)) for area in held)


def may_help(session: Session, viewer: Viewer, person: Person) -> bool:
    """Tell whether the viewer may let a person sign in and end their devices' sessions.

    A representative only for those whose roles reach no further than their own, here and nowhere
    else; an administrator for those whose every role is theirs to give.
    """
    reach = scopes(viewer, Permission.HELP_SIGN_IN)
    if Scope.COMMUNITY in reach:
        return rules_everywhere(session, viewer, person.id)
    held = session.scalars(
        select(RoleAssignment).where(RoleAssignment.person_id == person.id)
    ).all()
    at_home = all(one.area_id == viewer.community_id for one in held)
    return bool(reach) and at_home and covers(viewer, (Role(one.role) for one in held))


def may_help_with(session: Session, viewer: Viewer, person: Person, day: date) -> bool:
    """Tell whether the viewer may help this person on this day: theirs to help, and no further."""
    reached = person_for(session, viewer, person.id, Permission.HELP_SIGN_IN, day)
    return reached is not None and may_help(session, viewer, person)


def other_keepers(session: Session, area_id: int, person_id: int) -> int:
    """Return how many others can sign in and keep the accounts of an area."""
    return (
        session.scalar(
            select(func.count(Person.id.distinct()))
            .join(RoleAssignment, RoleAssignment.person_id == Person.id)
            .where(
                Person.active,
                Person.password_hash.is_not(None),
                Person.id != person_id,
                RoleAssignment.role.in_(KEEPERS),
                RoleAssignment.area_id.in_(areas_above(session, area_id)),
            )
        )
        or 0
    )


def kept_areas(session: Session, person_id: int) -> list[int]:
    """Return the areas whose accounts a person keeps."""
    return list(
        session.scalars(
            select(RoleAssignment.area_id)
            .where(RoleAssignment.person_id == person_id, RoleAssignment.role.in_(KEEPERS))
            .order_by(RoleAssignment.area_id)
        )
    )


def has_role(session: Session, person_id: int) -> bool:
    """Tell whether a person has any role at all, anywhere."""
    return bool(session.scalar(select(exists().where(RoleAssignment.person_id == person_id))))


def lock_areas(session: Session, area_ids: Collection[int]) -> None:
    """Make whoever changes the keepers of these areas wait for each other, lowest id first."""
    session.scalars(
        select(AdminArea.id)
        .where(AdminArea.id.in_(area_ids))
        .order_by(AdminArea.id)
        .with_for_update(key_share=True)
    ).all()


def devices_of(session: Session, person_id: int, now: datetime) -> list[SignInSession]:
    """Return the devices on which a person is signed in, latest first."""
    return list(
        session.scalars(
            select(SignInSession)
            .where(
                SignInSession.person_id == person_id,
                SignInSession.ended_at.is_(None),
                SignInSession.expires_at > now,
            )
            .order_by(SignInSession.created_at.desc(), SignInSession.key_sha256)
        )
    )


def open_cards(session: Session, person_id: int, now: datetime) -> int:
    """Return how many unused cards of a person still open the door."""
    return (
        session.scalar(
            select(func.count()).where(
                SignInCard.person_id == person_id,
                SignInCard.used_at.is_(None),
                SignInCard.expires_at > now,
            )
        )
        or 0
    )
