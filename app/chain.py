"""The history's chain: each event of a thing (a report, a case) is sealed to the one before it.

The seal is an HMAC under a key that is not in the database, over the salted digest of the event's
body; a body may be erased and the chain still holds. Pure but for the salt.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from app import strict_json

SALT_BYTES = 16
NOTHING_BEFORE = bytes(32)


@dataclass(frozen=True)
class Link:
    """One event of a thing's history; `thing` names which, such as `case 17`."""

    community_id: int
    thing: str
    seq: int
    at: datetime
    person_id: int | None
    what: str
    body: str | None
    salt: bytes
    digest: bytes
    mac: bytes

    def row(self, **key: object) -> dict[str, object]:
        """Return the event as a row of its table, which names the thing by `key`."""
        return {name: value for name, value in vars(self).items() if name != "thing"} | key


@dataclass(frozen=True)
class Breach:
    """An event that is not what was written, or is not there (`fault` says which)."""

    community_id: int
    thing: str
    seq: int
    fault: str


def sealed(  # noqa: PLR0913 - what an event is made of
    key: bytes,
    *,
    community_id: int,
    thing: str,
    at: datetime,
    person_id: int | None,
    what: str,
    body: dict[str, Any],
    before: tuple[int, bytes] = (0, NOTHING_BEFORE),
) -> Link:
    """Return the next event of a thing, sealed.

    Args:
        key: The audit key.
        community_id: The thing's community.
        thing: Which history, such as `case 17`.
        at: When it happened; aware.
        person_id: Who did it; None for nobody signed in.
        what: One word, at most 20 characters.
        body: JSON values; `before` and `after` by convention.
        before: Number and seal of the event before; nothing for the first.
    """
    text = strict_json.dumps(body)
    salt = secrets.token_bytes(SALT_BYTES)
    digest = hashlib.sha256(salt + text.encode()).digest()
    seq = before[0] + 1
    bare = Link(community_id, thing, seq, at, person_id, what, text, salt, digest, b"")
    return Link(**{**vars(bare), "mac": seal(key, before[1], bare)})


def seal(key: bytes, mac_before: bytes, link: Link) -> bytes:
    """Return the HMAC-SHA256 that ties an event, its body by digest, to the one before."""
    facts = strict_json.dumps(
        [
            link.community_id,
            link.thing,
            link.seq,
            link.at.astimezone(UTC).isoformat(),
            link.person_id,
            link.what,
        ]
    )
    return hmac.digest(key, mac_before + facts.encode() + link.digest, "sha256")


def breaches(key: bytes, links: Iterable[Link]) -> Iterator[Breach]:
    """Give every breach in some histories; events come by community, report and number."""
    for (community_id, thing), of_one in groupby(
        links, lambda link: (link.community_id, link.thing)
    ):
        for seq, fault in _faults(key, of_one):
            yield Breach(community_id, thing, seq, fault)


def _faults(key: bytes, links: Iterable[Link]) -> Iterator[tuple[int, str]]:
    """Walk one history.

    After a broken event both its stored and its true seal may lead on, so that the fault is named
    once; after a gap nothing can be said of the seal of the first event that follows.
    """
    expected, seals = 1, [NOTHING_BEFORE]
    for link in links:
        gap = link.seq != expected
        yield from ((missing, "missing") for missing in range(expected, link.seq))
        true_seals = [seal(key, before, link) for before in seals]
        sealed_so = gap or any(hmac.compare_digest(link.mac, true) for true in true_seals)
        if not sealed_so or _body_differs(link):
            yield link.seq, "edited"
        expected, seals = link.seq + 1, [link.mac, *true_seals]


def _body_differs(link: Link) -> bool:
    if link.body is None:
        return False
    return hashlib.sha256(link.salt + link.body.encode()).digest() != link.digest
