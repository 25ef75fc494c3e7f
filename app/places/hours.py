"""The hours between which a place is to be looked at: a market's morning, a bar's evening. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

_SPAN = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII)
MINUTES = 60


@dataclass(frozen=True)
class Hours:
    """From when until when, on one day of the community's clock."""

    start: time
    end: time

    def __str__(self) -> str:
        """Return them as a form writes them."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    @classmethod
    def parse(cls, text: str) -> Hours:
        """Read hours as a form writes them.

        Raises:
            ValueError: They are none, or end before they begin.
        """
        found = _SPAN.fullmatch(text)
        if not found or found[1] >= found[2]:
            raise ValueError(text)
        return cls(time.fromisoformat(found[1]), time.fromisoformat(found[2]))

    def after(self, begin: time) -> tuple[float, float]:
        """Return start and end in minutes after a time of the day, below 0 before it."""
        first, last = (minute_of(one) - minute_of(begin) for one in (self.start, self.end))
        return first, last


def minute_of(clock: time) -> float:
    """Return the minutes from midnight to a time of the day."""
    return clock.hour * MINUTES + clock.minute + clock.second / MINUTES
