"""What a steward's pages show: one frozen dataclass a template, and how it is made."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton
from flask_babel import format_decimal, get_locale, ngettext
from flask_babel import gettext as _

from app.i18n import name_of
from app.pages import Moment, moment
from app.people.area_models import Team
from app.places.models import Lane
from app.policy import Viewer
from app.reports.pages import ReportRow
from app.reports.pages_queries import Record
from app.reports.words import joined
from app.steward.queries import ClaimedPlace, PatrolRecord

NAMED = 2  # so many of a patrol's members are named, the rest are counted
NOON, EVENING = 12, 18
HOUR_S, MINUTE_S = 3600, 60


@dataclass(frozen=True)
class PlaceRow:
    """A place of the team's; `days` since the last pass, None where there was none.

    `hours`: between which it is to be looked at, "" for any.
    """

    url: str | None
    name: str
    kind: str
    hours: str
    last_pass: str
    due: bool
    days: int | None
    open_text: str


@dataclass(frozen=True)
class TodayPage:
    """A steward's day; `walk_text` is the walk that is planned for the team, "" for none."""

    greeting: str
    date: str
    team: str | None
    places: tuple[PlaceRow, ...]
    open_reports: tuple[ReportRow, ...]
    open_count: int
    pin_url: str
    patrol_url: str
    mine_url: str
    walk_url: str
    walk_text: str


@dataclass(frozen=True)
class PatrolRow:
    """A patrol; `url` None as long as a patrol has no page."""

    url: str | None
    started: Moment
    duration: str
    members: str
    places_text: str
    running: bool


@dataclass(frozen=True)
class PatrolListPage:
    """The team's patrols, and the month's figures."""

    team: str | None
    hours_month: str
    patrols_month: int
    month: str
    patrols: tuple[PatrolRow, ...]
    pin_url: str


def greeting(viewer: Viewer, now: datetime) -> str:
    """Return a greeting for the time of day on the community's clock."""
    hour = now.astimezone(ZoneInfo(viewer.time_zone)).hour
    name = viewer.display_name
    if hour < NOON:
        return _("Good morning, %(name)s", name=name)
    if hour < EVENING:
        return _("Good afternoon, %(name)s", name=name)
    return _("Good evening, %(name)s", name=name)


def day_text(day: date) -> str:
    """Return a day in full."""
    return format_date(day, "full", locale=_locale())


def month_text(day: date) -> str:
    """Return the month of a day, with its year."""
    return format_skeleton("yMMMM", datetime(day.year, day.month, 1), locale=_locale())  # noqa: DTZ001 - a month has no zone


def team_text(teams: list[Team]) -> str | None:
    """Return the teams' names, or None where there is no team."""
    return joined([name_of(team) for team in teams]) or None


def place_rows(
    places: list[ClaimedPlace], open_pins: list[Record], viewer: Viewer, today: date
) -> tuple[PlaceRow, ...]:
    """Return the places, those longest without a pass first."""
    on_lanes = Counter(record.report.lane_id for record in open_pins)
    in_yards = Counter(record.report.courtyard_id for record in open_pins)
    rows = [
        _place_row(
            place,
            viewer,
            today,
            on_lanes[place.place.id] if place.lane else in_yards[place.place.id],
        )
        for place in places
    ]
    return tuple(sorted(rows, key=lambda row: (row.days is not None, -(row.days or 0))))


def _place_row(place: ClaimedPlace, viewer: Viewer, today: date, open_here: int) -> PlaceRow:
    days = _days_since(place.last_pass, viewer, today)
    every_days = place.policy.every_days if place.policy else 1
    hours = place.policy.hours if place.policy else None
    return PlaceRow(
        url=None,
        name=name_of(place.place) or place.place.code,
        kind=_("Lane") if isinstance(place.place, Lane) else _("Courtyard"),
        hours=str(hours or ""),
        last_pass=_last_pass(days),
        due=days is None or days >= every_days,
        days=days,
        open_text=ngettext("%(num)s open pin", "%(num)s open pins", open_here) if open_here else "",
    )


def _days_since(instant: datetime | None, viewer: Viewer, today: date) -> int | None:
    """Return whole days on the community's calendar; a pass entered for tomorrow is today's."""
    if instant is None:
        return None
    return max(0, (today - instant.astimezone(ZoneInfo(viewer.time_zone)).date()).days)


def _last_pass(days: int | None) -> str:
    if days is None:
        return _("never")
    return ngettext("%(num)s day ago", "%(num)s days ago", days) if days else _("today")


def hours_text(seconds: float) -> str:
    """Return seconds as hours with one decimal."""
    return format_decimal(round(seconds / HOUR_S, 1))


def patrol_row(record: PatrolRecord) -> PatrolRow:
    """Return a patrol as the list shows it."""
    patrol = record.patrol
    return PatrolRow(
        url=None,
        started=moment(patrol.started_at),
        duration=_duration(patrol.started_at, patrol.ended_at),
        members=_members(record.members),
        places_text=_places(record.lanes, record.courtyards),
        running=patrol.ended_at is None,
    )


def _duration(started: datetime, ended: datetime | None) -> str:
    if ended is None:
        return ""
    hours, rest = divmod(round((ended - started).total_seconds()), HOUR_S)
    minutes = rest // MINUTE_S
    if not hours:
        return _("%(minutes)s min", minutes=minutes)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)


def _members(names: tuple[str, ...]) -> str:
    named, others = joined(list(names[:NAMED])), len(names) - NAMED
    if others <= 0:
        return named
    return ngettext("%(named)s and %(num)s more", "%(named)s and %(num)s more", others, named=named)


def _places(lanes: int, courtyards: int) -> str:
    parts = []
    if lanes:
        parts.append(ngettext("%(num)s lane", "%(num)s lanes", lanes))
    if courtyards:
        parts.append(ngettext("%(num)s courtyard", "%(num)s courtyards", courtyards))
    return joined(parts) or _("no lane passed")


def _locale() -> str:
    return str(get_locale() or "zh_Hans")
