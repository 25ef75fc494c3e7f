"""The stored history of reports: adding to it, and reading it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.current import config
from app.reports.history import NOTHING_BEFORE, Link, sealed
from app.reports.models import Report, ReportEvent

READ_AT_ONCE = 1_000


def record(
    session: Session,
    report: Report,
    what: str,
    body: dict[str, Any],
    person_id: int | None,
    at: datetime,
) -> None:
    """Add an event to a report's history; the caller holds the report's row, locked.

    Args:
        what: One word: `edited`, `deleted`, `photo_added` ...
        body: JSON values; `before` and `after` by convention.
    """
    last = session.execute(
        select(ReportEvent.seq, ReportEvent.mac)
        .where(
            ReportEvent.community_id == report.community_id, ReportEvent.report_id == report.id
        )
        .order_by(ReportEvent.seq.desc())
        .limit(1)
    ).one_or_none()
    link = sealed(
        config().audit_key,
        community_id=report.community_id,
        report_id=report.id,
        at=at,
        person_id=person_id,
        what=what,
        body=body,
        before=(0, NOTHING_BEFORE) if last is None else (last.seq, last.mac),
    )
    session.execute(insert(ReportEvent).values(vars(link)))


def every_link(session: Session) -> Iterator[Link]:
    """Give all events of all reports, by community, report and number."""
    columns = [getattr(ReportEvent, name) for name in Link.__dataclass_fields__]
    rows = session.execute(
        select(*columns)
        .order_by(ReportEvent.community_id, ReportEvent.report_id, ReportEvent.seq)
        .execution_options(yield_per=READ_AT_ONCE)
    )
    for row in rows:
        yield Link(**row._asdict())
