"""The days that a bulletin is about, and the days that it is compared with. Pure."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


class Stage(StrEnum):
    """Where today lies: past the last day, within the period, or before its first day."""

    COMPLETE = "complete"
    RUNNING = "running"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True)
class Period:
    """From a first day to a last one, both counted; the first is not after the last."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Return the length in days, >= 1."""
        return (self.end - self.start).days + 1

    @property
    def ends(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return self.start, self.end

    @property
    def is_month(self) -> bool:
        """Tell whether it is a whole calendar month."""
        return self == month_of(self.start)

    @property
    def arguments(self) -> dict[str, Any]:
        """Return what an address needs to ask for the same days."""
        return {"from": self.start.isoformat(), "to": self.end.isoformat()}

    def stage(self, today: date) -> Stage:
        """Return where the community's today lies; the last day itself is still running."""
        if today < self.start:
            return Stage.NOT_BEGUN
        return Stage.COMPLETE if today > self.end else Stage.RUNNING

    def instants(self, time_zone: str) -> tuple[datetime, datetime]:
        """Return the first instant of the period and the first one after it, on a clock."""
        zone = ZoneInfo(time_zone)
        after = self.end + ONE_DAY
        return datetime.combine(self.start, time(), zone), datetime.combine(after, time(), zone)

    def before(self, today: date) -> Period:
        """Return what to compare with: the same days a month before, else as many days before.

        A month that still runs is compared with the days of the month before up to the same one.

        >>> Period(date(2026, 3, 1), date(2026, 3, 31)).before(date(2026, 3, 30)).end
        datetime.date(2026, 2, 28)
        """
        counted = min(self.end, max(today, self.start))
        last_before = self.start - ONE_DAY
        if self.start.day == 1 and self.end <= month_of(self.start).end:
            earlier = month_of(last_before)
            whole = counted == month_of(self.start).end
            last = earlier.end if whole else _day_of(earlier, counted.day)
            return Period(earlier.start, last)
        return Period(self.start - (counted - self.start) - ONE_DAY, last_before)


def month_of(day: date) -> Period:
    """Return the calendar month that a day lies in."""
    last = calendar.monthrange(day.year, day.month)[1]
    return Period(day.replace(day=1), day.replace(day=last))


def _day_of(month: Period, number: int) -> date:
    """Return a day of a month by its number; the last one where the month is shorter."""
    return min(month.end, month.start + timedelta(days=number - 1))
