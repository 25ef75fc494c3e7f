"""The stored history of reports: adding to it, and what it must not leave out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.chain import Breach
from app.histories import History
from app.reports.models import Report, ReportEvent

HISTORY = History("report", ReportEvent, "report_id")


def record(
    session: Session,
    report: Report,
    what: str,
    body: dict[str, Any],
    person_id: int | None,
    at: datetime,
) -> None:
    """Add an event (`edited`, `deleted`, `photo_added`) to the history of a locked report."""
    HISTORY.record(
        session,
        report.community_id,
        report.id,
        what=what,
        body=body,
        person_id=person_id,
        at=at,
    )


_UNFINISHED = text("""
SELECT k.community_id, k.id AS report_id, coalesce(max(e.seq), 0) + 1 AS seq
FROM report_key k
    LEFT JOIN report r ON r.community_id = k.community_id AND r.id = k.id
    LEFT JOIN report_event e ON e.community_id = k.community_id AND e.report_id = k.id
GROUP BY k.community_id, k.id, k.deleted_at, r.version
HAVING count(*) FILTER (WHERE e.what IN ('created', 'edited')) < coalesce(r.version, 1)
    OR (k.deleted_at IS NOT NULL) <> bool_or(coalesce(e.what = 'deleted', FALSE))
ORDER BY 1, 2
""")


def unfinished(session: Session) -> Iterator[Breach]:
    """Give the reports whose history ends too early: an edit or a deletion is not told."""
    for row in session.execute(_UNFINISHED):
        yield Breach(row.community_id, HISTORY.thing(row.report_id), row.seq, "missing")
