"""What may become of a report, and what the rest of the house is told of it: one table."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from app import events
from app.reports.models import Report


class Outcome(StrEnum):
    """What became of it on the spot."""

    FIXED = "fixed"
    ESCALATED = "escalated"
    RECORDED = "recorded"


_Change = type[events.ReportEscalated | events.ReportDeescalated | events.ReportDeleted]

_F, _E, _R = Outcome.FIXED, Outcome.ESCALATED, Outcome.RECORDED

# (before, after); None before: just made, None after: deleted. What is not here concerns nobody else.
CHANGES: dict[tuple[str | None, str | None], _Change] = {
    (None, _E): events.ReportEscalated,
    (_F, _E): events.ReportEscalated,
    (_R, _E): events.ReportEscalated,
    (_E, _F): events.ReportDeescalated,
    (_E, _R): events.ReportDeescalated,
    (_F, None): events.ReportDeleted,
    (_E, None): events.ReportDeleted,
    (_R, None): events.ReportDeleted,
}


def announce(
    session: Session,
    report: Report,
    change: tuple[str | None, str | None],
    person_id: int | None,
    at: datetime,
) -> None:
    """Tell whoever listens what a change of outcome, (before, after), means to them."""
    kind = CHANGES.get(change)
    if kind is None:
        return
    facts = (session, report.community_id, person_id, at, report.id)
    if kind is events.ReportEscalated:
        events.send(kind(*facts, report.category_code, report.lane_id))
    else:
        events.send(kind(*facts))
