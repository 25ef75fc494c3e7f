"""A history that cannot be edited unseen: each event is chained to the one before it.

The body (canonical JSON) enters through a salted digest, so that it can be erased and the chain
still verifies; the chain itself is an HMAC under a key that is kept outside the database.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from app import strict_json

SALT_BYTES = 16


@dataclass(frozen=True)
class Event:
    """One event of one thing; `thing` names it (kind, community, id), `seq` counts from 1."""

    thing: tuple[str, int, str]
    seq: int
    at: datetime
    person_id: int | None
    what: str


@dataclass(frozen=True)
class Link:
    """What is stored beside the event."""

    body: str
    salt: bytes
    digest: bytes
    mac: bytes


class Stored(Protocol):
    """A link as a table holds it; the body may have been erased."""

    body: str | None
    salt: bytes
    digest: bytes
    mac: bytes


def seal(key: bytes, event: Event, body: object, previous: bytes) -> Link:
    """Return an event's link to the one before, whose mac is `previous`; empty for the first."""
    text = strict_json.dumps(body)
    salt = secrets.token_bytes(SALT_BYTES)
    digest = digest_of(salt, text)
    return Link(text, salt, digest, mac_of(key, event, digest, previous))


def digest_of(salt: bytes, body: str) -> bytes:
    """Return the SHA-256 of salt and body."""
    return hashlib.sha256(salt + body.encode()).digest()


def mac_of(key: bytes, event: Event, digest: bytes, previous: bytes) -> bytes:
    """Return the HMAC-SHA-256 over everything that the event says."""
    told = strict_json.dumps(
        [
            *event.thing,
            event.seq,
            event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            event.person_id,
            event.what,
        ]
    )
    return hmac.digest(key, previous + digest + told.encode(), "sha256")


def holds(key: bytes, event: Event, stored: Stored, previous: bytes) -> bool:
    """Tell whether a stored event is what was sealed; an erased body (None) is no breach."""
    if stored.body is not None and digest_of(stored.salt, stored.body) != stored.digest:
        return False
    return hmac.compare_digest(mac_of(key, event, stored.digest, previous), stored.mac)
