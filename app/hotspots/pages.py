"""What the pages of the hot spots show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.hotspots.filters import Filter
from app.hotspots.queries import Kind
from app.hotspots.rates import RatedLane
from app.i18n import name_of
from app.pages import Moment, State, day_text
from app.places.models import Lane

PRESET_DAYS = (7, 30, 90)
TOP_LANES = 3  # in the HTML, which stays light; the script and the list page show them all
NAMED_IN_SENTENCE = 3
SPELLS = ("6-10", "10-14", "14-18", "18-22", "22-6")
TEN = 10


@dataclass(frozen=True)
class Choice:
    """An option of a form or a preset."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class LaneRow:
    """A lane in a list; `step` is the class of its colour, 0 to 5."""

    id: int
    name: str
    code: str
    reports: int
    rate: str
    step: int
    url: str


@dataclass(frozen=True)
class LegendClass:
    """A class of lane rates in words."""

    step: int
    text: str


@dataclass(frozen=True)
class FilterForm:
    """The filter as a form, as links, and in words (`said`)."""

    start: str
    end: str
    presets: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    hours: tuple[Choice, ...]
    period: str
    said: str


@dataclass(frozen=True)
class MapPart:
    """The map: its element, and the addresses of what it needs."""

    element: Markup
    script_url: str
    style_url: str
    links: tuple[str, ...]
    style_links: tuple[str, ...]


@dataclass(frozen=True)
class HotspotsPage:
    """The map and the list beside it."""

    map: MapPart
    form: FilterForm
    summary: str
    lanes: tuple[LaneRow, ...]
    lane_count: int
    legend: tuple[LegendClass, ...]
    all_url: str
    records_url: str
    pin_url: str


@dataclass(frozen=True)
class LanesPage:
    """Every lane by its rate."""

    form: FilterForm
    lanes: tuple[LaneRow, ...]
    map_url: str


@dataclass(frozen=True)
class CategoryLine:
    """A category's reports on a lane."""

    name: str
    reports: int
    url: str


@dataclass(frozen=True)
class RecordLine:
    """A report among those counted."""

    category: str
    count: int
    place: str
    observed: Moment
    state: State
    url: str


@dataclass(frozen=True)
class RecordsPage:
    """A lane (or all lanes): its figures in the period and the reports that they count.

    `sums_only`: the viewer may see figures, but not the reports.
    """

    title: str
    code: str
    form: FilterForm
    reports: int
    rate: str
    length_m: int
    last_pass: Moment | None
    open_cases: int
    categories: tuple[CategoryLine, ...]
    records: tuple[RecordLine, ...]
    sums_only: bool
    more_url: str
    map_url: str


@dataclass(frozen=True)
class LaneFacts:
    """What the card of a lane says: `counts` are category codes and reports, most first."""

    lane: Lane
    rate: float
    counts: tuple[tuple[str, int], ...]
    last_pass: str
    open_cases: int


def lane_card(facts: LaneFacts, names: dict[str, str]) -> dict[str, Any]:
    """Return a lane's card: a title and lines of label and value, all text."""
    reports = sum(n for _code, n in facts.counts)
    rate = _("%(rate)s per 100 m per month", rate=rate_text(facts.rate))
    return {
        "title": name_of(facts.lane) or facts.lane.code,
        "reports": reports,
        "lines": [
            [_("Reports"), str(reports)],
            *([f"· {names.get(code, code)}", str(n)] for code, n in facts.counts),
            [_("Rate"), rate],
            [_("Last pass"), facts.last_pass or _("never")],
            [_("Open cases"), str(facts.open_cases)],
            [_("Code"), facts.lane.code],
            [_("Length"), _("%(metres)s m", metres=round(facts.lane.length_m))],
        ],
        "open": _("Open the reports"),
        "close": _("Close"),
    }


def rate_text(rate: float) -> str:
    """Return a rate with the figures that count: one decimal under ten."""
    if rate == 0:
        return "0"
    if rate >= TEN:
        return str(round(rate))
    text = f"{rate:.1f}"
    return {"0.0": "<0.1"}.get(text, text.removesuffix(".0"))


def number_text(value: float) -> str:
    """Return a class break without needless noughts."""
    return f"{value:g}"


def lane_row(rated: RatedLane, wanted: Filter) -> LaneRow:
    """Return a lane as a list shows it."""
    lane = rated.lane
    return LaneRow(
        id=lane.id,
        name=name_of(lane) or lane.code,
        code=lane.code,
        reports=lane.reports,
        rate=rate_text(rated.rate),
        step=rated.step,
        url=url_for("hotspots.lane", lane_id=lane.id, **wanted.arguments()),
    )


def legend(breaks: list[float]) -> tuple[LegendClass, ...]:
    """Return the classes in words, lowest first."""
    edges = [number_text(one) for one in breaks]
    between = [f"{low}-{high}" for low, high in pairwise(edges)]
    texts = [f"< {edges[0]}", *between, f"≥ {edges[-1]}"]
    return tuple(LegendClass(step, text) for step, text in enumerate(texts, start=1))


def summary(lanes: list[RatedLane], wanted: Filter) -> str:
    """Say in a sentence what the picture shows: how many reports, which lanes stand out."""
    reports = sum(rated.lane.reports for rated in lanes)
    if not reports:
        return _("No problems were reported on the lanes in these %(days)s days.", days=wanted.days)
    worst = [rated for rated in lanes[:NAMED_IN_SENTENCE] if rated.lane.reports]
    named = _(", ").join(
        _("%(lane)s (%(rate)s)", lane=name_of(one.lane) or one.lane.code, rate=rate_text(one.rate))
        for one in worst
    )
    return _(
        "Reports of problems on the lanes in these %(days)s days: %(reports)s. "
        "Most for their length: %(lanes)s.",
        days=wanted.days,
        reports=reports,
        lanes=named,
    )


def filter_form(wanted: Filter, kinds: list[Kind], today: date) -> FilterForm:
    """Return the filter as a form, as links to the usual periods, and in words."""
    categories = tuple(
        Choice(kind.code, name_of(kind), kind.code == wanted.category) for kind in kinds
    )
    hours = tuple(Choice(s, _clock(s), s == wanted.hours_text) for s in _spells(wanted))
    period = _("%(start)s to %(end)s", start=day_text(wanted.start), end=day_text(wanted.end))
    chosen = [one.label for one in (*categories, *hours) if one.chosen]
    return FilterForm(
        start=wanted.start.isoformat(),
        end=wanted.end.isoformat(),
        presets=tuple(_presets(wanted, today)),
        categories=categories,
        hours=hours,
        period=period,
        said=" · ".join([period, *(chosen or [_("All problems")])]),
    )


def _spells(wanted: Filter) -> tuple[str, ...]:
    """Return the usual spells of hours, and the one asked for where it is another."""
    other = (wanted.hours_text,) if wanted.hours_text not in {"", *SPELLS} else ()
    return (*other, *SPELLS)


def _clock(spell: str) -> str:
    first, last = spell.split("-")
    return f"{int(first)}:00-{int(last)}:00"


def _presets(wanted: Filter, today: date) -> list[Choice]:
    periods = [(_("%(days)s days", days=days), today - timedelta(days - 1)) for days in PRESET_DAYS]
    periods.append((_("This month"), today.replace(day=1)))
    return [
        Choice(_again(wanted, start, today), label, (start, today) == (wanted.start, wanted.end))
        for label, start in periods
    ]


def _again(wanted: Filter, start: date, end: date) -> str:
    """Return the query of the same filter over another period."""
    moved = Filter(start, end, wanted.category, wanted.hours, wanted.hours_text)
    return url_for("hotspots.show", **moved.arguments()).partition("?")[2]


def outcome_state(outcome: str) -> State:
    """Return what became of a report, as a badge."""
    states = {
        "fixed": State(_("Fixed on the spot"), "done"),
        "escalated": State(_("Passed on"), "info"),
        "recorded": State(_("Recorded")),
    }
    return states[outcome]
