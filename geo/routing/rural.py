"""Rural postman, exactly: cuts at the root, then branching with cuts, over one warm HiGHS.

The relaxation is that of `rural_cuts`; every row is valid everywhere, so all nodes of the tree
share one set of rows. A node is the columns that are fixed in it. Nodes are taken by their bound,
so what is left open at any time proves a bound.
"""

from __future__ import annotations

import heapq
import itertools
import time
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.routing.core import Core
from geo.routing.neighbours import Ints
from geo.routing.rural_cuts import Cut, Separator
from geo.routing.rural_lp import Relaxation, Solved
from geo.routing.rural_tours import Deadheads, TourBuilder

_WHOLE: Final = 1e-6  # a column this close to a whole number is one
_EXACT: Final = 1e-9  # of the cost: what rounding may hide
_CANDIDATES: Final = 4  # columns that are tried before one is branched on
_TRIAL_STEPS: Final = 30  # simplex steps of such a trial
_STALE: Final = 6  # rounds of cuts below the root without gain before branching instead
_TAIL: Final = 0.03  # gain of a round that counts, as a share of what is missing
_ROUNDS_PER_SWEEP: Final = 8  # rounds of cuts between two sweeps of rows that are not needed
_FEW: Final = 8  # cheap rows that are few enough to ask for all there are
_ROUNDS_PER_TOUR: Final = 8  # rounds of cuts at the root between two tours built


@dataclass(frozen=True, slots=True)
class Proof:
    """What branch and cut found: the deadheads, a bound on their cost, and the work done."""

    deadheads: Deadheads
    bound: float
    nodes: int


@dataclass(frozen=True, slots=True, order=True)
class _Node:
    """A part of all solutions: the bound on it, and the columns that are fixed in it."""

    bound: float
    number: int
    fixed: tuple[tuple[int, float], ...] = ()


class Search:
    """One run of branch and cut."""

    def __init__(self, core: Core, cpu_until: float) -> None:
        """Set up the relaxation; `cpu_until` is the process's CPU second at which to stop."""
        self.core = core
        self._until = cpu_until
        self._separator = Separator(core)
        self._tours = TourBuilder(core)
        self._lp = Relaxation(core)
        self.best = self._tours.improved(self._tours.first())
        self._step = 1.0 if (core.costs == np.rint(core.costs)).all() else 0.0
        first = list(self._separator.first_cuts())
        self._lp.add(first)
        self._first_rows = len(first)
        self._low, self._high = np.zeros(self._lp.columns), np.ones(self._lp.columns)
        self._heap: list[_Node] = []
        self._numbers = 0
        self._roots: list[Solved] = []

    def run(self, most_nodes: int) -> Proof:
        """Search until all is proved or the budget is spent."""
        self._expand(_Node(0.0, 0))
        done = 0
        while self._heap and self._heap[0].bound < self._cutoff:
            if done >= most_nodes or self._late():
                return Proof(self.best, min(self._heap[0].bound, self.best.cost), done)
            done += 1
            self._expand(heapq.heappop(self._heap))
        return Proof(self.best, self.best.cost, done)

    @property
    def _cutoff(self) -> float:
        """Return the bound from which on a node cannot hold a better tour."""
        hidden = max(_EXACT * self.best.cost, _EXACT)
        return self.best.cost - (self._step - 1e-6 if self._step else hidden)

    def _late(self) -> bool:
        return time.process_time() > self._until

    def _expand(self, node: _Node) -> None:
        """Bound a node, and branch where it may still hold a better tour."""
        self._lp.drop_slack_rows(self._first_rows)
        solved = self._cut(node)
        if solved.cost >= self._cutoff:
            return
        if not node.fixed:
            self._roots.append(solved)
            self._fix(solved)
        bounded = _Node(max(node.bound, solved.cost), node.number, node.fixed)
        if self._late():
            heapq.heappush(self._heap, bounded)
        else:
            self._branch(bounded, solved)

    def _cut(self, node: _Node) -> Solved:
        """Add cuts to the relaxation of a node until none is broken or branching is better."""
        self._set(node.fixed)
        stale, last = 0, -np.inf
        for number in itertools.count():
            solved = self._lp.solve()
            if solved.cost >= self._cutoff or self._late():
                return solved
            cuts = self._broken(solved)
            if not cuts or self._is_tour_due(node, number):
                self._offer_tour(solved, improved=not node.fixed)
            gains = solved.cost > last + _TAIL * (self.best.cost - solved.cost)
            stale, last = (0, solved.cost) if gains else (stale + 1, last)
            if not cuts or (stale > _STALE and len(self._fractions(solved))):
                return solved
            if not node.fixed:
                self._fix(solved)
                self._set(())
            if number % _ROUNDS_PER_SWEEP == _ROUNDS_PER_SWEEP - 1:
                self._lp.drop_slack_rows(self._first_rows)
            self._lp.add(cuts)
        raise AssertionError

    def _is_tour_due(self, node: _Node, number: int) -> bool:
        """Return whether a tour is built in a round: often at the root, once at every other."""
        return number == 0 if node.fixed else number % _ROUNDS_PER_TOUR == 0

    def _broken(self, solved: Solved) -> list[Cut]:
        """Return broken rows: known ones, cheap ones, and all there are where these are few."""
        once, twice = np.split(solved.values, [len(self.core.tails)])
        cuts = self._lp.taken_back(solved.values)
        if len(cuts) >= _FEW:
            return cuts
        find, several = self._separator, self.core.part_count > 1
        cuts += find.loose_parts(once, twice) if several else []
        cuts += find.growing_parity(once, solved.reduced) + find.simple_parity(once)
        if len(cuts) < _FEW:
            cuts += find.parity(once)
            cuts += find.weak_connections(once, twice) if several else []
        return cuts

    def _offer_tour(self, solved: Solved, *, improved: bool) -> None:
        """Build a tour that follows a relaxation; improved, which takes longer, early on."""
        once, twice = np.split(solved.values, [len(self.core.tails)])
        walked = once.copy()
        walked[self.core.spine] += twice
        found = self._tours.following(walked)
        if improved:
            found = self._tours.improved(found)
        if found.cost < self.best.cost:
            self.best = found
            for root in self._roots:
                self._fix(root)

    def _fix(self, root: Solved) -> None:
        """Fix the columns whose reduced cost at the root alone leads past the best tour."""
        missing = self._cutoff - root.cost
        self._high[root.reduced > missing] = 0.0
        self._low[root.reduced < -missing] = 1.0

    def _set(self, fixed: tuple[tuple[int, float], ...]) -> None:
        low, high = self._low.copy(), self._high.copy()
        for column, value in fixed:
            low[column] = high[column] = value
        self._lp.bound(low, high)

    def _fractions(self, solved: Solved) -> Ints:
        return np.flatnonzero(np.minimum(solved.values, 1.0 - solved.values) > _WHOLE)

    def _branch(self, node: _Node, solved: Solved) -> None:
        """Put the two halves of a node on the heap, by the column whose trial gains most."""
        fractions = self._fractions(solved)
        if len(fractions) == 0:
            return
        worth = np.minimum(solved.values, 1.0 - solved.values) * self._lp.costs
        tried = fractions[np.argsort(-worth[fractions], kind="stable")][:_CANDIDATES]
        gains = [self._trial(node, solved.cost, int(column)) for column in tried]
        scores = [max(down, _WHOLE) * max(up, _WHOLE) for down, up in gains]
        column = int(tried[int(np.argmax(scores))])
        for value in (0.0, 1.0):
            self._numbers += 1
            fixed = (*node.fixed, (column, value))
            heapq.heappush(self._heap, _Node(node.bound, self._numbers, fixed))

    def _trial(self, node: _Node, cost: float, column: int) -> tuple[float, float]:
        """Return what a few simplex steps gain when a column is 0, and when it is 1."""
        gains = []
        start = self._lp.basis()
        for value in (0.0, 1.0):
            self._set((*node.fixed, (column, value)))
            gains.append(min(self._lp.solve(_TRIAL_STEPS).cost, self.best.cost) - cost)
            self._lp.start_from(start)
        return gains[0], gains[1]
