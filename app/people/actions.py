"""Signing in and out, accounts and tokens."""

from __future__ import annotations

import secrets
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.low_level import ARGON2_VERSION
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.db import independent_transaction
from app.errors import Conflict, InvalidInput, TooManyTries
from app.people.area_models import AdminArea
from app.people.models import (
    ApiToken,
    Person,
    RoleAssignment,
    SignInFailure,
    SignInSession,
)
from app.people.queries import (
    LONGEST_NAME,
    Tries,
    account_name,
    communities_of,
    is_throttled,
    person_by_username,
)
from app.people.viewers import digest
from app.policy import Role, speaks_for_department

SESSION_LASTS = timedelta(days=30)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 256
KEY_BYTES = 32

_hasher = PasswordHasher()


def _of_no_password(hasher: PasswordHasher) -> str:
    """Return a hash that takes as long to compare as another's, and that no password is known for.

    Random bytes, since hashing a random password would cost every start a fifth of a second.
    """
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, found = (
        b64encode(secrets.token_bytes(size)).rstrip(b"=").decode()
        for size in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${found}"


_nobody = _of_no_password(_hasher)


@dataclass(frozen=True)
class Phone:
    """What somebody signs in with: from where, what it says it is, and whom it has served before.

    `key` names the device in its own signed cookie; `known` are the ids of those who have signed
    in on it, whose failures there are counted apart from strangers'.
    """

    address: str
    device: str
    key: str = ""
    known: frozenset[int] = frozenset()


def sign_in(
    session: Session, *, username: str, password: str, phone: Phone, now: datetime
) -> tuple[Person, str]:
    """Check a password and open a session; return the person and the key for the cookie.

    Raises:
        TooManyTries: The account or the address has failed too often.
        InvalidInput: Wrong name or password: the answer does not say which.
    """
    account = account_name(username)
    person = person_by_username(session, account)
    known = phone.key if person and person.id in phone.known else ""
    if is_throttled(session, Tries(account, phone.address, known), now):
        raise TooManyTries(_("Too many tries. Please wait a quarter of an hour."))
    matches = _matches(person.password_hash if person else None, password)
    homes = communities_of(session, person.id) if person else []
    if person is None or not matches or not homes or not may_enter(person, phone.address):
        remember_failure(Tries(account, phone.address, known), now)
        raise InvalidInput(_("That name and password do not belong together."))
    return person, open_session(session, person, homes[0], device=phone.device, now=now)


def open_session(
    session: Session, person: Person, home: AdminArea, *, device: str, now: datetime
) -> str:
    """Open a session for a device; return the key that its cookie carries."""
    key = secrets.token_urlsafe(KEY_BYTES)
    session.add(
        SignInSession(
            key_sha256=digest(key),
            person_id=person.id,
            community_id=home.id,
            device=device[:200],
            created_at=now,
            expires_at=now + SESSION_LASTS,
        )
    )
    session.flush()
    return key


def may_enter(person: Person, address: str) -> bool:
    """Keep out closed accounts, and the demo's, whose password all know, from other machines."""
    return person.active and (not person.is_demo or is_loopback(address))


def is_loopback(address: str) -> bool:
    """Tell whether an address is this machine's own."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _matches(stored: str | None, password: str) -> bool:
    """Compare in the same time whether or not the account exists."""
    try:
        _hasher.verify(stored or _nobody, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None


def remember_failure(tries: Tries, now: datetime) -> None:
    """Count a failure, though its request is refused."""
    with independent_transaction() as own:
        own.add(SignInFailure(**vars(tries), failed_at=now))


def end_session(session: Session, key: str, now: datetime) -> None:
    """End a device's session; ending it again changes nothing."""
    row = session.get(SignInSession, digest(key))
    if row is not None and row.ended_at is None:
        row.ended_at = now
        session.flush()


def change_community(session: Session, key: str, community_id: int) -> None:
    """Let a device's session look at another of the person's communities.

    Raises:
        InvalidInput: The person is nobody there, or has no such session: a token has its place.
    """
    row = session.get(SignInSession, digest(key))
    homes = communities_of(session, row.person_id) if row else []
    if row is None or community_id not in {home.id for home in homes}:
        raise InvalidInput(_("Choose one of your communities."))
    row.community_id = community_id
    session.flush()


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password.

    Raises:
        InvalidInput: It is too short, or longer than the sign-in form takes.
    """
    if len(password) > LONGEST_PASSWORD:
        raise InvalidInput(_("At most {max} characters.").format(max=LONGEST_PASSWORD))
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(_("Choose a password of eight characters or more."))
    return _hasher.hash(password)


def add_person(
    session: Session, *, username: str, display_name: str, password: str, now: datetime
) -> Person:
    """Make an account without any role yet.

    Raises:
        Conflict: The name is taken.
        InvalidInput: The name is empty or too long, or the password is no good.
    """
    account = account_name(username)
    if not account:
        raise InvalidInput(_("This must be text."))
    if len(username.strip().casefold()) > LONGEST_NAME:
        raise InvalidInput(_("At most {max} characters.").format(max=LONGEST_NAME))
    if person_by_username(session, account) is not None:
        raise Conflict(_("That name is taken."))
    person = Person(
        username=account,
        display_name=display_name,
        password_hash=hash_password(password),
        created_at=now,
    )
    session.add(person)
    session.flush()
    return person


def grant(
    session: Session,
    person: Person,
    area: AdminArea,
    role: Role,
    department: str | None = None,
) -> None:
    """Give a person a role in an area; giving it again changes the department only.

    Raises:
        InvalidInput: The role is a department's, and nobody said which.
    """
    if speaks_for_department(role) and not department:
        raise InvalidInput(_("Say which department: --department."))
    session.merge(
        RoleAssignment(
            person_id=person.id,
            area_id=area.id,
            role=role.value,
            department_code=department,
        )
    )
    session.flush()


def create_token(session: Session, person: Person, home: AdminArea, now: datetime) -> str:
    """Return a new bearer token; only its digest is kept."""
    token = secrets.token_urlsafe(KEY_BYTES)
    session.add(
        ApiToken(
            person_id=person.id,
            community_id=home.id,
            token_sha256=digest(token),
            created_at=now,
        )
    )
    session.flush()
    return token


def knows_password(person: Person, password: str) -> bool:
    """Tell whether a password is a person's own."""
    return _matches(person.password_hash, password)
