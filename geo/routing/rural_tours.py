"""Good rural postman tours at once: parts joined by a tree, odd vertices by a matching.

Source:
    Frederickson, "Approximation algorithms for some postman problems", J. ACM 26 (1979) 538-554,
    guided by the fractions of a relaxation, and improved by joining anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.routing.core import Core, shortest_tree
from geo.routing.joins import Graph, shortest_join
from geo.routing.neighbours import Floats, Ints

_NEIGHBOURS: Final = 8  # odd vertices that each may be matched with
_FAITH: Final = 0.98  # how much cheaper an edge looks that the relaxation walks
_MOST_ROUNDS: Final = 4


@dataclass(frozen=True, slots=True)
class Deadheads:
    """How often each edge of a core is walked besides: shape (m,), 0, 1 or 2; and the cost."""

    times: Ints
    cost: float


class TourBuilder:
    """Builds tours of one core."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._graph = Graph.of(len(core.odd), core.tails, core.heads)
        self._ends = core.parts[core.tails], core.parts[core.heads]

    def following(self, walked: Floats) -> Deadheads:
        """Return a tour that follows what a relaxation walks, 0 to 1 per edge, shape (m,)."""
        guide = self._core.costs * (1.0 - _FAITH * np.minimum(walked, 1.0))
        return self._joined(self._tree(guide), guide)

    def first(self) -> Deadheads:
        """Return a tour that follows nothing."""
        return self._joined(self._tree(self._core.costs), self._core.costs)

    def improved(self, tour: Deadheads) -> Deadheads:
        """Return a tour whose odd vertices are joined anew by their true costs."""
        tried: set[bytes] = set()
        for _ in range(_MOST_ROUNDS):
            tree = np.sort(self._tree_within(tour.times))
            if tree.tobytes() in tried:
                break
            tried.add(tree.tobytes())
            again = self._joined(tree, self._core.costs)
            if again.cost >= tour.cost - 1e-9 * tour.cost:
                break
            tour = again
        return tour

    def _tree(self, keys: Floats) -> Ints:
        return shortest_tree(*self._ends, keys, self._core.part_count)

    def _tree_within(self, times: Ints) -> Ints:
        """Return a tree that joins the parts by edges that are walked anyway."""
        return self._tree(np.where(times > 0, 0.0, 1.0) + self._core.costs * 1e-12)

    def _joined(self, tree: Ints, costs: Floats) -> Deadheads:
        """Complete a tree by a join of the vertices that it leaves odd."""
        core = self._core
        times = np.zeros(len(core.tails), np.int64)
        times[tree] = 1
        turned = np.bincount(np.r_[core.tails[tree], core.heads[tree]], minlength=len(core.odd))
        odd = core.odd ^ (turned % 2 == 1)
        join = shortest_join(self._graph, costs, odd, _NEIGHBOURS)
        times[join] += 1
        times = self._without_needless(times)
        return Deadheads(times, float(times @ core.costs))

    def _without_needless(self, times: Ints) -> Ints:
        """Take off what is walked twice where all stays joined, the longest first."""
        costs = self._core.costs
        twice = np.flatnonzero(times >= 2)  # noqa: PLR2004 -- twice
        kept = times.copy()
        kept[twice] -= 2
        single = np.where(kept > 0, 0.0, np.where(times > 0, 1.0 + costs, np.inf))
        tree = self._tree(single)
        back = tree[kept[tree] == 0]
        kept[back] = 2
        return kept
