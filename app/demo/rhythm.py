"""When the demo's teams walk: mornings, late afternoons, market days, weekends."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

import numpy as np

from app.demo.people import TEAMS
from app.demo.rates import MARKET_DAYS
from app.demo.record_types import ZONE

MORNING: Final = (8 * 60, 10 * 60 + 10)
AFTERNOON: Final = (17 * 60, 18 * 60 + 50)
"""First and last minute of the day at which a round starts."""

MINUTES: Final = (34, 50)
"""Shortest and longest round, minutes."""

WEEKEND: Final = 5
CHANCES: Final = {"market": (0.72, 0.34), "weekend": (0.62, 0.36), "weekday": (0.5, 0.24)}
"""How likely a team walks in the morning and in the afternoon, by kind of day."""


@dataclass(frozen=True)
class Duty:
    """A round that a team is to walk."""

    team: int
    start: datetime
    minutes: int

    @property
    def end(self) -> datetime:
        """When the round ends."""
        return self.start + timedelta(minutes=self.minutes)


def duties(day: date, rng: np.random.Generator) -> list[Duty]:
    """Return the rounds of a day by start; about six, more on market days and at weekends."""
    walked = [
        Duty(team, _start(day, slot, rng), int(rng.integers(MINUTES[0], MINUTES[1] + 1)))
        for team in range(TEAMS)
        for slot, chance in zip((MORNING, AFTERNOON), CHANCES[kind_of_day(day)], strict=True)
        if rng.random() < chance
    ]
    return sorted(walked, key=lambda duty: (duty.start, duty.team))


def kind_of_day(day: date) -> str:
    """Return `market`, `weekend` or `weekday`."""
    if day.weekday() in MARKET_DAYS:
        return "market"
    return "weekend" if day.weekday() >= WEEKEND else "weekday"


def at_minute(day: date, minute: float) -> datetime:
    """Return the moment of a day, whole seconds, minutes counted from midnight in Lhasa."""
    midnight = datetime.combine(day, time(), tzinfo=ZONE)
    return midnight + timedelta(seconds=round(minute * 60))


def _start(day: date, slot: tuple[int, int], rng: np.random.Generator) -> datetime:
    """Return a start within a slot, more often early in it."""
    first, last = slot
    return at_minute(day, first + round(float(rng.beta(1.6, 2.2)) * (last - first)))
