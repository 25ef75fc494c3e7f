"""Cases as a viewer may see them, and the terms on which they are opened."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, false, select, true
from sqlalchemy.orm import Session

from app.cases.models import Case, CaseEvent
from app.places.definitions import Category, CommunityCategory, CommunityDepartment, Department
from app.places.models import Lane
from app.policy import Permission, Scope, Viewer, scopes
from app.reports.models import Report

SHOWN = 200


@dataclass(frozen=True)
class Terms:
    """Who answers for a category in a community, and within how many working hours."""

    department_code: str | None
    limit_working_hours: int | None


def terms_of(session: Session, community_id: int, category_code: str) -> Terms:
    """Return a category's terms; nobody and no limit where the community agreed none."""
    row = session.get(CommunityCategory, (community_id, category_code))
    return Terms(row.department_code, row.limit_working_hours) if row else Terms(None, None)


def case_of_report(session: Session, community_id: int, report_id: UUID) -> Case | None:
    """Return the case of a report, locked until the transaction ends, or None."""
    return session.scalar(
        select(Case)
        .where(Case.community_id == community_id, Case.report_id == report_id)
        .with_for_update()
    )


@dataclass(frozen=True)
class CaseRecord:
    """A case with what it is about; a report that was taken back leaves only the case."""

    case: Case
    report: Report | None
    category: Category | None
    lane: Lane | None
    department: Department | None


def cases_for(session: Session, viewer: Viewer) -> list[CaseRecord]:
    """Return the cases that the viewer may see: not closed ones first, then the newest."""
    statement = _visible(viewer, Permission.SEE_CASES).order_by(
        (Case.state == "closed"), Case.opened_at.desc(), Case.id
    )
    return [CaseRecord(*row) for row in session.execute(statement.limit(SHOWN))]


def case_for(
    session: Session, viewer: Viewer, case_id: int, permission: Permission
) -> CaseRecord | None:
    """Return a case if the permission reaches it, or None; locked where it is to be handled."""
    statement = _visible(viewer, permission).where(Case.id == case_id)
    if permission is Permission.HANDLE_CASE:
        statement = statement.with_for_update(of=Case)
    row = session.execute(statement).first()
    return CaseRecord(*row) if row else None


def _visible(
    viewer: Viewer, permission: Permission
) -> Select[Case, Report, Category, Lane, Department]:
    reach = scopes(viewer, permission)
    within: ColumnElement[bool] = false()
    if Scope.COMMUNITY in reach:
        within = true()
    elif Scope.DEPARTMENT in reach:
        within = Case.department_code.in_(viewer.department_codes)
    return (
        select(Case, Report, Category, Lane, Department)
        .outerjoin(
            Report, and_(Report.community_id == Case.community_id, Report.id == Case.report_id)
        )
        .outerjoin(Category, Category.code == Report.category_code)
        .outerjoin(Lane, and_(Lane.community_id == Report.community_id, Lane.id == Report.lane_id))
        .outerjoin(Department, Department.code == Case.department_code)
        .where(Case.community_id == viewer.community_id, within)
    )


def history_of(session: Session, case: Case) -> list[CaseEvent]:
    """Return a case's events, oldest first."""
    return list(
        session.scalars(
            select(CaseEvent)
            .where(CaseEvent.community_id == case.community_id, CaseEvent.case_id == case.id)
            .order_by(CaseEvent.seq)
        )
    )


def departments(session: Session, community_id: int) -> list[Department]:
    """Return the departments that a community works with, by code."""
    return list(
        session.scalars(
            select(Department)
            .join(CommunityDepartment, CommunityDepartment.code == Department.code)
            .where(
                CommunityDepartment.community_id == community_id,
                CommunityDepartment.retired.is_(False),
            )
            .order_by(Department.code)
        )
    )


def department_codes(session: Session, community_id: int) -> frozenset[str]:
    """Return the codes of `departments`."""
    return frozenset(department.code for department in departments(session, community_id))
