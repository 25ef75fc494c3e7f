"""Small things that every page shows in the same way: moments and states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask_babel import get_locale

from app.current import viewer

DEFAULT_ZONE = "Asia/Shanghai"


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
    """Return an aware instant as pages show it."""
    known = viewer()
    zone = ZoneInfo(known.time_zone if known else DEFAULT_ZONE)
    text = format_datetime(instant, "short", tzinfo=zone, locale=str(get_locale() or "zh_Hans"))
    return Moment(instant.isoformat(), text)
