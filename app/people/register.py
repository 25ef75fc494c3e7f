"""The register: what a community has and who is who in it, with the history of every change.

Lanes, courtyards, facilities, teams, claims, accounts, categories and departments share one table
of events; a thing is named by a word and its key, such as `lane 17`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Integer, LargeBinary, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app import strict_json
from app.db import Base
from app.histories import History
from app.people.models import Person


class RegisterEvent(Base):
    """One change; append-only, chained per thing like a report's history."""

    __tablename__ = "register_event"

    community_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    thing: Mapped[str] = mapped_column(String(60), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    person_id: Mapped[int | None] = mapped_column(Integer)
    what: Mapped[str] = mapped_column(String(20))
    body: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(LargeBinary(32))


HISTORY = History("register", RegisterEvent, "thing")


@dataclass(frozen=True)
class Change:
    """A change as it was written: `body` is empty where its text was erased."""

    at: datetime
    by: str
    what: str
    body: dict[str, Any]


@dataclass(frozen=True)
class By:
    """Who changes something (None: somebody at the command line), and when."""

    person_id: int | None
    at: datetime


def thing(kind: str, key: object) -> str:
    """Return what the register calls a thing."""
    return f"{kind} {key}"


def record(
    session: Session,
    community_id: int,
    name: str,
    what: str,
    body: Mapping[str, object],
    by: By,
) -> None:
    """Write down a change of a thing, whose row the caller holds locked (or has just made)."""
    HISTORY.record(
        session,
        community_id,
        name,
        what=what,
        body=dict(body),
        person_id=by.person_id,
        at=by.at,
    )


def changes_of(session: Session, community_id: int, name: str, limit: int = 50) -> list[Change]:
    """Return a thing's latest changes, newest first."""
    rows = session.execute(
        select(RegisterEvent, Person.display_name)
        .outerjoin(Person, Person.id == RegisterEvent.person_id)
        .where(RegisterEvent.community_id == community_id, RegisterEvent.thing == name)
        .order_by(RegisterEvent.seq.desc())
        .limit(limit)
    )
    return [Change(event.at, who or "", event.what, _body(event)) for event, who in rows]


def _body(event: RegisterEvent) -> dict[str, Any]:
    body: dict[str, Any] = strict_json.loads(event.body) if event.body else {}
    return body
