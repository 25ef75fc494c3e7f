"""What a bulletin counts: reports, duty time and visits of one community in one period.

Reports whose time cannot be right are counted nowhere, here as in the tallies. Lanes are counted
from their tally; the rest from the reports themselves, because a report that lies on no lane and in
no courtyard is in neither of their tallies, and is counted all the same.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.orm import Session, load_only

from app.bulletin.periods import Period
from app.bulletin.selections import EVERY, NO_TEAM, Count, Selection
from app.patrols.models import Patrol, Visit
from app.people.area_models import AdminArea, Team
from app.places.definitions import Category, CommunityCategory
from app.places.models import Lane
from app.reports.models import Report
from app.reports.tally_models import LaneTally
from app.reports.times import IMPLAUSIBLE

# `local_day` decides; the index knows `effective_at`, which is less than a day away from it.
SLACK = timedelta(days=1)

# What of each patrol's time no earlier patrol of its team covers: the sum is the team's duty time,
# counted once. A patrol that has not ended counts nothing yet.
_WALKS = text(
    """
    SELECT id, team_id, counted_from,
        greatest(0, extract(epoch FROM upto - counted_from)) AS seconds
    FROM (
        SELECT id, team_id, least(ended_at, :until) AS upto, greatest(started_at, :since,
            max(ended_at) OVER (PARTITION BY team_id ORDER BY started_at, id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS counted_from
        FROM patrol
        WHERE community_id = :community_id AND ended_at IS NOT NULL
            AND started_at < :until AND ended_at > :since) AS walked
    ORDER BY counted_from, id
    """
)


@dataclass(frozen=True)
class Span:
    """A community's period on its own clock: `since` is counted, `until` no more."""

    community_id: int
    period: Period
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Walk:
    """A patrol and what of it counts: from when, and how many seconds."""

    patrol_id: UUID
    team_id: int
    counted_from: datetime
    seconds: float


@dataclass(frozen=True)
class PlaceCount:
    """Reports of a team, a lane or a day: how many, how many fixed at once, how many passed on."""

    key: int
    reports: int
    fixed: int
    escalated: int


@dataclass(frozen=True)
class DayCount:
    """Reports of a local day."""

    day: date
    reports: int


def span_of(area: AdminArea, period: Period) -> Span:
    """Return a period on a community's clock."""
    since, until = period.instants(area.time_zone)
    return Span(area.id, period, since, until)


def counted(span: Span, selection: Selection) -> list[ColumnElement[bool]]:
    """Return the conditions on `Report` of what a selection takes from a period."""
    conditions = [
        Report.community_id == span.community_id,
        Report.local_day.between(span.period.start, span.period.end),
        Report.effective_at.between(span.since - SLACK, span.until + SLACK),
        Report.time_flag.is_distinct_from(IMPLAUSIBLE),
    ]
    if selection.categories:
        conditions.append(Report.category_code.in_(selection.categories))
    if selection.team is not None:
        team = selection.team
        conditions.append(Report.team_id.is_(None) if team == NO_TEAM else Report.team_id == team)
    wanted = {
        Report.outcome: selection.outcome,
        Report.found_by: selection.found_by,
        Report.lane_id: selection.lane,
    }
    return conditions + [column == value for column, value in wanted.items() if value is not None]


def counts(session: Session, span: Span) -> list[Count]:
    """Return the period's reports by category, outcome and finder, in that order."""
    keys = (Report.category_code, Report.outcome, Report.found_by)
    statement = select(*keys, func.count(), func.sum(Report.count))
    found = statement.where(*counted(span, EVERY)).group_by(*keys).order_by(*keys)
    return [Count(*row) for row in session.execute(found)]


def by_day(session: Session, span: Span) -> list[DayCount]:
    """Return the days of the period that have reports, in order."""
    statement = select(Report.local_day, func.count()).where(*counted(span, EVERY))
    rows = session.execute(statement.group_by(Report.local_day).order_by(Report.local_day))
    return [DayCount(*row) for row in rows]


def by_team(session: Session, span: Span) -> list[PlaceCount]:
    """Return the reports of each team that has some, by id; 0 for those of no team."""
    team = func.coalesce(Report.team_id, NO_TEAM)
    statement = select(
        team,
        func.count(),
        func.count().filter(Report.outcome == "fixed"),
        func.count().filter(Report.outcome == "escalated"),
    ).where(*counted(span, EVERY))
    return [PlaceCount(*row) for row in session.execute(statement.group_by(team).order_by(team))]


def by_lane(session: Session, span: Span) -> list[PlaceCount]:
    """Return the reports of each lane that has some, by id."""
    reports = func.sum(LaneTally.reports)
    statement = (
        select(
            LaneTally.lane_id,
            reports,
            func.coalesce(reports.filter(LaneTally.outcome == "fixed"), 0),
            func.coalesce(reports.filter(LaneTally.outcome == "escalated"), 0),
        )
        .where(
            LaneTally.community_id == span.community_id,
            LaneTally.local_day.between(span.period.start, span.period.end),
        )
        .group_by(LaneTally.lane_id)
        .order_by(LaneTally.lane_id)
    )
    return [PlaceCount(*row) for row in session.execute(statement)]


def walks(session: Session, span: Span) -> list[Walk]:
    """Return the patrols of a period with what of each counts, by time."""
    facts = {"community_id": span.community_id, "since": span.since, "until": span.until}
    return [
        Walk(row.id, row.team_id, row.counted_from, float(row.seconds))
        for row in session.execute(_WALKS, facts)
    ]


def visits(session: Session, span: Span) -> dict[str, int]:
    """Return how many visits there were by kind: household, shop."""
    statement = (
        select(Visit.kind, func.count().label("many")).where(*visited(span)).group_by(Visit.kind)
    )
    return {row.kind: row.many for row in session.execute(statement)}


def visited(span: Span) -> list[ColumnElement[bool]]:
    """Return the conditions on `Visit` of a period."""
    return [
        Visit.community_id == span.community_id,
        Visit.visited_at >= span.since,
        Visit.visited_at < span.until,
    ]


def first_day(session: Session, area: AdminArea) -> date | None:
    """Return the local day of a community's first report or patrol; None where there is none."""
    report = select(func.min(Report.effective_at)).where(
        Report.community_id == area.id, Report.time_flag.is_distinct_from(IMPLAUSIBLE)
    )
    patrol = select(func.min(Patrol.started_at)).where(Patrol.community_id == area.id)
    ends = [one for one in (session.scalar(report), session.scalar(patrol)) if one is not None]
    return min(ends).astimezone(ZoneInfo(area.time_zone)).date() if ends else None


def teams(session: Session, community_id: int) -> list[Team]:
    """Return a community's teams, retired ones too, by id."""
    statement = select(Team).where(Team.community_id == community_id)
    return list(session.scalars(statement.order_by(Team.id)))


def categories(session: Session, community_id: int) -> list[tuple[Category, CommunityCategory]]:
    """Return a community's categories, retired ones too, in their order."""
    statement = (
        select(Category, CommunityCategory)
        .join(CommunityCategory, CommunityCategory.code == Category.code)
        .where(CommunityCategory.community_id == community_id)
        .order_by(Category.position, Category.code)
    )
    return [(shared, own) for shared, own in session.execute(statement)]


def lanes(session: Session, span: Span, also: Collection[int]) -> list[Lane]:
    """Return the lanes that there were on some day of the period, and named ones, by code."""
    there = and_(
        Lane.valid_from <= span.period.end,
        or_(Lane.valid_to.is_(None), Lane.valid_to > span.period.start),
    )
    statement = (
        select(Lane)
        .options(load_only(Lane.code, Lane.name_zh, Lane.name_bo, Lane.name_en))
        .where(Lane.community_id == span.community_id, or_(there, Lane.id.in_(also)))
    )
    return list(session.scalars(statement.order_by(Lane.code, Lane.id)))
