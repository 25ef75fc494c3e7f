"""What follows patrols and reports: visits to households and shops, cases at departments."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

import numpy as np

from app.demo.categories import DEPARTMENTS
from app.demo.record_types import Case, CaseStep, Outcome, Patrol, Report, Visit
from app.demo.rhythm import at_minute
from app.demo.town import Courtyard
from app.demo.walks import Ground, Place, new_uid

VISIT_ON_PATROL: Final = 0.34
VISITS_A_DAY: Final = 0.7
TOPICS: Final = ("fire_safety", "rubbish_sorting", "elderly_care", "opinion", "dispute", "health")
OUTCOMES: Final = {"talked": 0.55, "helped": 0.25, "passed_on": 0.1, "nobody_home": 0.1}
HOMES_IN_LANES: Final = 0.3
OFFICE_OPENS: Final = 9.5 * 60
MENDED: Final = 0.9
DAYS_TO_MEND: Final = (1, 9)


def visits(
    ground: Ground, day: date, patrols: Sequence[Patrol], rng: np.random.Generator
) -> Iterator[Visit]:
    """Yield a day's visits: some on patrols, some in the afternoon on their own."""
    for patrol in patrols:
        if rng.random() < VISIT_ON_PATROL:
            step = patrol.passes[int(rng.integers(len(patrol.passes)))]
            person = patrol.members[int(rng.integers(len(patrol.members)))]
            told = _told(ground.places[step.place], rng)
            yield Visit(new_uid(rng), patrol.team, person, step.place, *told, step.end, patrol.uid)
    for _ in range(int(rng.poisson(VISITS_A_DAY))):
        team = int(rng.integers(len(ground.teams)))
        place = ground.own[team][int(rng.integers(len(ground.own[team])))]
        at = at_minute(day, float(rng.uniform(15 * 60, 19 * 60)))
        leader = ground.teams[team].leader.code
        yield Visit(new_uid(rng), team, leader, place.code, *_told(place, rng), at, None)


def _told(place: Place, rng: np.random.Generator) -> tuple[str, str, str]:
    """Return a visit's kind, topic and outcome; lanes have shops, courtyards households."""
    household = isinstance(place, Courtyard) or bool(rng.random() < HOMES_IN_LANES)
    topic = TOPICS[int(rng.integers(len(TOPICS)))]
    outcome = str(rng.choice(list(OUTCOMES), p=list(OUTCOMES.values())))
    return "household" if household else "shop", topic, outcome


def case(report: Report, rng: np.random.Generator, *, mended: bool | None) -> Case:
    """Return the case of an escalated report, as far as it will ever get.

    Args:
        report: The report, outcome escalated.
        rng: Source of how long each step takes.
        mended: Whether it ends closed; none: nine times in ten.
    """
    opened = report.observed_at
    morning = at_minute(opened.date() + timedelta(days=1), OFFICE_OPENS)
    dispatched = morning + timedelta(minutes=int(rng.integers(0, 240)))
    days = int(rng.integers(*DAYS_TO_MEND))
    closed = dispatched + timedelta(days=days, minutes=int(rng.integers(0, 300)))
    steps = [CaseStep(opened, "open", ""), CaseStep(dispatched, "dispatched", "转责任部门处理")]
    if mended or (mended is None and rng.random() < MENDED):
        steps.append(CaseStep(closed, "closed", "已修复，现场核实"))
    return Case(new_uid(rng), report.uid, DEPARTMENTS[report.category], tuple(steps))


def cases(
    reports: Sequence[Report], rng: np.random.Generator, *, mended: bool | None
) -> list[Case]:
    """Return the cases of all escalated reports, in their order."""
    return [case(r, rng, mended=mended) for r in reports if r.outcome is Outcome.ESCALATED]
