"""What turns up in the demo's places, before anybody gives it a category."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import numpy as np

from app.demo.rates import UNCLAIMED, day_factor, true_rate
from app.demo.record_types import FoundBy, Patrol
from app.demo.rhythm import WEEKEND, Duty, at_minute
from app.demo.town import Courtyard
from app.demo.walks import Ground, Place, walk

OFF_PATROL_A_DAY: Final = 0.9
RESIDENTS_A_DAY: Final = (0.7, 1.2)
"""Reports by residents on a working day and at a weekend."""

SERVICES: Final = {"masks": 0.15, "publicity": 0.2, "opinion": 0.12, "dispute": 0.05}
"""Chance that a patrol hands out masks, teaches, hears an opinion, mediates."""

FROM_UNCLAIMED: Final = 0.15
IN_THE_MORNING: Final = 0.5
WAKING: Final = (7.5 * 60, 21.5 * 60)


@dataclass(frozen=True)
class Find:
    """Something met at a place; `category` is set only for services and voices."""

    place: Place
    at: datetime
    found_by: FoundBy
    patrol: UUID | None
    person: str | None
    category: str | None = None


@dataclass(frozen=True)
class Walked:
    """What was walked and what was met, in order of time."""

    patrols: tuple[Patrol, ...]
    finds: tuple[Find, ...]


def walked(ground: Ground, day: date, todo: list[Duty], rng: np.random.Generator) -> Walked:
    """Walk a day's duties and return the patrols and all that was met that day."""
    patrols = tuple(walk(ground, duty, rng) for duty in todo)
    finds = [find for patrol in patrols for find in _on_patrol(ground, patrol, rng)]
    finds += [*_off_patrol(ground, day, rng), *_by_residents(ground, day, rng)]
    return Walked(patrols, tuple(sorted(finds, key=lambda find: find.at)))


def _on_patrol(ground: Ground, patrol: Patrol, rng: np.random.Generator) -> Iterator[Find]:
    """Yield what a patrol meets: problems at each place's true rate, and services."""
    for step in patrol.passes:
        place = ground.places[step.place]
        rate = true_rate(place) * day_factor(place, step.start.date())
        for _ in range(int(rng.poisson(rate))):
            yield _met(ground, patrol, step.place, rng)
    for category, chance in SERVICES.items():
        if rng.random() < chance:
            step = patrol.passes[int(rng.integers(len(patrol.passes)))]
            yield _met(ground, patrol, step.place, rng, category)


def _met(
    ground: Ground, patrol: Patrol, code: str, rng: np.random.Generator, category: str | None = None
) -> Find:
    """Return something met while a patrol passes a place, by one of its members."""
    step = next(step for step in patrol.passes if step.place == code)
    seconds = (step.end - step.start).total_seconds()
    at = step.start + timedelta(seconds=int(rng.uniform(0.05, 0.95) * seconds))
    person = patrol.members[int(rng.integers(len(patrol.members)))]
    return Find(ground.places[code], at, FoundBy.PATROL, patrol.uid, person, category)


def _off_patrol(ground: Ground, day: date, rng: np.random.Generator) -> Iterator[Find]:
    """Yield what stewards meet in their own places on their way, no patrol under way."""
    for _ in range(int(rng.poisson(OFF_PATROL_A_DAY))):
        team = int(rng.integers(len(ground.teams)))
        place = _drawn(ground.own[team], rng)
        members = ground.teams[team].members
        person = members[int(rng.integers(len(members)))].code
        yield Find(place, _waking(day, rng), FoundBy.OFF_PATROL, None, person)


def _by_residents(ground: Ground, day: date, rng: np.random.Generator) -> Iterator[Find]:
    """Yield what residents report; the only word from places that nobody claims."""
    mean = RESIDENTS_A_DAY[day.weekday() >= WEEKEND]
    for _ in range(int(rng.poisson(mean))):
        places = tuple(ground.places.values())
        place = (
            _drawn(places, rng) if rng.random() > FROM_UNCLAIMED else ground.places[_unclaimed(rng)]
        )
        yield Find(place, _waking(day, rng), FoundBy.RESIDENT, None, None)


def _drawn(places: tuple[Place, ...], rng: np.random.Generator) -> Place:
    """Draw a place in proportion to its true rate."""
    weights = np.array([true_rate(place) for place in places])
    return places[int(rng.choice(len(places), p=weights / weights.sum()))]


def _unclaimed(rng: np.random.Generator) -> str:
    """Draw the code of a place that nobody claims."""
    return sorted(UNCLAIMED)[int(rng.integers(len(UNCLAIMED)))]


def _waking(day: date, rng: np.random.Generator) -> datetime:
    """Return a moment while people are about, mornings and early evenings most."""
    first, last = WAKING
    peak = rng.normal(9.5 * 60, 70) if rng.random() < IN_THE_MORNING else rng.normal(18.5 * 60, 80)
    return at_minute(day, float(np.clip(peak, first, last)))


def is_courtyard(find: Find) -> bool:
    """Tell whether something was met in a courtyard."""
    return isinstance(find.place, Courtyard)
