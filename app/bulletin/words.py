"""A bulletin in words, in the reader's language."""

from __future__ import annotations

from datetime import datetime

from babel.dates import format_date, format_skeleton
from flask_babel import format_decimal
from flask_babel import gettext as _

from app.bulletin.figures import Definition, Duty, Measure
from app.bulletin.periods import Period, Stage
from app.i18n import language
from app.pages import DAY_PATTERNS
from app.reports.words import category_name, handling_label, unit_of

DIGITS = 1  # of an hour
MINUTE_S = 60
MINUTES_AN_HOUR = 60
MINUS = "\N{MINUS SIGN}"


def number(value: float) -> str:
    """Return a number with the reader's separators: whole where it is, else one decimal."""
    return format_decimal(round(value, DIGITS))


def change(value: float, previous: float | None) -> str:
    """Return by how much a figure has grown or fallen; nothing where nothing is known."""
    if previous is None:
        return ""
    grown = round(value, DIGITS) - round(previous, DIGITS)
    if not grown:
        return "="
    return f"{'+' if grown > 0 else MINUS}{number(abs(grown))}"


def duty_label(duty: Duty) -> str:
    """Return a duty's name."""
    labels = {
        Duty.PATROL: _("Patrol daily"),
        Duty.VISIT: _("Visit often"),
        Duty.RECORD: _("Record promptly"),
        Duty.FIX: _("Fix on the spot"),
        Duty.TELL: _("Report in real time"),
    }
    return labels[duty]


def figure_label(what: Definition) -> str:
    """Return what a figure counts."""
    if what.category is not None:
        return category_name(what.category, what.own)
    labels = {
        "hours": _("Time on patrol"),
        "patrols": _("Patrols"),
        "visits.household": _("Households visited"),
        "visits.shop": _("Shops visited"),
        "pins": _("Pins"),
        "pins.resident": _("Of these, by residents"),
        "repairs": _("Repairs passed on"),
        "passed_on": _("Other problems passed on"),
    }
    return labels[what.key]


def figure_note(what: Definition) -> str:
    """Return how what a figure counts was handled, where it says so."""
    if what.category is None or what.duty is not Duty.FIX:
        return ""
    return handling_label(next(iter(what.category.handlings), None))


def figure_unit(what: Definition) -> str:
    """Return what a figure is counted in; nothing where its label says so."""
    if what.measure is Measure.HOURS:
        return _("hours")
    return unit_of(what.category) if what.category is not None else ""


def period_title(period: Period) -> str:
    """Return the month, or the first and the last day."""
    if period.is_month:
        return month_text(period)
    return days_text(period)


def month_text(period: Period) -> str:
    """Return the month of a period, with its year."""
    first = datetime(period.start.year, period.start.month, 1)  # noqa: DTZ001 - a month has no zone
    return format_skeleton("yMMMM", first, locale=language())


def days_text(period: Period) -> str:
    """Return a first and a last day, or the one day that it is, with the year: paper is kept."""
    ends = [format_date(day, DAY_PATTERNS[language()], locale=language()) for day in period.ends]
    return _("%(start)s to %(end)s", start=ends[0], end=ends[1]) if period.days > 1 else ends[0]


def stage_text(stage: Stage) -> str:
    """Return what is to be said where a period is not over."""
    texts = {
        Stage.COMPLETE: "",
        Stage.RUNNING: _("So far: these days are not over yet."),
        Stage.NOT_BEGUN: _("These days have not begun yet. There is nothing to count."),
    }
    return texts[stage]


def duration(seconds: float) -> str:
    """Return a time as hours and minutes."""
    hours, minutes = divmod(round(seconds / MINUTE_S), MINUTES_AN_HOUR)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)


def topic_label(topic: str) -> str:
    """Return what a visit was about; a community's own topics are shown as they are."""
    labels = {
        "fire_safety": _("Fire safety"),
        "rubbish_sorting": _("Sorting rubbish"),
        "elderly_care": _("Care for the elderly"),
        "opinion": _("Opinion or request"),
        "dispute": _("Dispute"),
        "health": _("Health"),
    }
    return labels.get(topic, topic)


def visit_outcome_label(outcome: str) -> str:
    """Return what came of a visit."""
    labels = {
        "talked": _("Talked"),
        "helped": _("Helped"),
        "passed_on": _("Passed on"),
        "nobody_home": _("Nobody at home"),
    }
    return labels.get(outcome, outcome)
