"""Accounts, as sign-in and the command line look for them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.people.area_models import AdminArea
from app.people.areas import communities_below
from app.people.models import Person, RoleAssignment, SignInFailure

WINDOW = timedelta(minutes=15)
LONGEST_NAME = 64
TRIES_PER_ACCOUNT = 8
TRIES_PER_ADDRESS = 40


def account_name(username: str) -> str:
    """Return a name as accounts are kept by, however it was typed; beyond 64 it is cut off."""
    return username.strip().casefold()[:LONGEST_NAME]


def person_by_username(session: Session, username: str) -> Person | None:
    """Return an account by its name, or None."""
    return session.scalar(select(Person).where(Person.username == account_name(username)))


def communities_of(session: Session, person_id: int) -> list[AdminArea]:
    """Return the communities that some role of the person reaches, by code."""
    areas = session.scalars(
        select(RoleAssignment.area_id).where(RoleAssignment.person_id == person_id)
    )
    return communities_below(session, list(areas))


def is_throttled(session: Session, account: str, address: str, now: datetime) -> bool:
    """Tell whether an account or an address has failed too often in the last quarter of an hour."""
    recent = SignInFailure.failed_at > now - WINDOW
    by_account, by_address = session.execute(
        select(
            func.count().filter(SignInFailure.account == account),
            func.count().filter(SignInFailure.address == address),
        ).where(
            recent,
            (SignInFailure.account == account) | (SignInFailure.address == address),
        )
    ).one()
    return bool(by_account >= TRIES_PER_ACCOUNT or by_address >= TRIES_PER_ADDRESS)


def demo_accounts(session: Session) -> list[tuple[str, str]]:
    """Return the demo's accounts as (name, role), by role."""
    rows = session.execute(
        select(Person.username, RoleAssignment.role)
        .join(RoleAssignment, RoleAssignment.person_id == Person.id)
        .where(Person.is_demo, Person.password_hash.is_not(None))
        .order_by(RoleAssignment.role, Person.username)
    )
    return [(name, role) for name, role in rows]


def anybody(session: Session) -> bool:
    """Tell whether there is any account at all."""
    return session.scalar(select(Person.id).limit(1)) is not None
