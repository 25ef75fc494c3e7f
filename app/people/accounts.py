"""Keeping accounts: making, changing and closing them, giving and taking roles."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.conflicts import one_of_a_kind
from app.errors import Conflict, Forbidden, InvalidInput
from app.people import account_queries as queries
from app.people.actions import grant, hash_password
from app.people.area_models import AdminArea
from app.people.areas import areas_above
from app.people.models import Person, RoleAssignment, SignInCard, SignInSession
from app.people.register import By, record, thing
from app.policy import Role, Viewer, keeps_accounts


@dataclass(frozen=True)
class Account:
    """What an account says of its person."""

    username: str
    display_name: str
    language: str
    elder_mode: bool


def open_account(
    session: Session, community: AdminArea, account: Account, role: Role, department: str, by: By
) -> Person:
    """Make an account with its first role; it has no password until its person chooses one.

    Raises:
        Conflict: The name is taken.
        InvalidInput: The role is a department's, and nobody said which.
    """
    person = Person(**vars(account), created_at=by.at)
    with one_of_a_kind(session, _("That name is taken."), "/username"):
        session.add(person)
    grant(session, person, community, role, department or None)
    body = {"after": {**vars(account), "role": role.value, "department": department}}
    record(session, community.id, thing("person", person.id), "opened", body, by)
    return person


def change_account(
    session: Session, community_id: int, person: Person, account: Account, by: By
) -> None:
    """Write what a locked account now says; its name for signing in stays."""
    after = {"display_name": account.display_name, "language": account.language}
    new = after | {"elder_mode": account.elder_mode}
    before = {name: getattr(person, name) for name in new}
    if before == new:
        return
    for name, value in new.items():
        setattr(person, name, value)
    session.flush()
    body = {"before": before, "after": new}
    record(session, community_id, thing("person", person.id), "changed", body, by)


def give_role(
    session: Session, community: AdminArea, person: Person, role: Role, department: str, by: By
) -> None:
    """Give a locked person a role in a community.

    Raises:
        InvalidInput: The role is a department's, and nobody said which.
    """
    grant(session, person, community, role, department or None)
    body = {"role": role.value, "department": department}
    record(session, community.id, thing("person", person.id), "role_given", body, by)


def take_role(session: Session, community_id: int, person: Person, role: Role, by: By) -> None:
    """Take a role in a community from a locked person.

    Raises:
        Conflict: It is their last role, or they are the last who keep the accounts.
    """
    held = session.get(RoleAssignment, (person.id, community_id, role.value))
    if held is None:
        return
    above = set(areas_above(session, community_id)) - {community_id}
    if keeps_accounts(role) and not above & set(queries.kept_areas(session, person.id)):
        _leave_a_keeper(session, person, [community_id])
    session.delete(held)
    session.flush()
    if not queries.has_role(session, person.id):
        raise Conflict(_("This is the last role. Close the account instead."))
    body = {"role": role.value, "department": held.department_code}
    record(session, community_id, thing("person", person.id), "role_taken", body, by)


def close_account(session: Session, viewer: Viewer, person: Person, by: By) -> None:
    """Let a locked person in no longer, on any device, by any card.

    Raises:
        Forbidden: They have a role beyond what the viewer keeps the accounts of.
        Conflict: They are the last who keep the accounts of some area.
    """
    _require_whole(session, viewer, person)
    _leave_a_keeper(session, person, queries.kept_areas(session, person.id))
    person.active = False
    session.execute(
        update(SignInSession)
        .where(SignInSession.person_id == person.id, SignInSession.ended_at.is_(None))
        .values(ended_at=by.at)
    )
    withdraw_cards(session, person, by)
    record(session, viewer.community_id, thing("person", person.id), "closed", {}, by)


def reopen_account(session: Session, viewer: Viewer, person: Person, by: By) -> None:
    """Let a locked person in again.

    Raises:
        Forbidden: As `close_account`.
    """
    _require_whole(session, viewer, person)
    person.active = True
    session.flush()
    record(session, viewer.community_id, thing("person", person.id), "reopened", {}, by)


def choose_password(session: Session, community_id: int, person: Person, new: str, by: By) -> None:
    """Set a locked person's own password.

    Raises:
        InvalidInput: It is too short or too long.
    """
    if person.is_demo:
        raise InvalidInput(_("The demo's passwords stay as they are."), pointer="/password")
    person.password_hash = hash_password(new)
    session.flush()
    record(session, community_id, thing("person", person.id), "password_chosen", {}, by)


def withdraw_cards(session: Session, person: Person, by: By) -> None:
    """Make every unused card of a person worthless."""
    session.execute(
        update(SignInCard)
        .where(
            SignInCard.person_id == person.id,
            SignInCard.used_at.is_(None),
            SignInCard.expires_at > by.at,
        )
        .values(expires_at=by.at)
    )


def _require_whole(session: Session, viewer: Viewer, person: Person) -> None:
    if not queries.rules_everywhere(session, viewer, person.id):
        raise Forbidden(_("This account reaches beyond your community: ask who keeps it there."))


def _leave_a_keeper(session: Session, person: Person, areas: list[int]) -> None:
    """Refuse to leave an area with nobody who can sign in and keep its accounts."""
    queries.lock_areas(session, areas)
    if any(queries.other_keepers(session, area, person.id) == 0 for area in areas):
        raise Conflict(_("Somebody else must be an administrator first, with a password."))
