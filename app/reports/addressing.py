"""Which department a report lies with: told by whoever keeps the cases."""

from __future__ import annotations

from sqlalchemy import update

from app.events import ReportAddressed
from app.reports.models import Report


def address(event: ReportAddressed) -> None:
    """Let the department that a case has gone to see its report; the one before no longer does."""
    event.session.execute(
        update(Report)
        .where(Report.community_id == event.community_id, Report.id == event.report_id)
        .values(department_code=event.department_code)
    )
