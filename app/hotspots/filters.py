"""Which reports are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Filter:
    """Which reports are counted: first and last day, both counted; a category; hours of the day.

    `hours` are the local hours counted, each from its full hour on; None for all of them, as
    `category` None is for all problems.
    """

    start: date
    end: date
    category: str | None = None
    hours: tuple[int, ...] | None = None
    hours_text: str = ""

    @property
    def days(self) -> int:
        """Return the length of the period in days, >= 1."""
        return (self.end - self.start).days + 1

    def arguments(self) -> dict[str, Any]:
        """Return what an address needs to ask for the same again."""
        asked = {"from": self.start.isoformat(), "to": self.end.isoformat()}
        if self.category:
            asked["category"] = self.category
        if self.hours_text:
            asked["hours"] = self.hours_text
        return asked
