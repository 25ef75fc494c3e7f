"""What the pages of plans show: one frozen dataclass a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app.i18n import name_of
from app.maps.parts import MapPart
from app.pages import Moment, day_text, moment
from app.planning import words
from app.planning.models import PatrolPlan
from app.planning.queries import PlacedLeg, PlannedPlace, TeamWalk
from app.planning.sheets import SheetRow, key_of, walk_summary
from app.planning.walks_map import colour_of
from app.reports.words import joined

Reported = dict[tuple[str, int], str]


@dataclass(frozen=True)
class Choice:
    """An option of a form."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class DayCard:
    """A day on the first page: its plan in a sentence, or that there is none."""

    title: str
    day: str
    summary: str
    planned: bool
    url: str


@dataclass(frozen=True)
class PlanLine:
    """A plan in the list."""

    day: str
    summary: str
    url: str


@dataclass(frozen=True)
class IndexPage:
    """The first page: today, tomorrow, any other day, and the plans that were made."""

    cards: tuple[DayCard, ...]
    plans: tuple[PlanLine, ...]
    first: str
    last: str
    may_plan: bool


@dataclass(frozen=True)
class LegRow:
    """A step of a walk in the list: a place, or the lanes that lead to the next one.

    `numbers` are those of its legs, which join it with the map; `place` that on the sheet, None on
    a way; `again` is true where the rest of a place follows that was begun before.
    """

    numbers: str
    place: int | None
    again: bool
    name: str
    code: str
    metres: str
    minutes: str
    reason: str
    reported: str
    url: str


@dataclass(frozen=True)
class WalkBlock:
    """A team's walk in the list."""

    team_id: int
    team: str
    number: int
    colour: int
    summary: str
    repeated: str
    legs: tuple[LegRow, ...]
    walk_url: str
    gpx_url: str


@dataclass(frozen=True)
class OmittedRow:
    """A place on nobody's walk, and why."""

    name: str
    code: str
    why: str
    reason: str
    required: bool


@dataclass(frozen=True)
class LockRow:
    """A place that was given to a team by hand."""

    value: str
    name: str
    team: str


@dataclass(frozen=True)
class ChangeForm:
    """What can be changed by hand: the places, the teams that walk, what was given already."""

    places: tuple[Choice, ...]
    teams: tuple[Choice, ...]
    walking: tuple[Choice, ...]
    locks: tuple[LockRow, ...]


@dataclass(frozen=True)
class VersionLine:
    """A version of the day's plan."""

    text: str
    made: Moment
    url: str
    shown: bool


@dataclass(frozen=True)
class PlanPage:
    """A day's plan: map, walks, what is left out, what can be changed; `change` None: nothing."""

    day: str
    date: str
    version: int
    is_newest: bool
    sentences: tuple[str, ...]
    map: MapPart
    walks: tuple[WalkBlock, ...]
    missed: tuple[OmittedRow, ...]
    unneeded: tuple[OmittedRow, ...]
    change: ChangeForm | None
    versions: tuple[VersionLine, ...]
    prepare_url: str
    sheets_url: str
    files: tuple[Choice, ...]


@dataclass(frozen=True)
class WalkPage:
    """A team's walk on its phone; `map` None and no rows where there is none.

    `others` are the walks of further teams that the reader is in.
    """

    team: str
    day: str
    summary: str
    map: Markup | None
    rows: tuple[SheetRow, ...]
    gpx_url: str
    sheet_url: str
    pin_url: str
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class WorkingPage:
    """A plan that is being made in the background."""

    day: str
    message: str
    percent: int | None
    finished: bool
    failed: bool
    data_url: str
    cancel_url: str
    back_url: str
    refresh_seconds: int


def plan_line(plan: PatrolPlan, walks: int) -> str:
    """Return a plan in short."""
    teams = ngettext("%(num)s team", "%(num)s teams", walks)
    longest = words.minutes_text(plan.longest_min)
    return _("%(teams)s, the longest walk %(minutes)s", teams=teams, minutes=longest)


def walk_block(one: TeamWalk, reported: Reported) -> WalkBlock:
    """Return a walk as the list shows it."""
    day = one.plan.day.isoformat()
    again = one.walk.repeated_m
    return WalkBlock(
        team_id=one.team.id,
        team=name_of(one.team),
        number=one.walk.position + 1,
        colour=colour_of(one.walk.position),
        summary=walk_summary(one),
        repeated=_("%(metres)s m only walked over", metres=round(again)) if again >= 1 else "",
        legs=tuple(_leg_rows(one, reported)),
        walk_url=url_for("plans.walk", day=day, team_id=one.team.id),
        gpx_url=url_for("plans_api.export", day=day, kind="gpx", team=one.team.id),
    )


def _leg_rows(one: TeamWalk, reported: Reported) -> Iterator[LegRow]:
    """Yield the rows of a walk; ways that follow each other are one row."""
    places = {key_of(leg): i for i, leg in enumerate(one.served, start=1)}
    told: set[int] = set()
    for serves, group in groupby(one.legs, lambda leg: leg.leg.serves):
        if not serves:
            yield _way_row(list(group))
            continue
        for leg in group:
            number = places[key_of(leg)]
            yield _place_row(leg, number, reported, again=number in told)
            told.add(number)


def _way_row(legs: list[PlacedLeg]) -> LegRow:
    names = dict.fromkeys(words.place_name(leg.place) for leg in legs)
    return LegRow(
        numbers=" ".join(str(leg.leg.number) for leg in legs),
        place=None,
        again=False,
        name=_("by way of %(lanes)s", lanes=joined(list(names))),
        code="",
        metres=words.metres_text(sum(leg.leg.metres for leg in legs)),
        minutes=words.minutes_text(sum(leg.leg.minutes for leg in legs)),
        reason="",
        reported="",
        url="",
    )


def _place_row(one: PlacedLeg, number: int, reported: Reported, *, again: bool) -> LegRow:
    leg, about, lane = one.leg, one.about, one.lane
    return LegRow(
        numbers=str(leg.number),
        place=number,
        again=again,
        name=words.place_name(one.place),
        code=one.place.code if one.place else "",
        metres=words.metres_text(leg.metres) if leg.metres else "",
        minutes=words.minutes_text(leg.minutes),
        reason=words.reason(about, locked=about.locked) if about and not again else "",
        reported="" if again else reported.get(key_of(one), ""),
        url=url_for("hotspots.lane", lane_id=lane.id) if lane else "",
    )


def walk_link(one: TeamWalk) -> Choice:
    """Return a link to a walk, under its team's name."""
    day = one.plan.day.isoformat()
    return Choice(url_for("plans.walk", day=day, team_id=one.team.id), name_of(one.team))


def omitted_row(one: PlannedPlace) -> OmittedRow:
    """Return a place on nobody's walk."""
    about = one.about
    return OmittedRow(
        name=words.place_name(one.place),
        code=one.place.code,
        why=words.why_text(about.why or ""),
        reason=words.reason(about, locked=about.locked),
        required=about.required,
    )


def version_lines(plans: Sequence[PatrolPlan], shown: PatrolPlan) -> tuple[VersionLine, ...]:
    """Return the versions of a day's plan, newest first."""
    return tuple(
        VersionLine(
            text=_(
                "Version %(version)s, %(cause)s",
                version=one.version,
                cause=words.cause_text(one.cause),
            ),
            made=moment(one.made_at),
            url=url_for("plans.show", day=one.day.isoformat(), version=one.version),
            shown=one.id == shown.id,
        )
        for one in plans
    )


def place_choices(places: Sequence[PlannedPlace]) -> tuple[Choice, ...]:
    """Return lanes and courtyards as options, by name."""
    found = [
        Choice(
            f"{'lane' if one.lane else 'courtyard'}:{one.place.id}",
            f"{words.place_name(one.place)} ({one.place.code})",
        )
        for one in places
    ]
    return tuple(sorted(found, key=lambda choice: choice.label))


def team_choices(walks: Sequence[TeamWalk]) -> tuple[Choice, ...]:
    """Return the teams that walk as options."""
    return tuple(Choice(str(one.team.id), name_of(one.team)) for one in walks)


def day_title(day: date, today: date) -> str:
    """Return how a day near by is called."""
    if day == today:
        return _("Today")
    return _("Tomorrow") if (day - today).days == 1 else day_text(day)
