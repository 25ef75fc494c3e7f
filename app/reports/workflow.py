"""What may become of a report, and what the rest of the house is told of it: one table."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal

from sqlalchemy.orm import Session

from app import events
from app.reports.models import Report


class Outcome(StrEnum):
    """What became of it on the spot."""

    FIXED = "fixed"
    ESCALATED = "escalated"
    RECORDED = "recorded"


_Change = Literal["escalated", "deescalated", "deleted"]

_F, _E, _R = Outcome.FIXED, Outcome.ESCALATED, Outcome.RECORDED

# (before, after); None before: just made, after: deleted. What is not here concerns nobody else.
CHANGES: dict[tuple[str | None, str | None], _Change] = {
    (None, _E): "escalated",
    (_F, _E): "escalated",
    (_R, _E): "escalated",
    (_E, _F): "deescalated",
    (_E, _R): "deescalated",
    (_F, None): "deleted",
    (_E, None): "deleted",
    (_R, None): "deleted",
}


def announce(
    session: Session,
    report: Report,
    change: tuple[str | None, str | None],
    person_id: int | None,
    at: datetime,
) -> None:
    """Tell whoever listens what a change of outcome, (before, after), means to them."""
    told = CHANGES.get(change)
    facts = (session, report.community_id, person_id, at, report.id)
    if told == "escalated":
        events.send(events.ReportEscalated(*facts, report.category_code, report.lane_id))
    elif told == "deescalated":
        events.send(events.ReportDeescalated(*facts))
    elif told == "deleted":
        events.send(events.ReportDeleted(*facts))
