"""All records of the demo: April's bulletin and the 60 days before a moment."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

import numpy as np

from app.demo import april
from app.demo.after import cases, visits
from app.demo.categories import shares
from app.demo.claims import claims
from app.demo.finds import Find, Walked, walked
from app.demo.people import people_and_teams
from app.demo.pins import Pins
from app.demo.record_types import ZONE, Case, Patrol, Records, Report, Visit
from app.demo.rhythm import duties
from app.demo.town import SEED, Town
from app.demo.walks import Ground

RECENT_DAYS: Final = 60


def records(town: Town, now: datetime, seed: int = SEED) -> Records:
    """Return the demo's records; the same town, moment and seed give the same records.

    Each recent day is drawn from a stream of its own, so that a day looks the same whenever the
    demo is loaded; April never changes. Nothing lies after `now`.

    Args:
        town: The drawn quarter.
        now: Aware moment of loading.
        seed: Source of everything drawn.
    """
    people, teams = people_and_teams(seed)
    ground = Ground(town, teams, claims(town, teams))
    met, pins = april.april(ground, seed)
    rng = np.random.default_rng([seed, 6])
    calls = [call for day in april.days() for call in visits(ground, day, _of(met, day), rng)]
    handed_on = cases(pins, rng, mended=True)
    patrols = list(met.patrols)
    for day in _recent_days(now):
        more = _day(ground, day, seed)
        patrols += more[0]
        pins += more[1]
        calls += more[2]
        handed_on += more[3]
    everything = Records(
        people, teams, ground.claims,
        tuple(sorted(patrols, key=lambda one: one.start)),
        tuple(sorted(calls, key=lambda one: one.at)),
        tuple(sorted(pins, key=lambda one: one.observed_at)),
        tuple(sorted(handed_on, key=lambda one: one.steps[0].at)),
    )  # fmt: skip
    return _until(everything, now)


def _of(met: Walked, day: date) -> list[Patrol]:
    """Return the patrols of a day."""
    return [patrol for patrol in met.patrols if patrol.start.date() == day]


def _recent_days(now: datetime) -> list[date]:
    """Return today and the 60 days before it, without those of the bulletin."""
    today = now.astimezone(ZONE).date()
    days = (today - timedelta(days=n) for n in range(RECENT_DAYS, -1, -1))
    return [day for day in days if not april.FIRST <= day <= april.LAST]


def _day(
    ground: Ground, day: date, seed: int
) -> tuple[tuple[Patrol, ...], list[Report], list[Visit], list[Case]]:
    """Return one ordinary day's patrols, reports, visits and cases."""
    rng = np.random.default_rng([seed, 7, day.toordinal()])
    met = walked(ground, day, duties(day, rng), rng)
    pins = Pins(ground.town)
    reports = [pins.usual(find, find.category or _category(find, rng), rng) for find in met.finds]
    calls = list(visits(ground, day, met.patrols, rng))
    return met.patrols, reports, calls, cases(reports, rng, mended=None)


def _category(find: Find, rng: np.random.Generator) -> str:
    """Draw the category of a problem as usual at its place."""
    table = shares(find.place)
    weights = np.array(list(table.values()))
    return list(table)[int(rng.choice(len(weights), p=weights / weights.sum()))]


def _until(whole: Records, now: datetime) -> Records:
    """Leave out what has not happened yet: a patrol goes with all that it brought."""
    patrols = tuple(patrol for patrol in whole.patrols if patrol.end <= now)
    known = {patrol.uid for patrol in patrols} | {None}
    reports = tuple(r for r in whole.reports if r.observed_at <= now and r.patrol in known)
    kept = {report.uid for report in reports}
    begun = [one for one in whole.cases if one.report in kept and one.steps[0].at <= now]
    return replace(
        whole,
        patrols=patrols,
        visits=tuple(v for v in whole.visits if v.at <= now and v.patrol in known),
        reports=reports,
        cases=tuple(
            replace(one, steps=tuple(step for step in one.steps if step.at <= now)) for one in begun
        ),
    )
