"""What somebody sends in to make a report, and how two such requests are told apart."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from app import strict_json

# When it was sent says nothing about what was seen: a phone that tries again sends a later time.
NOT_COMPARED = frozenset({"sent_at"})


@dataclass(frozen=True)
class PhotoPromise:
    """A photo to come: the SHA-256 of its bytes in hexadecimal, and when it was taken."""

    sha256: str
    when: str


@dataclass(frozen=True)
class Submission:
    """A request to make a report, each field checked but not yet against the community.

    `position` is (longitude, latitude) in degrees of `datum`; `lane` the lane's id, or its code.
    """

    id: UUID
    category: str
    count: int
    outcome: str
    observed_at: datetime
    position: tuple[float, float] | None = None
    accuracy_m: float | None = None
    datum: str = "WGS84"
    sent_at: datetime | None = None
    handling: str | None = None
    note: str = ""
    patrol: UUID | None = None
    lane: int | str | None = None
    house_number: str = ""
    joins: UUID | None = None
    photos: tuple[PhotoPromise, ...] = field(default=())


def canonical(submission: Submission) -> dict[str, Any]:
    """Return the request as plain JSON values; equal requests give equal ones."""
    return {
        part.name: plain(getattr(submission, part.name))
        for part in fields(submission)
        if part.name not in NOT_COMPARED
    }


def digest(submission: Submission) -> bytes:
    """Return the SHA-256 by which a request is known again."""
    return hashlib.sha256(strict_json.dumps(canonical(submission)).encode()).digest()


def plain(value: Any) -> Any:  # noqa: ANN401 - any field
    """Return a field as JSON holds it: instants in UTC, UUIDs as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, PhotoPromise):
        return asdict(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value
