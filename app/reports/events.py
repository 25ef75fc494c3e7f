"""The stored history of reports: adding to it, and reading it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from app.chain import NOTHING_BEFORE, Breach, Link, sealed
from app.current import config
from app.reports.models import Report, ReportEvent

READ_AT_ONCE = 1_000


def thing_of(report_id: UUID) -> str:
    """Return what the chain calls a report."""
    return f"report {report_id}"


def record(
    session: Session,
    report: Report,
    what: str,
    body: dict[str, Any],
    person_id: int | None,
    at: datetime,
) -> None:
    """Add an event to a report's history; the caller holds the report's row, locked.

    `what` is one word (`edited`, `deleted`, `photo_added`); `body` JSON values, `before` and
    `after` by convention.
    """
    last = session.execute(
        select(ReportEvent.seq, ReportEvent.mac)
        .where(ReportEvent.community_id == report.community_id, ReportEvent.report_id == report.id)
        .order_by(ReportEvent.seq.desc())
        .limit(1)
    ).one_or_none()
    link = sealed(
        config().audit_key,
        community_id=report.community_id,
        thing=thing_of(report.id),
        at=at,
        person_id=person_id,
        what=what,
        body=body,
        before=(0, NOTHING_BEFORE) if last is None else (last.seq, last.mac),
    )
    session.execute(insert(ReportEvent).values(link.row(report_id=report.id)))


def every_link(session: Session) -> Iterator[Link]:
    """Give all events of all reports, by community, report and number."""
    columns = [
        ReportEvent.report_id if name == "thing" else getattr(ReportEvent, name)
        for name in Link.__dataclass_fields__
    ]
    rows = session.execute(
        select(*columns)
        .order_by(ReportEvent.community_id, ReportEvent.report_id, ReportEvent.seq)
        .execution_options(yield_per=READ_AT_ONCE)
    )
    for row in rows:
        yield Link(row[0], thing_of(row[1]), *row[2:])


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
        yield Breach(row.community_id, thing_of(row.report_id), row.seq, "missing")
