"""The stored history of cases: what an event says."""

from __future__ import annotations

from app.cases.models import CaseEvent
from app.histories import History

HISTORY = History("case", CaseEvent, "case_id")


def body_of(state: str, department: str | None, note: str) -> dict[str, str | None]:
    """Return what an event of a case says: how the case stands after it."""
    return {"state": state, "department": department, "note": note}
