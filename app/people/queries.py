"""Accounts, as sign-in and the command line look for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.people.area_models import AdminArea
from app.people.areas import communities_below
from app.people.models import Person, RoleAssignment, SignInFailure

WINDOW = timedelta(minutes=15)
SLOW_WINDOW = timedelta(days=1)
LONGEST_NAME = 64
TRIES_PER_ACCOUNT = 8  # from one address, or on one device, in WINDOW
TRIES_PER_ADDRESS = 40  # for whatever accounts, in WINDOW
STRANGERS_PER_ACCOUNT = 100  # from wherever, in SLOW_WINDOW


def account_name(username: str) -> str:
    """Return a name as accounts are kept by, however it was typed; beyond 64 it is cut off."""
    return username.strip().casefold()[:LONGEST_NAME]


def person_by_username(session: Session, username: str) -> Person | None:
    """Return an account by its name, or None."""
    return session.scalar(select(Person).where(Person.username == account_name(username)))


def person_by_id(session: Session, person_id: int, *, lock: bool = False) -> Person:
    """Return an account that is known to be there; locked if asked."""
    how = {"key_share": True} if lock else None
    return session.get_one(Person, person_id, with_for_update=how, populate_existing=lock)


def communities_of(session: Session, person_id: int) -> list[AdminArea]:
    """Return the communities that some role of the person reaches, by code."""
    areas = session.scalars(
        select(RoleAssignment.area_id).where(RoleAssignment.person_id == person_id)
    )
    return communities_below(session, list(areas))


@dataclass(frozen=True)
class Tries:
    """Whose failures are counted together; `device` is empty where the account is new to it."""

    account: str
    address: str
    device: str = ""


def is_throttled(session: Session, tries: Tries, now: datetime) -> bool:
    """Tell whether there were too many failures for one more try.

    On a device that knows the account, its own failures alone count: strangers elsewhere, or on
    the same address, cannot lock it out (docs/decisions/0022).
    """
    account = SignInFailure.account == tries.account
    if tries.device:
        mine = account & (SignInFailure.device == tries.device)
        return _failures(session, mine, now - WINDOW) >= TRIES_PER_ACCOUNT
    here = account & (SignInFailure.address == tries.address) & (SignInFailure.device == "")
    strangers = account & (SignInFailure.device == "")
    return (
        is_address_throttled(session, tries.address, now)
        or _failures(session, here, now - WINDOW) >= TRIES_PER_ACCOUNT
        or _failures(session, strangers, now - SLOW_WINDOW) >= STRANGERS_PER_ACCOUNT
    )


def is_address_throttled(session: Session, address: str, now: datetime) -> bool:
    """Tell whether strangers on an address have failed too often, with whatever account."""
    at = (SignInFailure.address == address) & (SignInFailure.device == "")
    return _failures(session, at, now - WINDOW) >= TRIES_PER_ADDRESS


def _failures(session: Session, which: ColumnElement[bool], since: datetime) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(SignInFailure)
            .where(which, SignInFailure.failed_at > since)
        )
        or 0
    )


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
