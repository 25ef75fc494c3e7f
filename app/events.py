"""What happened, told upward.

A feature sends, `create_app` connects who listens, and one transaction holds both. A sender never
learns who listens. Handlers run at once and raise to undo it all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from blinker import Signal
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Event:
    """Something that happened in a community, by a person (None: by nobody signed in)."""

    session: Session
    community_id: int
    person_id: int | None
    at: datetime


@dataclass(frozen=True)
class ReportEscalated(Event):
    """Stewards cannot fix it: a department has to."""

    report_id: UUID
    category_code: str
    lane_id: int | None


@dataclass(frozen=True)
class ReportDeleted(Event):
    """A report has been taken back; a tombstone stays."""

    report_id: UUID


@dataclass(frozen=True)
class ReportDeescalated(Event):
    """The outcome was edited away from escalated."""

    report_id: UUID


@dataclass(frozen=True)
class ReportAddressed(Event):
    """An escalated report's case has gone to a department (None: nobody answers for it yet)."""

    report_id: UUID
    department_code: str | None


@dataclass(frozen=True)
class TeamRetired(Event):
    """A team walks no more."""

    team_id: int


E = TypeVar("E", bound=Event)

_signals: dict[type[Event], Signal] = {}


def listen(kind: type[E], handler: Callable[[E], None]) -> None:
    """Connect a handler to a kind of event; connecting it again changes nothing."""
    _signal(kind).connect(handler, weak=False)


def send(happened: Event) -> None:
    """Tell every listener, in the order they were connected."""
    _signal(type(happened)).send(happened)


def _signal(kind: type[Event]) -> Signal:
    return _signals.setdefault(kind, Signal(kind.__doc__))
