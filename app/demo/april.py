"""April 2026: records that add up exactly to the community's bulletin.

The figures are those of the bulletin (1 to 30 April): hours on duty, vehicles moved on, e-bikes
tidied, talks, places cleared, masks, repairs passed on. Where, when and how many at a time is
drawn; only the sums are held.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np

from app.demo.categories import REPAIRS, shares
from app.demo.finds import Find, Walked, walked
from app.demo.pins import Pins
from app.demo.record_types import FoundBy, Outcome, Report
from app.demo.rhythm import Duty, duties
from app.demo.walks import Ground

FIRST: Final = date(2026, 4, 1)
LAST: Final = date(2026, 4, 30)
PATROL_MINUTES: Final = 3810
"""63.5 hours: more than the 60 that the bulletin gives."""

ROUNDS_A_TEAM: Final = (10, 11)
TOTALS: Final = {
    "illegal_parking": 370,
    "ebike_disorder": 391,
    "shopfront": 16,
    "sticker_ads": 5,
    "corridor_clutter": 102,
    "masks": 65,
}
"""Sums of counts in the bulletin."""

REPAIRED: Final = {"road_damage": 2, "street_lamp": 1, "drain_blocked": 1}
"""The four repairs that were escalated and coordinated."""

LAST_REPAIR: Final = date(2026, 4, 20)
"""Repairs are met early enough to be done within the month."""

ROWS: Final = {"sticker_ads": 3, "shopfront": 16, "corridor_clutter": 40}
OTHER_SHARES: Final = {"garbage": 0.09, "ebike_wiring": 0.04}
RUBBISH_TOLD: Final = 0.6
"""Share of residents' reports that are of rubbish; the rest are of wires."""

PARKING_SHARE: Final = 0.48


def days() -> list[date]:
    """Return the days of the bulletin."""
    return [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def april(ground: Ground, seed: int) -> tuple[Walked, list[Report]]:
    """Return what was walked in April, and the reports with the bulletin's sums."""
    rng = np.random.default_rng([seed, 4])
    todo = _fitted(_roster(ground, seed, rng))
    met = [walked(ground, day, [d for d in todo if d.start.date() == day], rng) for day in days()]
    all_ = Walked(
        tuple(patrol for one in met for patrol in one.patrols),
        tuple(find for one in met for find in one.finds),
    )
    return all_, _reports(ground, all_.finds, rng)


def _roster(ground: Ground, seed: int, rng: np.random.Generator) -> list[Duty]:
    """Return about 84 rounds, equally many for each team, in order of time."""
    offered = [
        d for day in days() for d in duties(day, np.random.default_rng([seed, 5, day.toordinal()]))
    ]
    kept: list[Duty] = []
    for team in range(len(ground.teams)):
        own = [duty for duty in offered if duty.team == team]
        picked = rng.permutation(len(own))[: ROUNDS_A_TEAM[team % 2]]
        kept += [own[int(i)] for i in picked]
    return sorted(kept, key=lambda duty: (duty.start, duty.team))


def _fitted(todo: list[Duty]) -> list[Duty]:
    """Lengthen or shorten rounds, a minute at a time in turn, until the hours are exact."""
    minutes = [duty.minutes for duty in todo]
    step = 1 if sum(minutes) < PATROL_MINUTES else -1
    for n in range(abs(PATROL_MINUTES - sum(minutes))):
        minutes[n % len(minutes)] += step
    return [replace(duty, minutes=many) for duty, many in zip(todo, minutes, strict=True)]


def _reports(ground: Ground, finds: Sequence[Find], rng: np.random.Generator) -> list[Report]:
    """Give every find a category, a count and an outcome so that the sums hold."""
    category = _categories(finds, rng)
    counts = _counts(category, rng)
    pins = Pins(ground.town)
    return [
        pins.pin(find, category[i], counts[i], _outcome(find, category[i]), rng)
        for i, find in enumerate(finds)
    ]


def _categories(finds: Sequence[Find], rng: np.random.Generator) -> list[str]:
    """Return a category for every find: the rare ones first, e-bikes for what is left."""
    given: dict[int, str] = {i: f.category for i, f in enumerate(finds) if f.category}
    for i, find in enumerate(finds):
        if find.found_by is FoundBy.RESIDENT:
            given[i] = "garbage" if rng.random() < RUBBISH_TOLD else "ebike_wiring"
    problems = len(finds) - len(given)
    wanted = {**REPAIRED, **ROWS}
    wanted |= {name: round(share * problems) for name, share in OTHER_SHARES.items()}
    for name, many in wanted.items():
        _give(given, name, many, finds, rng)
    _give(given, "illegal_parking", round((len(finds) - len(given)) * PARKING_SHARE), finds, rng)
    return [given.get(i, "ebike_disorder") for i in range(len(finds))]


def _give(
    given: dict[int, str], name: str, many: int, finds: Sequence[Find], rng: np.random.Generator
) -> None:
    """Give a category to some finds that have none yet, where it is likely."""
    free = [i for i in range(len(finds)) if i not in given and _may_be(finds[i], name)]
    weights = np.array([shares(finds[i].place)[name] for i in free])
    picked = rng.choice(len(free), min(many, len(free)), replace=False, p=weights / weights.sum())
    given.update({free[int(k)]: name for k in picked})


def _may_be(find: Find, name: str) -> bool:
    """Tell whether a find may be of a category: by its place, and repairs early in the month."""
    early = find.at.date() <= LAST_REPAIR or name not in REPAIRS
    on_patrol = find.found_by is FoundBy.PATROL or name not in REPAIRS
    return early and on_patrol and name in shares(find.place)


def _counts(category: Sequence[str], rng: np.random.Generator) -> list[int]:
    """Return pieces for every find: 1 each, and the rest of each total spread at random."""
    counts = [1] * len(category)
    for name, total in TOTALS.items():
        rows = [i for i, given in enumerate(category) if given == name]
        spread = rng.multinomial(total - len(rows), rng.dirichlet([2.0] * len(rows)))
        for i, more in zip(rows, spread, strict=True):
            counts[i] += int(more)
    return counts


def _outcome(find: Find, category: str) -> Outcome:
    """Return the outcome: repairs escalated, opinions and residents' words recorded, rest done."""
    if category in REPAIRS:
        return Outcome.ESCALATED
    if find.found_by is FoundBy.RESIDENT or category == "opinion":
        return Outcome.RECORDED
    return Outcome.FIXED
