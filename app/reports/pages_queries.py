"""What the report pages ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, func, select, tuple_
from sqlalchemy.orm import Session, load_only

from app.people.models import Person
from app.places.definitions import Category, CommunityCategory
from app.places.models import Courtyard, Lane
from app.places.validity import valid_on
from app.policy import Viewer
from app.reports.models import Report, ReportEvent
from app.strict_json import is_storable

LATELY = timedelta(days=30)

Cursor = tuple[datetime, UUID]


@dataclass(frozen=True)
class Record:
    """A report with what a list says of it."""

    report: Report
    category: Category
    own: CommunityCategory | None
    lane: Lane | None
    courtyard: Courtyard | None


def records() -> Select[Report, Category, CommunityCategory, Lane, Courtyard]:
    """Return the statement that `Record` is made from; the caller adds the condition and order."""
    here = Report.community_id
    return (
        select(Report, Category, CommunityCategory, Lane, Courtyard)
        .join(Category, Category.code == Report.category_code)
        .outerjoin(
            CommunityCategory,
            and_(
                CommunityCategory.community_id == here,
                CommunityCategory.code == Report.category_code,
            ),
        )
        .outerjoin(Lane, and_(Lane.community_id == here, Lane.id == Report.lane_id))
        .outerjoin(
            Courtyard, and_(Courtyard.community_id == here, Courtyard.id == Report.courtyard_id)
        )
    )


def record_of(session: Session, report: Report) -> Record:
    """Return what is said of one report."""
    statement = records().where(Report.community_id == report.community_id, Report.id == report.id)
    return Record(*session.execute(statement).one())


def pins_of(session: Session, viewer: Viewer, after: Cursor | None, limit: int) -> list[Record]:
    """Return the viewer's own reports, newest first; those after a cursor where one is given."""
    statement = records().where(
        Report.community_id == viewer.community_id, Report.submitted_by == viewer.person_id
    )
    if after is not None:
        statement = statement.where(tuple_(Report.effective_at, Report.id) < after)
    ordered = statement.order_by(Report.effective_at.desc(), Report.id.desc()).limit(limit)
    return [Record(*row) for row in session.execute(ordered)]


def categories_for(
    session: Session, viewer: Viewer, now: datetime
) -> list[tuple[Category, CommunityCategory]]:
    """Return the categories in use: what the viewer pinned most in the last 30 days first."""
    used = (
        select(Report.category_code, func.count().label("times"))
        .where(
            Report.community_id == viewer.community_id,
            Report.submitted_by == viewer.person_id,
            Report.effective_at > now - LATELY,
        )
        .group_by(Report.category_code)
        .subquery()
    )
    statement = (
        select(Category, CommunityCategory)
        .join(CommunityCategory, CommunityCategory.code == Category.code)
        .outerjoin(used, used.c.category_code == Category.code)
        .where(
            CommunityCategory.community_id == viewer.community_id,
            CommunityCategory.retired.is_(False),
        )
        .order_by(func.coalesce(used.c.times, 0).desc(), Category.position, Category.code)
    )
    return [(category, own) for category, own in session.execute(statement)]


def category_of(session: Session, code: str) -> Category | None:
    """Return a category, in use or not; None where a code is nobody's or cannot be one."""
    return session.get(Category, code) if is_storable(code) else None


def lanes_on(session: Session, community_id: int, day: date) -> list[Lane]:
    """Return a community's lanes that are valid on a day, by code; without their geometry."""
    statement = (
        select(Lane)
        .options(load_only(Lane.code, Lane.name_zh, Lane.name_bo, Lane.name_en))
        .where(
            Lane.community_id == community_id,
            valid_on(Lane, day),
        )
        .order_by(Lane.code, Lane.id)
    )
    return list(session.scalars(statement))


def history_of(session: Session, report: Report) -> list[tuple[ReportEvent, str | None]]:
    """Return a report's events, oldest first, each with the name of who did it."""
    statement = (
        select(ReportEvent, Person.display_name)
        .outerjoin(Person, Person.id == ReportEvent.person_id)
        .where(ReportEvent.community_id == report.community_id, ReportEvent.report_id == report.id)
        .order_by(ReportEvent.seq)
    )
    return [(event, name) for event, name in session.execute(statement)]


def observed_before(session: Session, viewer: Viewer, report_id: UUID) -> datetime | None:
    """Return when the viewer's own report of that id was observed, if there is one by now."""
    return session.scalar(
        select(Report.observed_at).where(
            Report.community_id == viewer.community_id,
            Report.id == report_id,
            Report.submitted_by == viewer.person_id,
        )
    )
