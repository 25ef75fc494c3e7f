"""One lane: its reports by category and week, its passes, open cases, photos and records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.models import Case
from app.hotspots.filters import Filter
from app.hotspots.queries import conditions, counted, day_counts, half_hour_of
from app.hotspots.timeline import frames
from app.patrols.models import Pass
from app.people.area_models import Team
from app.places.models import Lane
from app.policy import Permission, Scope, Viewer, scopes
from app.reports.models import Photo, Report
from app.reports.tally_models import LaneTally

PAGE = 100  # records on one page
SHOWN = 4  # passes, cases and photos on a card
WEEK = 7


@dataclass(frozen=True)
class Records:
    """Reports, newest first, and whether more follow."""

    reports: list[Report]
    more: bool


@dataclass(frozen=True)
class LanePass:
    """When a team went through, and what it is called."""

    at: datetime
    name_zh: str
    name_bo: str
    name_en: str


@dataclass(frozen=True)
class LaneCase:
    """A case that is not closed."""

    id: int
    state: str
    category_code: str


@dataclass(frozen=True)
class LanePhoto:
    """A photo by the digest that its address holds."""

    report_id: UUID
    digest: str
    at: datetime


@dataclass(frozen=True)
class LaneHistory:
    """What happened in a lane of late, newest first; `may_open`: its cases may be opened."""

    passes: list[LanePass]
    cases: list[LaneCase]
    open_cases: int
    may_open: bool
    photos: list[LanePhoto]


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


def weekly(session: Session, viewer: Viewer, wanted: Filter, lane_id: int) -> tuple[int, ...]:
    """Return a lane's reports of each week of a filter's period, oldest first."""
    counts = day_counts(session, viewer, wanted, lane_id)
    return tuple(one.reports for one in frames(wanted.start, wanted.end, counts, "week"))


def history(session: Session, viewer: Viewer, lane_id: int) -> LaneHistory:
    """Return a lane's last passes, open cases and newest photos, as far as the viewer may see."""
    number, cases = _open_cases(session, viewer, lane_id)
    return LaneHistory(
        passes=_passes(session, viewer, lane_id),
        cases=cases,
        open_cases=number,
        may_open=Scope.COMMUNITY in scopes(viewer, Permission.SEE_CASES),
        photos=_photos(session, viewer, lane_id),
    )


def last_pass_at(session: Session, viewer: Viewer, lane_id: int) -> datetime | None:
    """Return when a team last went through a lane, or None."""
    return session.scalar(
        select(func.max(Pass.passed_at)).where(
            Pass.community_id == viewer.community_id, Pass.lane_id == lane_id
        )
    )


def open_cases(session: Session, viewer: Viewer, lane_id: int) -> int:
    """Return how many cases from a lane are not closed yet."""
    return _open_cases(session, viewer, lane_id)[0]


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
        wanted: Period and what is counted.
        lane_id: The lane, or None for all lanes.
        page: 0 for the newest hundred, 1 for the next.
    """
    if not may_open_records(viewer):
        return Records([], more=False)
    statement = select(Report).where(
        *conditions(Report, viewer, wanted),
        Report.lane_id.is_not(None) if lane_id is None else Report.lane_id == lane_id,
        Report.time_flag.is_distinct_from("implausible"),
    )
    newest = statement.order_by(Report.effective_at.desc(), Report.id.desc())
    found = list(session.scalars(newest.offset(page * PAGE).limit(PAGE + 1)))
    return Records(found[:PAGE], more=len(found) > PAGE)


def _passes(session: Session, viewer: Viewer, lane_id: int) -> list[LanePass]:
    """Return the last passes, each team's half hour once."""
    last = func.max(Pass.passed_at)
    rows = session.execute(
        select(last, Team.name_zh, Team.name_bo, Team.name_en)
        .join(Team, (Team.community_id == Pass.community_id) & (Team.id == Pass.team_id))
        .where(Pass.community_id == viewer.community_id, Pass.lane_id == lane_id)
        .group_by(half_hour_of(Pass.passed_at), Team.id, Team.name_zh, Team.name_bo, Team.name_en)
        .order_by(last.desc(), Team.id)
        .limit(SHOWN)
    )
    return [LanePass(*row) for row in rows]


def _open_cases(session: Session, viewer: Viewer, lane_id: int) -> tuple[int, list[LaneCase]]:
    """Return how many cases are open, and the newest."""
    joined = (Report.community_id == Case.community_id) & (Report.id == Case.report_id)
    rows = session.execute(
        select(func.count().over(), Case.id, Case.state, Report.category_code)
        .join(Report, joined)
        .where(
            Case.community_id == viewer.community_id,
            Case.state != "closed",
            Report.lane_id == lane_id,
        )
        .order_by(Case.opened_at.desc(), Case.id.desc())
        .limit(SHOWN)
    ).all()
    return (rows[0][0] if rows else 0), [LaneCase(*row[1:]) for row in rows]


def _photos(session: Session, viewer: Viewer, lane_id: int) -> list[LanePhoto]:
    """Return the newest photos that have arrived; none for who may not see all of them."""
    if Scope.COMMUNITY not in scopes(viewer, Permission.SEE_PHOTO):
        return []
    joined = (Report.community_id == Photo.community_id) & (Report.id == Photo.report_id)
    rows = session.execute(
        select(Photo.report_id, func.encode(Photo.received_sha256, "hex"), Report.effective_at)
        .join(Report, joined)
        .where(
            Photo.community_id == viewer.community_id,
            Report.lane_id == lane_id,
            Photo.stored_sha256.is_not(None),
        )
        .order_by(Report.effective_at.desc(), Photo.report_id, Photo.taken.desc())
        .limit(SHOWN)
    )
    return [LanePhoto(*row) for row in rows]


def period_of_trend(end: date, weeks: int) -> tuple[date, date]:
    """Return the whole weeks, the last one begun, up to a day."""
    monday = date.fromordinal(max(1, end.toordinal() - end.weekday() - WEEK * (weeks - 1)))
    return monday, end
