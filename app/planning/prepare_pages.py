"""What the page shows before a day is planned: what is due and why, who comes, how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import name_of
from app.pages import day_text
from app.planning import words
from app.planning.demand import Need, by_urgency
from app.planning.models import PatrolPlan, PlanStart
from app.planning.pages import Choice
from app.planning.roster_queries import Coming
from app.planning.wishes import LEAST_MINUTES, MOST_MINUTES, USUAL_BEGIN, USUAL_MINUTES

MOST_ROWS = 200  # of each list; the rest is counted


@dataclass(frozen=True)
class NeedRow:
    """A place and why it is wanted."""

    name: str
    code: str
    reason: str
    url: str


@dataclass(frozen=True)
class NeedList:
    """Places, most urgent first; `more`: how many follow that are not shown, in words."""

    title: str
    rows: tuple[NeedRow, ...]
    more: str


@dataclass(frozen=True)
class TeamRow:
    """A team in the form: how many of it come, and where it starts."""

    id: int
    name: str
    comes: bool
    stewards: int
    starts: tuple[Choice, ...]


@dataclass(frozen=True)
class Usual:
    """What the form proposes: when the walks begin, and the minutes of each.

    `planned`: it is what the day's own plan says.
    """

    begins: str
    minutes: int
    planned: bool


@dataclass(frozen=True)
class PreparePage:
    """A day before it is planned. `may_plan`: the reader may press the button."""

    day: str
    title: str
    summary: str
    lists: tuple[NeedList, ...]
    teams: tuple[TeamRow, ...]
    begins: str
    minutes: int
    least_minutes: int
    most_minutes: int
    may_plan: bool
    has_lanes: bool
    over: bool
    plan_url: str
    index_url: str


def prepare_page(
    day: date,
    found: Sequence[Need],
    present: Sequence[Coming],
    offices: Sequence[PlanStart],
    *,
    usual: Usual,
    may_plan: bool,
    over: bool,
) -> PreparePage:
    """Return the page of a day.

    Args:
        day: The day.
        found: What its places ask.
        present: The teams and who of them comes.
        offices: Where walks may start.
        usual: What the form proposes.
        may_plan: The reader may plan.
        over: The day is over.
    """
    due = [need for need in found if need.required]
    rest = [need for need in found if not need.required]
    return PreparePage(
        day=day.isoformat(),
        title=day_text(day),
        summary=_summary(due, found),
        lists=(
            _list(ngettext("%(num)s place is due", "%(num)s places are due", len(due)), due),
            _list(_("Not due; walked where it is worth the way"), rest),
        ),
        teams=tuple(_team_row(one, offices) for one in present),
        begins=usual.begins,
        minutes=usual.minutes,
        least_minutes=LEAST_MINUTES,
        most_minutes=MOST_MINUTES,
        may_plan=may_plan and not over,
        has_lanes=any(need.place.kind == "lane" for need in found),
        over=over,
        plan_url=url_for("plans.show", day=day.isoformat()) if usual.planned else "",
        index_url=url_for("plans.index"),
    )


def usual_of(day: date, last: PatrolPlan | None) -> Usual:
    """Return what the form proposes: as in the day's plan, or in the last one of any day."""
    begins = last.begins_at if last else USUAL_BEGIN
    return Usual(
        begins=begins.isoformat("minutes"),
        minutes=round(last.minutes) if last else USUAL_MINUTES,
        planned=last is not None and last.day == day,
    )


def _summary(due: Sequence[Need], found: Sequence[Need]) -> str:
    lanes = sum(need.place.kind == "lane" for need in due)
    if not due:
        return _("Nothing is due on that day: the teams go where it is most worth their while.")
    return _(
        "Due: %(lanes)s lanes and %(yards)s courtyards of %(all)s places.",
        lanes=lanes,
        yards=len(due) - lanes,
        all=len(found),
    )


def _list(title: str, found: Sequence[Need]) -> NeedList:
    ordered = by_urgency(found)
    left = max(0, len(ordered) - MOST_ROWS)
    return NeedList(
        title=title,
        rows=tuple(_row(need) for need in ordered[:MOST_ROWS]),
        more=ngettext("and %(num)s more", "and %(num)s more", left) if left else "",
    )


def _row(need: Need) -> NeedRow:
    place = need.place
    return NeedRow(
        name=words.place_name(place),
        code=place.code,
        reason=words.reason(need, locked=need.team_id is not None),
        url=url_for("hotspots.lane", lane_id=place.id) if place.kind == "lane" else "",
    )


def _team_row(one: Coming, offices: Sequence[PlanStart]) -> TeamRow:
    chosen = one.start_id or (offices[0].id if offices else None)
    return TeamRow(
        id=one.team.id,
        name=name_of(one.team),
        comes=one.stewards > 0,
        stewards=max(1, one.stewards),
        starts=tuple(
            Choice(str(office.id), name_of(office), office.id == chosen) for office in offices
        ),
    )
