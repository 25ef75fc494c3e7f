"""One-time sign-in cards: a code that opens a session once, printed as a QR on paper.

The code stands in the address behind `#`, which no browser sends: it is in no log and no Referer.
Looking at the address spends nothing; the button on the page posts it.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.errors import Conflict, Forbidden, InvalidInput, TooManyTries
from app.people.account_queries import may_help
from app.people.accounts import withdraw_cards
from app.people.actions import Phone, hash_password, may_enter, open_session, remember_failure
from app.people.areas import community
from app.people.models import Person, SignInCard
from app.people.queries import Tries, communities_of, is_address_throttled
from app.people.register import By, record, thing
from app.people.viewers import digest
from app.policy import Viewer

LASTS = timedelta(days=7)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that looks like another
LENGTH = 16  # characters of 5 bits: 80 bits, which nobody guesses, and a person can still type
GROUP = 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
NO_ACCOUNT = ""  # what failures with a code are counted under; no account has an empty name


@dataclass(frozen=True)
class Card:
    """A card as it is printed, this once."""

    code: str
    expires_at: datetime


def make_card(session: Session, viewer: Viewer, person: Person, by: By) -> Card:
    """Make a card for a locked person; the cards before it open nothing any more.

    Raises:
        Forbidden: The viewer may not let this person sign in.
        Conflict: The account is closed.
    """
    if not may_help(session, viewer, person):
        raise Forbidden(_("You may not print a card for this person."))
    if not person.active:
        raise Conflict(_("This account is closed."))
    withdraw_cards(session, person, by)
    code = "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))
    expires = by.at + LASTS
    session.add(
        SignInCard(
            token_sha256=digest(code),
            person_id=person.id,
            community_id=viewer.community_id,
            made_by=by.person_id,
            created_at=by.at,
            expires_at=expires,
        )
    )
    session.flush()
    record(session, viewer.community_id, thing("person", person.id), "card_made", {}, by)
    return Card(grouped(code), expires)


def use_card(
    session: Session, typed: str, password: str, phone: Phone, now: datetime
) -> tuple[Person, str]:
    """Spend a card: open a session and, if one is given, set a password.

    Returns:
        The person and the key for the cookie.

    Raises:
        TooManyTries: The address has failed too often.
        InvalidInput: The password is no good (the card is kept), or the code opens nothing:
            it is unknown, used, too old, withdrawn, or its account is closed.
    """
    if is_address_throttled(session, phone.address, now):
        raise TooManyTries(_("Too many tries. Please wait a quarter of an hour."))
    hashed = hash_password(password) if password else None
    spent = session.execute(
        update(SignInCard)
        .where(
            SignInCard.token_sha256 == digest(plain(typed)),
            SignInCard.used_at.is_(None),
            SignInCard.expires_at > now,
        )
        .values(used_at=now)
        .returning(SignInCard.person_id, SignInCard.community_id)
    ).one_or_none()
    person = session.get(Person, spent.person_id) if spent else None
    homes = {home.id for home in communities_of(session, person.id)} if person else set()
    if spent is None or person is None or spent.community_id not in homes:
        raise _refused(phone, now)
    if not may_enter(person, phone.address):
        raise _refused(phone, now)
    by = By(person.id, now)
    if hashed and not person.is_demo:
        person.password_hash = hashed
    key = open_session(
        session, person, community(session, spent.community_id), device=phone.device, now=now
    )
    session.refresh(person, with_for_update={"key_share": True})
    body = {"password": bool(hashed)}
    record(session, spent.community_id, thing("person", person.id), "card_used", body, by)
    return person, key


def grouped(code: str) -> str:
    """Return a code as it is printed and typed: in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def plain(typed: str) -> str:
    """Return a code as it was made, however it was typed."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper()[:100]).translate(_READ_AS)


def _refused(phone: Phone, now: datetime) -> InvalidInput:
    """Count a failure and return what is said of it, the same whatever was the matter."""
    remember_failure(Tries(NO_ACCOUNT, phone.address), now)
    return InvalidInput(
        _("This code does not open anything: it was used, or is too old. Ask for a new card."),
        pointer="/code",
    )
