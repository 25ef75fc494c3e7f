"""Teams: forming, renaming and retiring one, and who is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, InvalidInput
from app.events import TeamRetired, send
from app.people.area_models import Team
from app.people.models import Membership, Person, RoleAssignment
from app.people.register import By, record, thing
from app.policy import Names, Role, answers_for_team, walks


def form_team(
    session: Session, community_id: int, names: Names, representative: Person | None, by: By
) -> Team:
    """Make a team with nobody in it yet.

    Raises:
        InvalidInput: The representative has no such role in the community.
    """
    _require_role(session, community_id, representative, answers_for_team)
    team = Team(
        community_id=community_id,
        **vars(names),
        representative_id=representative.id if representative else None,
    )
    session.add(team)
    session.flush()
    _remember(session, team, "formed", _said(team), by)
    return team


def change_team(
    session: Session, team: Team, names: Names, representative: Person | None, by: By
) -> None:
    """Write a locked team's names and who represents it.

    Raises:
        Conflict: The team is retired.
        InvalidInput: As `form_team`.
    """
    _require_walking(team)
    if representative is None or representative.id != team.representative_id:
        _require_role(session, team.community_id, representative, answers_for_team)
    before = _said(team)
    for name, value in vars(names).items():
        setattr(team, name, value)
    team.representative_id = representative.id if representative else None
    session.flush()
    if _said(team) != before:
        _remember(session, team, "changed", {"before": before, "after": _said(team)}, by)


def retire_team(session: Session, team: Team, by: By) -> None:
    """Let a locked team walk no more; what it answers for is free again, its past stays.

    Raises:
        Conflict: It is retired already.
    """
    _require_walking(team)
    team.retired = True
    session.flush()
    _remember(session, team, "retired", {}, by)
    send(TeamRetired(session, team.community_id, by.person_id, by.at, team.id))


def add_member(session: Session, team: Team, person: Person, day: date, by: By) -> None:
    """Let somebody who patrols join a locked team from a day on.

    Raises:
        Conflict: The team is retired, or they are in it.
        InvalidInput: They do not patrol in this community.
    """
    _require_walking(team)
    _require_role(session, team.community_id, person, walks)
    held = _memberships(session, team, person.id)
    if any(one.valid_to is None or one.valid_to > day for one in held):
        raise Conflict(_("They are in this team already."))
    again = next((one for one in held if one.valid_from == day), None)
    if again is not None:  # left and joined on one day
        again.valid_to = None
    else:
        session.add(
            Membership(
                person_id=person.id,
                community_id=team.community_id,
                team_id=team.id,
                valid_from=day,
            )
        )
    session.flush()
    _remember(session, team, "joined", {"person": person.id}, by)


def remove_member(session: Session, team: Team, person_id: int, day: date, by: By) -> None:
    """End somebody's membership of a locked team; ending it again changes nothing."""
    ended = [
        one
        for one in _memberships(session, team, person_id)
        if one.valid_to is None or one.valid_to > day
    ]
    for one in ended:
        one.valid_to = day
    session.flush()
    if ended:
        _remember(session, team, "left", {"person": person_id}, by)


def _memberships(session: Session, team: Team, person_id: int) -> list[Membership]:
    return list(
        session.scalars(
            select(Membership).where(
                Membership.community_id == team.community_id,
                Membership.team_id == team.id,
                Membership.person_id == person_id,
            )
        )
    )


def _require_walking(team: Team) -> None:
    if team.retired:
        raise Conflict(_("This team is retired."))


def _require_role(
    session: Session,
    community_id: int,
    person: Person | None,
    fits: Callable[[Role], bool],
) -> None:
    if person is None:
        return
    held = session.scalars(
        select(RoleAssignment.role).where(
            RoleAssignment.person_id == person.id, RoleAssignment.area_id == community_id
        )
    )
    if not person.active or not any(fits(Role(role)) for role in held):
        raise InvalidInput(_("Their role does not fit: an administrator can give them one."))


def _said(team: Team) -> dict[str, object]:
    return {
        "name_zh": team.name_zh,
        "name_bo": team.name_bo,
        "name_en": team.name_en,
        "representative": team.representative_id,
    }


def _remember(session: Session, team: Team, what: str, body: dict[str, object], by: By) -> None:
    record(session, team.community_id, thing("team", team.id), what, body, by)
