"""The rows of the plans' pages: walks and their legs, places left out, versions, options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import name_of
from app.pages import day_text, moment
from app.planning import words
from app.planning.models import PatrolPlan
from app.planning.pages import Choice, LegRow, OmittedRow, VersionLine, WalkBlock
from app.planning.queries import PlacedLeg, PlannedPlace, TeamWalk
from app.planning.sheets import key_of, walk_summary
from app.planning.walks_map import colour_of
from app.reports.words import joined

Reported = dict[tuple[str, int], str]


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
            yield _place_row(one, leg, number, reported, again=number in told)
            told.add(number)


def _way_row(legs: list[PlacedLeg]) -> LegRow:
    names = dict.fromkeys(words.place_name(leg.place) for leg in legs)
    return LegRow(
        numbers=" ".join(str(leg.leg.number) for leg in legs),
        place=None,
        again=False,
        name=_("by way of %(lanes)s", lanes=joined(list(names))),
        code="",
        begins="",
        metres=words.metres_text(sum(leg.leg.metres for leg in legs)),
        minutes=words.minutes_text(sum(leg.leg.minutes for leg in legs)),
        reason="",
        waits="",
        reported="",
        url="",
    )


def _place_row(
    walk: TeamWalk, one: PlacedLeg, number: int, reported: Reported, *, again: bool
) -> LegRow:
    leg, about, lane = one.leg, one.about, one.lane
    begins = words.clock_text(walk.plan, leg.begins_min)
    return LegRow(
        numbers=str(leg.number),
        place=number,
        again=again,
        name=words.place_name(one.place),
        code=one.place.code if one.place else "",
        begins=begins,
        metres=words.metres_text(leg.metres) if leg.metres else "",
        minutes=words.minutes_text(leg.minutes),
        reason=words.reason(about, locked=about.locked) if about and not again else "",
        waits=_("wait here until %(clock)s", clock=begins) if walk.waits_before(leg) else "",
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
