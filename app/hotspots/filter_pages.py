"""The filter as pages show it: as links, as a form, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import get_day_names
from flask import request, url_for
from flask_babel import gettext as _

from app.hotspots.filters import Filter
from app.hotspots.forms import FOUND_BY, OUTCOMES
from app.hotspots.queries import Kind
from app.hotspots.sentences import period_text
from app.i18n import language, name_of
from app.reports.words import found_by_label, outcome_label

PRESET_DAYS = (7, 30, 90)
SPELLS = ("6-10", "10-14", "14-18", "18-22", "22-6")
WEEKDAYS = ("1-5", "6-7", *"1234567")
DAYS_OF_WEEK = 7
# What else an address may say of the map; it goes along, unread, from page to page.
VIEW = ("picture", "with", "lane", "step", "frame", "map", "against")
LONGEST = 80


@dataclass(frozen=True)
class Choice:
    """An option of a form or a preset."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class FilterForm:
    """The filter as a form: `choices` by the name of their field, `against` a day or empty."""

    start: str
    end: str
    against: str
    before: str
    choices: dict[str, tuple[Choice, ...]]
    kept: tuple[tuple[str, str], ...]


def said(wanted: Filter, kinds: list[Kind]) -> str:
    """Return the filter in words: its period, then all that is not counted by default."""
    chosen = [
        choice.label
        for choices in _choices(wanted, kinds).values()
        for choice in choices
        if choice.chosen
    ]
    if wanted.category is None:
        chosen.insert(0, _("All problems"))
    return " · ".join([period_text(wanted), *chosen])


def filter_form(wanted: Filter, kinds: list[Kind]) -> FilterForm:
    """Return the form, and what of the map's view goes along with it."""
    given = {name: request.args.get(name, "")[:LONGEST] for name in VIEW}
    against = given.pop("against")
    return FilterForm(
        start=wanted.start.isoformat(),
        end=wanted.end.isoformat(),
        against=against,
        before=wanted.before().start.isoformat(),
        choices=_choices(wanted, kinds),
        kept=tuple((name, value) for name, value in given.items() if value and name != "frame"),
    )


def presets(wanted: Filter, today: date) -> tuple[Choice, ...]:
    """Return the usual periods as queries of an address, the other filters kept."""
    periods = [(_("%(days)s days", days=days), today - timedelta(days - 1)) for days in PRESET_DAYS]
    periods.append((_("This month"), today.replace(day=1)))
    return tuple(
        Choice(
            _query(wanted.over(start, today)), label, (start, today) == (wanted.start, wanted.end)
        )
        for label, start in periods
    )


def _query(wanted: Filter) -> str:
    return url_for("hotspots.show", **wanted.arguments()).partition("?")[2]


def _choices(wanted: Filter, kinds: list[Kind]) -> dict[str, tuple[Choice, ...]]:
    asked: dict[str, Any] = wanted.arguments()
    labels = {
        "category": {kind.code: name_of(kind) for kind in kinds},
        "hours": {spell: _clock(spell) for spell in _with(asked.get("hours"), SPELLS)},
        "weekdays": {spell: _days(spell) for spell in _with(asked.get("weekdays"), WEEKDAYS)},
        "found_by": {code: found_by_label(code) for code in FOUND_BY},
        "outcome": {code: outcome_label(code) for code in OUTCOMES},
    }
    return {
        name: tuple(Choice(code, label, code == asked.get(name)) for code, label in named.items())
        for name, named in labels.items()
    }


def _with(asked: str | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return the usual spells, and the one asked for where it is another."""
    return (asked, *usual) if asked and asked not in usual else usual


def _clock(spell: str) -> str:
    first, last = spell.split("-")
    return f"{int(first)}:00-{int(last)}:00"


def _days(spell: str) -> str:
    """Return days of the week in words."""
    names = get_day_names("wide", "stand-alone", language())
    first, _mark, last = spell.partition("-")
    day = str(names[int(first) - 1])
    if not last:
        return day
    return _("%(start)s to %(end)s", start=day, end=str(names[int(last) - 1]))
