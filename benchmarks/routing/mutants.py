"""Plans with one thing wrong each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from geo.routing.plan import Leg, Plan, Problem, Walk, Why

Change = Callable[[Problem, Plan, np.random.Generator], Plan]


def mutants(problem: Problem, plan: Plan, count: int, seed: int = 1) -> Iterator[Plan]:
    """Give so many plans that differ from a right one in one drawn place each."""
    draw = np.random.default_rng(seed)
    changes = [*_CHANGES] if plan.omitted else [c for c in _CHANGES if c not in _OF_OMISSIONS]
    for number in range(count):
        mutant = changes[number % len(changes)](problem, plan, draw)
        if mutant != plan:
            yield mutant


def _busy(plan: Plan, draw: np.random.Generator) -> Walk:
    walks = [walk for walk in plan.walks if walk.legs]
    return walks[int(draw.integers(len(walks)))]


def _with_legs(plan: Plan, walk: Walk, legs: tuple[Leg, ...]) -> Plan:
    return _with_walk(plan, replace(walk, legs=legs))


def _with_walk(plan: Plan, walk: Walk) -> Plan:
    return replace(plan, walks=tuple(walk if w.team == walk.team else w for w in plan.walks))


def _changed_leg(plan: Plan, draw: np.random.Generator, change: Callable[[Leg], Leg]) -> Plan:
    walk = _busy(plan, draw)
    at = int(draw.integers(len(walk.legs)))
    legs = tuple(change(leg) if i == at else leg for i, leg in enumerate(walk.legs))
    return _with_legs(plan, walk, legs)


def _dropped(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    walk = _busy(plan, draw)
    at = int(draw.integers(len(walk.legs)))
    return _with_legs(plan, walk, walk.legs[:at] + walk.legs[at + 1 :])


def _doubled(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    walk = _busy(plan, draw)
    at = int(draw.integers(len(walk.legs)))
    return _with_legs(plan, walk, walk.legs[: at + 1] + walk.legs[at:])


def _turned(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    return _changed_leg(plan, draw, lambda leg: replace(leg, forward=not leg.forward))


def _other_service(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    return _changed_leg(plan, draw, lambda leg: replace(leg, serves=not leg.serves))


def _later(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    by = float(draw.uniform(0.01, 5.0))
    return _changed_leg(plan, draw, lambda leg: replace(leg, begins_min=leg.begins_min + by))


def _longer(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    by = float(draw.uniform(0.01, 5.0))
    return _changed_leg(plan, draw, lambda leg: replace(leg, minutes=leg.minutes + by))


def _elsewhere(problem: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    edge = int(draw.integers(len(problem.edges)))
    return _changed_leg(plan, draw, lambda leg: replace(leg, edge=edge, stop=None))


def _total(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    walk = _busy(plan, draw)
    name = str(draw.choice(["minutes", "metres", "repeated_m", "waiting_min"]))
    by = float(draw.uniform(0.01, 5.0))
    return _with_walk(plan, replace(walk, **{name: getattr(walk, name) + by}))


def _swapped(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    one, two = (int(k) for k in draw.choice(len(plan.walks), 2, replace=False))
    walks = list(plan.walks)
    walks[one], walks[two] = walks[two], walks[one]
    return replace(plan, walks=tuple(walks))


def _promised(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    return replace(plan, bound_min=plan.longest_min * float(draw.uniform(1.01, 2.0)))


def _hidden(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    at = int(draw.integers(len(plan.omitted)))
    return replace(plan, omitted=plan.omitted[:at] + plan.omitted[at + 1 :])


def _excused(_: Problem, plan: Plan, draw: np.random.Generator) -> Plan:
    at = int(draw.integers(len(plan.omitted)))
    old = plan.omitted[at]
    others = [why for why in (Why.UNREACHABLE, Why.TOO_FAR, Why.WINDOW) if why is not old.why]
    new = replace(old, why=others[int(draw.integers(len(others)))])
    return replace(plan, omitted=(*plan.omitted[:at], new, *plan.omitted[at + 1 :]))


_OF_OMISSIONS: tuple[Change, ...] = (_hidden, _excused)
_CHANGES: tuple[Change, ...] = (
    _dropped,
    _doubled,
    _turned,
    _other_service,
    _later,
    _longer,
    _elsewhere,
    _total,
    _swapped,
    _promised,
    *_OF_OMISSIONS,
)
