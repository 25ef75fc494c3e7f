"""A bulletin as it is laid out, whatever it is written to: figures by duty, charts, tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.bulletin import charts, words
from app.bulletin.bulletin import Bulletin, LaneLine, TeamLine
from app.bulletin.charts import Chart, Column
from app.bulletin.figures import ESCALATED, FIXED, HOUR_S, Duty, Figure, Opens
from app.bulletin.periods import Stage
from app.bulletin.queries import PlaceCount
from app.bulletin.selections import EVERY, NO_TEAM, Selection, quantity_in, reports_in
from app.i18n import HTML_LANG, language, name_of
from app.pages import day_text
from app.places.definitions import Category, CommunityCategory
from app.reports.words import category_name, unit_of

Links = Callable[..., str]  # of url_for: an endpoint and its arguments


@dataclass(frozen=True)
class Cell:
    """A cell of a table: text, or a number with the text that shows it; what opens its records.

    `aside` is said in small beside a row's name: a unit, a code.
    """

    text: str
    number: float | None = None
    url: str = ""
    aside: str = ""


@dataclass(frozen=True)
class Table:
    """A table; its first column names the row, the others are numbers; `aside` heads the asides."""

    title: str
    note: str
    aside: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class FigureLine:
    """A figure as it is shown; `change` is what it grew by since the days before.

    `previous` is what it was then, None where nothing is known.
    """

    label: str
    note: str
    value: str
    number: float
    previous: float | None
    unit: str
    change: str
    url: str


@dataclass(frozen=True)
class DutyPart:
    """The figures of one duty."""

    title: str
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole bulletin in the reader's language; `empty` where nothing is known of the days."""

    lang: str
    community: str
    title: str
    days: str
    stage: str
    summary: str
    compared: str
    duties: tuple[DutyPart, ...]
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    empty: bool


def no_links(_endpoint: str, **_arguments: Any) -> str:  # noqa: ANN401 - as url_for
    """Return no address, for a file that leaves the house."""
    return ""


def sheet_of(bulletin: Bulletin, links: Links = url_for) -> Sheet:
    """Lay a bulletin out in the language of the request.

    Args:
        bulletin: What was counted.
        links: Gives the addresses of records; `no_links` for none.
    """
    into = _Writer(bulletin, links)
    before = bulletin.before
    compared = _("Difference to %(days)s", days=words.days_text(before)) if before else ""
    return Sheet(
        lang=HTML_LANG[language()],
        community=name_of(bulletin.area),
        title=words.period_title(bulletin.period),
        days=words.days_text(bulletin.period),
        stage=words.stage_text(bulletin.stage),
        summary=_summary(bulletin),
        compared=compared,
        duties=tuple(into.duty(duty) for duty in Duty),
        charts=_charts(bulletin),
        tables=(into.categories(), into.teams(), into.lanes()),
        empty=bulletin.counted.is_empty,
    )


def _summary(bulletin: Bulletin) -> str:
    """Say in two sentences what the period was."""
    counted = bulletin.counted
    if counted.is_empty:
        if bulletin.stage is Stage.NOT_BEGUN:
            return ""
        return _("Nothing was recorded in these days: no patrol, no pin, no visit.")
    busiest = max(bulletin.days, key=lambda line: line.reports)
    return _(
        "The teams were on patrol for %(hours)s hours, in %(patrols)s patrols, and %(pins)s pins "
        "were set. Most pins on one day: %(day)s (%(most)s).",
        hours=words.number(counted.hours),
        patrols=words.number(len(counted.walks)),
        pins=words.number(reports_in(counted.reports, EVERY)),
        day=day_text(busiest.day),
        most=busiest.reports,
    )


def _charts(bulletin: Bulletin) -> tuple[Chart, ...]:
    pins = [(line.day, float(line.reports)) for line in bulletin.days]
    hours = [(line.day, line.seconds / HOUR_S) for line in bulletin.days]
    return (
        _chart(_("Pins per day"), _("Pins per month"), pins),
        _chart(_("Hours on patrol per day"), _("Hours on patrol per month"), hours),
    )


def _chart(by_day: str, by_month: str, days: Sequence[tuple[date, float]]) -> Chart:
    long = len(days) > charts.DAYS_AT_MOST
    shown = charts.by_month(days) if long else days
    title = by_month if long else by_day
    columns = [
        Column(value, f"{day_text(day)}: {words.number(value)}", _tick(day, long=long))
        for day, value in shown
    ]
    top = charts.round_top(max((value for _day, value in shown), default=0.0))
    most = max(columns, key=lambda one: one.value, default=Column(0.0, "", ""))
    said = _("most: %(most)s", most=most.said)
    return Chart(title, said, charts.bars(columns, top), words.number(top))


def _tick(day: date, *, long: bool) -> str:
    return f"{day:%Y-%m}" if long else f"{day.month}/{day.day}"


@dataclass(frozen=True)
class _Writer:
    """Writes the parts of a bulletin, each number with what opens its records."""

    bulletin: Bulletin
    links: Links

    def url(self, opens: Opens, arguments: dict[str, Any]) -> str:
        """Return the address of the records behind a number."""
        return self.links(f"bulletin.{opens}", **{**self.bulletin.period.arguments, **arguments})

    def duty(self, duty: Duty) -> DutyPart:
        """Return the figures of a duty."""
        own = (figure for figure in self.bulletin.figures if figure.what.duty is duty)
        return DutyPart(words.duty_label(duty), tuple(map(self._figure, own)))

    def _figure(self, figure: Figure) -> FigureLine:
        what = figure.what
        return FigureLine(
            label=words.figure_label(what),
            note=words.figure_note(what),
            value=words.number(figure.value),
            number=figure.value,
            previous=figure.previous,
            unit=words.figure_unit(what),
            change=words.change(figure.value, figure.previous),
            url=self.url(what.opens, what.arguments),
        )

    def categories(self) -> Table:
        """Return the table of categories that were met."""
        rows = (self._category(shared, own) for shared, own in self.bulletin.categories)
        columns = (
            _("Category"), _("Pins"), _("Pieces fixed at once"), _("Passed on"), _("Only noted"),
            *([_("Pins before")] if self.bulletin.before else []),
        )  # fmt: skip
        found = tuple(row for row in rows if row)
        return Table(_("By category"), "", _("Unit"), columns, found)

    def _category(self, shared: Category, own: CommunityCategory) -> tuple[Cell, ...] | None:
        counts, code = self.bulletin.counted.reports, (shared.code,)
        every, fixed = Selection(code), Selection(code, FIXED)
        rest = [Selection(code, outcome) for outcome in (ESCALATED, "recorded")]
        earlier = self.bulletin.earlier
        before = reports_in(earlier.reports, every) if earlier else None
        if not reports_in(counts, every) and not before:
            return None
        return (
            Cell(category_name(shared, own), aside=unit_of(shared)),
            self._reports(every, reports_in(counts, every)),
            self._reports(fixed, quantity_in(counts, fixed)),
            *(self._reports(one, reports_in(counts, one)) for one in rest),
            *([] if before is None else [_plain(before)]),
        )

    def _reports(self, selection: Selection, value: float) -> Cell:
        return _plain(value, self.url(Opens.REPORTS, selection.arguments) if value else "")

    def teams(self) -> Table:
        """Return the table of teams."""
        columns = (
            _("Team"), _("Hours on patrol"), _("Patrols"), _("Pins"), _("Fixed at once"),
            _("Passed on"),
        )  # fmt: skip
        note = _("The time of a team counts once, however many of its members walked.")
        return Table(_("By team"), note, "", columns, tuple(map(self._team, self.bulletin.teams)))

    def _team(self, line: TeamLine) -> tuple[Cell, ...]:
        key = line.team.id if line.team else NO_TEAM
        walks = self.url(Opens.PATROLS, {"team": key}) if line.patrols else ""
        name = name_of(line.team) if line.team else _("No team (residents)")
        return (
            Cell(name),
            _plain(line.seconds / HOUR_S, walks),
            _plain(line.patrols, walks),
            *self._place(line.counted, Selection(team=key)),
        )

    def lanes(self) -> Table:
        """Return the table of lanes that had reports, most first."""
        columns = (_("Lane"), _("Pins"), _("Fixed at once"), _("Passed on"))
        quiet = self.bulletin.quiet_lanes
        note = _("Lanes without any pin: %(number)s", number=quiet) if quiet else ""
        lines = sorted(self.bulletin.lanes, key=lambda line: -line.counted.reports)
        return Table(_("By lane"), note, _("Code"), columns, tuple(map(self._lane, lines)))

    def _lane(self, line: LaneLine) -> tuple[Cell, ...]:
        name = name_of(line.lane) or line.lane.code
        named = Cell(name, aside=line.lane.code)
        return (named, *self._place(line.counted, Selection(lane=line.lane.id)))

    def _place(self, count: PlaceCount, every: Selection) -> tuple[Cell, ...]:
        """Return how many reports, how many fixed at once and how many passed on, there."""
        return (
            self._reports(every, count.reports),
            self._reports(replace(every, outcome=FIXED), count.fixed),
            self._reports(replace(every, outcome=ESCALATED), count.escalated),
        )


def _plain(value: float, url: str = "") -> Cell:
    """Return a number as a cell."""
    return Cell(words.number(value), float(value), url)
