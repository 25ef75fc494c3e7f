"""A case as the page of its report shows it."""

from __future__ import annotations

from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases.models import Case
from app.cases.pages import state_of
from app.i18n import name_of
from app.places.definitions import Department
from app.policy import Permission, Target, Viewer, allows
from app.reports.pages import CaseView


def card_of(session: Session, viewer: Viewer, report_id: UUID) -> CaseView | None:
    """Return the case of a report that the viewer may see, or None; a link only where it opens."""
    row = session.execute(
        select(Case, Department)
        .outerjoin(Department, Department.code == Case.department_code)
        .where(Case.community_id == viewer.community_id, Case.report_id == report_id)
    ).first()
    if row is None:
        return None
    case, department = row
    codes = frozenset({case.department_code} if case.department_code else ())
    target = Target(viewer.community_id, department_codes=codes)
    opens = allows(viewer, Permission.SEE_CASES, target)
    return CaseView(
        department=name_of(department) if codes else _("no department yet"),
        state=state_of(case.state),
        deadline=None,
        url=url_for("cases.show", case_id=case.id) if opens else None,
    )
