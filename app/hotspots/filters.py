"""Which reports are counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Spell:
    """A stretch of hours of the day or of days of the week: as it was written, and its numbers."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Filter:
    """Which reports are counted: first and last day, both counted, and what they must be.

    None stands for all of a kind: all problems, all day, every day, whoever found it, whatever
    became of it. `hours` are local hours, each from its full hour on; `weekdays` count from 1 for
    Monday to 7 for Sunday.
    """

    start: date
    end: date
    category: str | None = None
    hours: Spell | None = None
    weekdays: Spell | None = None
    found_by: str | None = None
    outcome: str | None = None

    @property
    def days(self) -> int:
        """Return the length of the period in days, >= 1."""
        return (self.end - self.start).days + 1

    def over(self, start: date, end: date) -> Filter:
        """Return the same filter over another period."""
        return replace(self, start=start, end=end)

    def from_day(self, start: date) -> Filter:
        """Return the same filter over as many days from another day on, as far as days go."""
        last = min(self.days - 1, (date.max - start).days)
        return self.over(start, start + timedelta(last))

    def before(self) -> Filter:
        """Return the same filter over as many days, up to the day before this one's first."""
        back = min(self.days, (self.start - date.min).days)
        return self.from_day(self.start - timedelta(back))

    def arguments(self) -> dict[str, Any]:
        """Return what an address needs to ask for the same again."""
        asked = {
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "category": self.category,
            "hours": self.hours and self.hours.text,
            "weekdays": self.weekdays and self.weekdays.text,
            "found_by": self.found_by,
            "outcome": self.outcome,
        }
        return {name: value for name, value in asked.items() if value}
