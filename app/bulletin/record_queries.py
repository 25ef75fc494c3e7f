"""The records behind a bulletin's figures, as lists; none for who may see sums only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.bulletin.queries import Span, counted, visited
from app.bulletin.selections import Selection
from app.hotspots.lane_queries import may_open_records
from app.patrols.models import Visit
from app.people.area_models import Team
from app.places.models import Courtyard, Lane
from app.policy import Viewer
from app.reports.models import Report
from app.reports.pages_queries import Record, records

PAGE = 100  # records on one page


@dataclass(frozen=True)
class Totals:
    """Reports, and the sum of what they count."""

    reports: int
    quantity: int


@dataclass(frozen=True)
class VisitRecord:
    """A visit, without who made it and without what was said."""

    at: datetime
    kind: str
    topic: str
    outcome: str
    team: Team | None
    lane: Lane | None
    courtyard: Courtyard | None


def totals(session: Session, span: Span, selection: Selection) -> Totals:
    """Return how many reports a selection takes from a period, and the sum of their counts."""
    statement = select(func.count(), func.coalesce(func.sum(Report.count), 0))
    return Totals(*session.execute(statement.where(*counted(span, selection))).one())


def reports(
    session: Session, viewer: Viewer, span: Span, selection: Selection, page: int
) -> list[Record]:
    """Return a page of the reports that a selection takes, newest first, and one more if any.

    Args:
        session: The database.
        viewer: Who asks; of the span's community.
        span: The period.
        selection: Which reports.
        page: 0 for the newest hundred, 1 for the next.
    """
    if not may_open_records(viewer):
        return []
    statement = (
        records()
        .where(*counted(span, selection), Report.community_id == viewer.community_id)
        .order_by(Report.effective_at.desc(), Report.id.desc())
        .offset(page * PAGE)
        .limit(PAGE + 1)
    )
    return [Record(*row) for row in session.execute(statement)]


def visits(
    session: Session, viewer: Viewer, span: Span, kind: str | None, page: int
) -> list[VisitRecord]:
    """Return a page of the visits of a kind (None: of all), newest first, and one more if any."""
    if not may_open_records(viewer):
        return []
    here = Visit.community_id
    statement = (
        select(Visit.visited_at, Visit.kind, Visit.topic, Visit.outcome, Team, Lane, Courtyard)
        .outerjoin(Team, and_(Team.community_id == here, Team.id == Visit.team_id))
        .outerjoin(Lane, and_(Lane.community_id == here, Lane.id == Visit.lane_id))
        .outerjoin(
            Courtyard, and_(Courtyard.community_id == here, Courtyard.id == Visit.courtyard_id)
        )
        .where(*visited(span), here == viewer.community_id)
        .order_by(Visit.visited_at.desc(), Visit.id)
    )
    if kind is not None:
        statement = statement.where(Visit.kind == kind)
    return [
        VisitRecord(*row) for row in session.execute(statement.offset(page * PAGE).limit(PAGE + 1))
    ]
