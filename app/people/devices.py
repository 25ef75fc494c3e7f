"""Logging out a lost phone: ending one session of a person, or all of them."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.people.models import SignInSession
from app.people.register import By, record, thing


def end_devices(
    session: Session, community_id: int, person_id: int, key: bytes | None, by: By
) -> int:
    """End a person's sessions on one device, or on all where no key is given; return how many.

    The caller holds the person's row, locked.
    """
    statement = update(SignInSession).where(
        SignInSession.person_id == person_id,
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > by.at,
    )
    if key is not None:
        statement = statement.where(SignInSession.key_sha256 == key)
    ended = session.scalars(
        statement.values(ended_at=by.at).returning(SignInSession.key_sha256)
    ).all()
    if ended:
        body = {"devices": len(ended)}
        record(session, community_id, thing("person", person_id), "logged_out", body, by)
    return len(ended)


def device_key(text: str) -> bytes | None:
    """Return which device a form names; None for all of them.

    Raises:
        ValueError: It names none.
    """
    return bytes.fromhex(text) if text else None
