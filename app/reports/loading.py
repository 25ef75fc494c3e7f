"""The one loader of reports: fetches and authorises."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _

from app.current import viewer_with
from app.db import session
from app.errors import Forbidden, NotFound
from app.policy import Permission
from app.reports import queries
from app.reports.models import Report


def load_report(report_id: UUID, permission: Permission, *, lock: bool = False) -> Report:
    """Return a report that the viewer may do this to.

    Raises:
        NotFound: There is none, or none that the viewer may see: the answers are the same.
        Forbidden: The viewer may see it, but not do this.
    """
    viewer = viewer_with(permission)
    report = queries.report_of(session(), viewer, report_id, permission, lock=lock)
    if report is not None:
        return report
    if queries.report_of(session(), viewer, report_id, Permission.SEE_REPORT) is None:
        raise NotFound(_("There is nothing at this address, or nothing that you may see."))
    # It may have been made between the two questions.
    report = queries.report_of(session(), viewer, report_id, permission, lock=lock)
    if report is None:
        raise Forbidden(_("You may see this report, but not change it."))
    return report


def load_deletable(report_id: UUID) -> Report | None:
    """Return a report that the viewer may delete, locked; None where it is deleted already.

    Raises:
        NotFound, Forbidden: As `load_report`.
    """
    viewer = viewer_with(Permission.DELETE_REPORT)
    report = queries.report_of(session(), viewer, report_id, Permission.DELETE_REPORT, lock=True)
    if report is None and queries.is_tombstone(session(), viewer, report_id):
        return None
    return report or load_report(report_id, Permission.DELETE_REPORT, lock=True)
