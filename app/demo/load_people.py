"""Writing the demo's people, their roles, teams and claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.db import add_rows
from app.demo.accounts import LANGUAGE, PASSWORD, accounts, departments
from app.demo.load_places import Row
from app.demo.record_types import ZONE, Person, Records
from app.people import models as people
from app.people.actions import hash_password
from app.people.area_models import Team
from app.places.claim_models import Claim

JOINED: Final = date(2026, 1, 5)
CLAIMED_AT: Final = time(10, 0)


@dataclass(frozen=True)
class Ids:
    """The database's ids: places and people by code, teams by position."""

    community: int
    places: dict[str, int]
    people: dict[str, int]
    teams: tuple[int, ...]

    def place(self, code: str) -> dict[str, int | None]:
        """Return a place as the two columns of which exactly one is set."""
        lane = code.startswith("BL-L")
        key = self.places[code]
        return {"lane_id": key if lane else None, "courtyard_id": None if lane else key}


def load_people(session: Session, community_id: int, places: dict[str, int], made: Records) -> Ids:
    """Write persons, roles, teams, memberships and claims; return all ids."""
    persons = _load_persons(session, made)
    _load_roles(session, community_id, persons, made)
    teams = [
        {
            "community_id": community_id,
            "name_zh": team.name.zh,
            "name_bo": team.name.bo,
            "name_en": team.name.en,
            "representative_id": persons[team.leader.code],
        }
        for team in made.teams
    ]
    stored = session.execute(insert(Team).returning(Team.id, sort_by_parameter_order=True), teams)
    ids = Ids(community_id, places, persons, tuple(stored.scalars()))
    _load_memberships(session, ids, made)
    _load_claims(session, ids, made)
    return ids


def _load_persons(session: Session, made: Records) -> dict[str, int]:
    """Write everybody; only those behind a demo account can sign in."""
    known = {account.person: account.username for account in accounts(made)}
    secret = hash_password(PASSWORD)
    rows = [_person_row(person, known.get(person.code), secret) for person in made.people]
    stored = session.execute(
        insert(people.Person).returning(people.Person.id, sort_by_parameter_order=True), rows
    )
    return dict(zip((person.code for person in made.people), stored.scalars(), strict=True))


def _person_row(person: Person, username: str | None, secret: str) -> Row:
    """Return the row of a person; without an account there is no password."""
    name = person.name.zh if person.language == "zh_Hans" else f"{person.name.zh} {person.name.bo}"
    return {
        "username": username or f"demo-{person.code.casefold()}",
        "display_name": name,
        "password_hash": secret if username else None,
        "language": LANGUAGE if username else person.language,
        "elder_mode": person.elder_mode and username is None,
        "is_demo": True,
    }


def _load_roles(
    session: Session, community_id: int, persons: dict[str, int], made: Records
) -> None:
    """Give everybody their role in the community."""
    department = departments(made)
    rows = [
        {
            "person_id": persons[person.code],
            "area_id": community_id,
            "role": person.role,
            "department_code": department.get(person.code),
        }
        for person in made.people
    ]
    add_rows(session, people.RoleAssignment, rows)


def _load_memberships(session: Session, ids: Ids, made: Records) -> None:
    """Put the stewards into their teams."""
    rows = [
        {
            "person_id": ids.people[member.code],
            "community_id": ids.community,
            "team_id": ids.teams[i],
            "valid_from": JOINED,
        }
        for i, team in enumerate(made.teams)
        for member in team.members
    ]
    add_rows(session, people.Membership, rows)


def _load_claims(session: Session, ids: Ids, made: Records) -> None:
    """Write the live claims, confirmed by the supervisor."""
    supervisor = next(person.code for person in made.people if person.role == "supervisor")
    rows = [
        {
            "community_id": ids.community,
            "team_id": ids.teams[one.team],
            **ids.place(one.place),
            "state": "live",
            "requested_by": ids.people[one.representative],
            "requested_at": datetime.combine(one.since, CLAIMED_AT, tzinfo=ZONE),
            "confirmed_by": ids.people[supervisor],
            "valid_from": one.since,
        }
        for one in made.claims
    ]
    add_rows(session, Claim, rows)
