"""A bulletin: a period's figures by duty, and its tables, as they were when it was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.bulletin import queries
from app.bulletin.figures import Counted, Figure, figures
from app.bulletin.periods import ONE_DAY, Period, Stage
from app.bulletin.queries import PlaceCount, Span, Walk
from app.bulletin.selections import NO_TEAM
from app.people.area_models import AdminArea, Team
from app.places.definitions import Category, CommunityCategory
from app.places.models import Lane

NOTHING = PlaceCount(0, 0, 0, 0)


@dataclass(frozen=True)
class TeamLine:
    """A team's part; `team` None for what belongs to no team. Duty time in seconds."""

    team: Team | None
    patrols: int
    seconds: float
    counted: PlaceCount


@dataclass(frozen=True)
class LaneLine:
    """What was reported on a lane."""

    lane: Lane
    counted: PlaceCount


@dataclass(frozen=True)
class DayLine:
    """A day: reports, and the duty time that began on it, seconds."""

    day: date
    reports: int
    seconds: float


@dataclass(frozen=True)
class Bulletin:
    """All that a bulletin says, before it is put into words.

    `before` is what it is compared with, None where nothing is known of those days. `days` holds
    every day up to today; `lanes` those with reports, and `quiet_lanes` counts the others.
    """

    area: AdminArea
    period: Period
    stage: Stage
    before: Period | None
    counted: Counted
    figures: tuple[Figure, ...]
    categories: tuple[tuple[Category, CommunityCategory], ...]
    teams: tuple[TeamLine, ...]
    lanes: tuple[LaneLine, ...]
    quiet_lanes: int
    days: tuple[DayLine, ...]
    earlier: Counted | None


def bulletin_of(session: Session, area: AdminArea, period: Period, today: date) -> Bulletin:
    """Count a community's period.

    Args:
        session: The database; one snapshot, so that the figures agree with one another.
        area: The community.
        period: The days.
        today: The community's day.
    """
    span = queries.span_of(area, period)
    before = period.before(today)
    known = queries.categories(session, area.id)
    now, earlier = _counted(session, span), _counted(session, queries.span_of(area, before))
    lanes = _lanes(session, span)
    return Bulletin(
        area=area,
        period=period,
        stage=period.stage(today),
        before=None if earlier.is_empty else before,
        counted=now,
        figures=figures(known, now, None if earlier.is_empty else earlier),
        categories=tuple(known),
        teams=tuple(_teams(session, span, now.walks)),
        lanes=tuple(line for line in lanes if line.counted.reports),
        quiet_lanes=sum(not line.counted.reports for line in lanes),
        days=tuple(_days(session, span, now.walks, today)),
        earlier=None if earlier.is_empty else earlier,
    )


def _counted(session: Session, span: Span) -> Counted:
    return Counted(
        tuple(queries.counts(session, span)),
        tuple(queries.walks(session, span)),
        queries.visits(session, span),
    )


def _teams(session: Session, span: Span, walks: Iterable[Walk]) -> list[TeamLine]:
    """Return the teams that walked or reported, and in the end what belongs to none."""
    counts = {count.key: count for count in queries.by_team(session, span)}
    own: dict[int, list[Walk]] = {}
    for walk in walks:
        own.setdefault(walk.team_id, []).append(walk)
    teams: list[Team | None] = [*queries.teams(session, span.community_id), None]
    lines = [_team_line(team, own, counts) for team in teams]
    return [line for line in lines if line.patrols or line.counted.reports]


def _team_line(
    team: Team | None, own: dict[int, list[Walk]], counts: dict[int, PlaceCount]
) -> TeamLine:
    key = team.id if team else NO_TEAM
    walked = own.get(key, [])
    seconds = sum(walk.seconds for walk in walked)
    return TeamLine(team, len(walked), seconds, counts.get(key, NOTHING))


def _lanes(session: Session, span: Span) -> list[LaneLine]:
    counts = {count.key: count for count in queries.by_lane(session, span)}
    lanes = queries.lanes(session, span, counts)
    return [LaneLine(lane, counts.get(lane.id, NOTHING)) for lane in lanes]


def _days(session: Session, span: Span, walks: Iterable[Walk], today: date) -> list[DayLine]:
    reports = {count.day: count.reports for count in queries.by_day(session, span)}
    seconds: dict[date, float] = {}
    zone = span.since.tzinfo
    for walk in walks:
        day = walk.counted_from.astimezone(zone).date()
        seconds[day] = seconds.get(day, 0.0) + walk.seconds
    last = max([min(span.period.end, max(today, span.period.start)), *reports, *seconds])
    days = (span.period.start + n * ONE_DAY for n in range((last - span.period.start).days + 1))
    return [DayLine(day, reports.get(day, 0), seconds.get(day, 0.0)) for day in days]
