"""One lane: its reports by category, its last pass, its open cases, its records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.models import Case
from app.hotspots.filters import Filter
from app.hotspots.queries import PROBLEM, counted
from app.patrols.models import Pass
from app.places.definitions import Category
from app.places.models import Lane
from app.policy import Permission, Scope, Viewer, scopes
from app.reports.models import Report
from app.reports.tally_models import LaneTally

PAGE = 100  # records on one page


@dataclass(frozen=True)
class Records:
    """Reports, newest first, and whether more follow."""

    reports: list[Report]
    more: bool


def lane_of(session: Session, viewer: Viewer, lane_id: int) -> Lane | None:
    """Return a lane of the viewer's community, or None."""
    return session.scalar(
        select(Lane).where(Lane.community_id == viewer.community_id, Lane.id == lane_id)
    )


def by_category(
    session: Session, viewer: Viewer, wanted: Filter, lane_id: int | None
) -> list[tuple[str, int]]:
    """Return category codes and reports of a lane (None: of all), most first, then by code."""
    total = func.sum(LaneTally.reports)
    counts = counted(select(LaneTally.category_code, total), LaneTally, viewer, wanted)
    if lane_id is not None:
        counts = counts.where(LaneTally.lane_id == lane_id)
    rows = session.execute(
        counts.group_by(LaneTally.category_code).order_by(total.desc(), LaneTally.category_code)
    )
    return [(code, reports) for code, reports in rows]


def last_pass_at(session: Session, viewer: Viewer, lane_id: int) -> datetime | None:
    """Return when a team last went through a lane, or None."""
    return session.scalar(
        select(func.max(Pass.passed_at)).where(
            Pass.community_id == viewer.community_id, Pass.lane_id == lane_id
        )
    )


def open_cases(session: Session, viewer: Viewer, lane_id: int) -> int:
    """Return how many cases from a lane are not closed yet."""
    joined = (Report.community_id == Case.community_id) & (Report.id == Case.report_id)
    found = session.scalar(
        select(func.count())
        .select_from(Case)
        .join(Report, joined)
        .where(
            Case.community_id == viewer.community_id,
            Case.state != "closed",
            Report.lane_id == lane_id,
        )
    )
    return found or 0


def may_open_records(viewer: Viewer) -> bool:
    """Tell whether the viewer may see every report behind the sums."""
    return Scope.COMMUNITY in scopes(viewer, Permission.SEE_REPORT)


def records(
    session: Session, viewer: Viewer, wanted: Filter, lane_id: int | None, page: int
) -> Records:
    """Return the reports that are counted, newest first; none for who may see sums only.

    Args:
        session: The database.
        viewer: Who asks.
        wanted: Period, category and hours.
        lane_id: The lane, or None for all lanes.
        page: 0 for the newest hundred, 1 for the next.
    """
    if not may_open_records(viewer):
        return Records([], more=False)
    problems = select(Category.code).where(Category.kind == PROBLEM)
    statement = select(Report).where(
        Report.community_id == viewer.community_id,
        Report.local_day.between(wanted.start, wanted.end),
        Report.category_code.in_(problems),
        Report.lane_id.is_not(None) if lane_id is None else Report.lane_id == lane_id,
        Report.time_flag.is_distinct_from("implausible"),
    )
    if wanted.category is not None:
        statement = statement.where(Report.category_code == wanted.category)
    if wanted.hours is not None:
        statement = statement.where(Report.local_hour.in_(wanted.hours))
    newest = statement.order_by(Report.effective_at.desc(), Report.id.desc())
    found = list(session.scalars(newest.offset(page * PAGE).limit(PAGE + 1)))
    return Records(found[:PAGE], more=len(found) > PAGE)
