"""Small things that every page shows in the same way: moments and states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from app import clock
from app.current import viewer
from app.i18n import language

DEFAULT_ZONE = "Asia/Shanghai"
# Own patterns: short, never month for day, 24 hours; Babel's Tibetan ones mix two kinds of digits.
DAY_PATTERNS = {"zh_Hans": "y年M月d日", "bo": "y-MM-dd", "en": "d MMM y"}
THIS_YEAR = {"zh_Hans": "M月d日", "bo": "MM-dd", "en": "d MMM"}


@dataclass(frozen=True)
class Moment:
    """An instant: for a machine, and for the reader on the community's clock."""

    iso: str
    text: str


@dataclass(frozen=True)
class State:
    """A word for where something stands; `tone` is one of "", done, info, warn, action."""

    label: str
    tone: str = ""


def moment(instant: datetime) -> Moment:
    """Return an aware instant as pages show it: the year only where it is another."""
    zone = _zone()
    pattern = f"{_pattern(instant.astimezone(zone).year)} HH:mm"
    text = format_datetime(instant, pattern, tzinfo=zone, locale=language())
    return Moment(instant.isoformat(), text)


def day_text(day: date) -> str:
    """Return a day as pages show it: the year only where it is another."""
    return format_date(day, _pattern(day.year), locale=language())


def _pattern(year: int) -> str:
    running = clock.now().astimezone(_zone()).year
    return (THIS_YEAR if year == running else DAY_PATTERNS)[language()]


def _zone() -> ZoneInfo:
    known = viewer()
    return ZoneInfo(known.time_zone if known else DEFAULT_ZONE)
