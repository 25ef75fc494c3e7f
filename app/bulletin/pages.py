"""What the pages of the bulletin show, besides the sheet itself."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from app.bulletin import words
from app.bulletin.periods import ONE_DAY, Period, month_of
from app.bulletin.sheet import Sheet
from app.i18n import HTML_LANG, OWN_NAMES, language
from app.pages import Moment
from app.reports.pages import ReportRow

FILES = ("pdf", "xlsx", "html", "json")


@dataclass(frozen=True)
class Link:
    """A link and its words."""

    label: str
    url: str


@dataclass(frozen=True)
class DaysForm:
    """The form for other days, as it was filled in; without days its `url` lists the months."""

    url: str
    start: str
    end: str


@dataclass(frozen=True)
class FilesRow:
    """The files that there are in one language, which is called by its own name."""

    lang: str
    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class BulletinPage:
    """A bulletin with the ways on: other months, other days, files in three languages."""

    sheet: Sheet
    form: DaysForm
    earlier: Link
    later: Link | None
    files: tuple[FilesRow, ...]


@dataclass(frozen=True)
class MonthsPage:
    """The months that there are bulletins of, newest first; `paper_url` for who enters sheets."""

    form: DaysForm
    months: tuple[Link, ...]
    paper_url: str


@dataclass(frozen=True)
class RecordsPage:
    """The reports that a figure counts; `sum_text` where they count the same thing.

    `sums_only`: the viewer may see the sums, but not the records.
    """

    title: str
    days: str
    number: str
    sum_text: str
    reports: tuple[ReportRow, ...]
    sums_only: bool
    more_url: str
    back_url: str


@dataclass(frozen=True)
class WalkRow:
    """A patrol and the time of it that counts."""

    began: Moment
    team: str
    counted: str


@dataclass(frozen=True)
class WalksPage:
    """The patrols behind the hours."""

    title: str
    days: str
    number: str
    hours: str
    walks: tuple[WalkRow, ...]
    sums_only: bool
    more_url: str
    back_url: str


@dataclass(frozen=True)
class VisitRow:
    """A visit: when, what about, what came of it, whose team, where."""

    at: Moment
    topic: str
    outcome: str
    team: str
    place: str


@dataclass(frozen=True)
class VisitsPage:
    """The visits that a figure counts."""

    title: str
    days: str
    number: str
    visits: tuple[VisitRow, ...]
    sums_only: bool
    more_url: str
    back_url: str


def bulletin_url(period: Period) -> str:
    """Return the address of a period's bulletin."""
    if period.is_month:
        return url_for("bulletin.month", month=f"{period.start:%Y-%m}")
    return url_for("bulletin.index", **period.arguments)


def month_link(month: Period) -> Link:
    """Return a link to a month's bulletin."""
    return Link(words.month_text(month), bulletin_url(month))


def neighbours(period: Period, this_month: Period) -> tuple[Link, Link | None]:
    """Return links to the month before and to the one after, None where that has not begun."""
    before = month_of(period.start - ONE_DAY)
    after = month_of(month_of(period.end).end + ONE_DAY)
    return month_link(before), month_link(after) if after.start <= this_month.start else None


def file_links(period: Period) -> tuple[FilesRow, ...]:
    """Return, for every language, the files that there are of a bulletin; the reader's first."""
    order = sorted(OWN_NAMES, key=lambda known: known[0] != language())
    return tuple(
        FilesRow(HTML_LANG[code], name, tuple(_file(period, kind, code) for kind in FILES))
        for code, name in order
    )


def _file(period: Period, kind: str, code: str) -> Link:
    if period.is_month:
        month = f"{period.start:%Y-%m}"
        url = url_for("bulletin_api.month_as", month=month, kind=kind, lang=code)
    else:
        url = url_for("bulletin_api.period_as", kind=kind, lang=code, **period.arguments)
    return Link(kind.upper(), url)


def form_of(period: Period) -> DaysForm:
    """Return the form for other days, filled with these."""
    return DaysForm(url_for("bulletin.index"), period.start.isoformat(), period.end.isoformat())
