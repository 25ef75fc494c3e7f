"""Inequalities that every solution of a rural postman problem obeys and a fraction of one may not.

`once` says of each edge of the core whether it is walked once more, `twice` of each edge of its
spine whether it is walked twice more. Rows read `values . x[columns] >= least`, where x is `once`
followed by `twice`.

Parity: once(D(S) - F) - once(F) >= 1 - |F| where D(S) are the edges that leave a set S of vertices,
F is some of them and |F| plus the number of odd vertices in S is odd. Only `once` counts: what is
walked twice changes no parity. Edges doubled by two binaries of the same kind, as Ghiani and
Laporte have them, leave half a step on both of them, which hides an odd cut; this form does not.

Connection: once(D(S)) + 2 twice(D(S)) >= 2 for a set S of parts, neither none nor all.

Source:
    Letchford, Reinelt, Theis, "Odd minimum cut sets and b-matchings revisited", SIAM J. Discrete
    Math. 22 (2008) 1480-1487, for separating parity.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.routing.core import Core
from geo.routing.cuttrees import cut_tree
from geo.routing.neighbours import Bools, Floats, Ints

VIOLATED = 1e-4  # a row that is broken by less is not worth its place
_NOTHING = 1e-7
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Cut:
    """A row `values . x[columns] >= least`."""

    columns: Ints
    values: Floats
    least: float


class Separator:
    """Finds broken inequalities of one core."""

    def __init__(self, core: Core) -> None:
        self.core = core
        edges = len(core.tails)
        self.twice_column = np.full(edges, -1)
        self.twice_column[core.spine] = edges + np.arange(len(core.spine))
        self.part_tails = core.parts[core.tails]
        self.part_heads = core.parts[core.heads]
        self.between = np.flatnonzero(self.part_tails != self.part_heads)

    def first_cuts(self) -> Iterator[Cut]:
        """Give the rows to begin with: odd vertices, single parts, once or twice but not both."""
        core = self.core
        nothing = np.zeros(len(core.tails))
        for vertex in np.flatnonzero(core.odd):
            yield self._parity(np.arange(len(core.odd)) == vertex, nothing)
        if core.part_count > 1:
            for part in range(core.part_count):
                yield self.connection(np.arange(core.part_count) == part)
        for edge in core.spine:
            columns = np.array([edge, self.twice_column[edge]])
            yield Cut(columns, np.array([-1.0, -1.0]), -1.0)

    def connection(self, inside: Bools) -> Cut:
        """Return the connection row of a set of parts, shape (part_count,)."""
        leaving = self.between[
            inside[self.part_tails[self.between]] != inside[self.part_heads[self.between]]
        ]
        twice = self.twice_column[leaving]
        twice = twice[twice >= 0]
        values = np.r_[np.ones(len(leaving)), np.full(len(twice), 2.0)]
        return Cut(np.r_[leaving, twice], values, 2.0)

    def loose_parts(self, once: Floats, twice: Floats) -> list[Cut]:
        """Return the connection rows of what hangs together but not with the rest."""
        weights = self._weights(once, twice, 2.0)
        used = self.between[weights[self.between] > _NOTHING]
        count, label = self._grouped(used)
        if count == 1:
            return []
        return [self.connection(label == group) for group in range(count)]

    def weak_connections(self, once: Floats, twice: Floats) -> list[Cut]:
        """Return broken connection rows: all there are in the cut tree of the parts."""
        weights = self._weights(once, twice, 2.0)
        used = self.between[weights[self.between] > _NOTHING]
        _, values, sides = cut_tree(
            self.core.part_count,
            self.part_tails[used],
            self.part_heads[used],
            weights[used],
            2.0 - VIOLATED,
        )
        broken = np.flatnonzero(values < 2.0 - VIOLATED)
        return [self.connection(side) for side in _different(sides[broken])]

    def simple_parity(self, once: Floats) -> list[Cut]:
        """Return broken parity rows of what is joined by fractions."""
        core, n = self.core, len(self.core.odd)
        fractions = np.flatnonzero(np.minimum(once, 1.0 - once) > _NOTHING)
        count, label = _components(n, core.tails[fractions], core.heads[fractions])
        odd = np.bincount(label, self._toggled(once), minlength=count) % 2 == 1
        return [self._parity(label == group, once) for group in np.flatnonzero(odd)]

    def parity(self, once: Floats) -> list[Cut]:
        """Return broken parity rows: all there are in the cut trees of the fractions."""
        core, n = self.core, len(self.core.odd)
        weights = np.minimum(once, 1.0 - once)
        fractions = np.flatnonzero(weights > _NOTHING)
        count, label = _components(n, core.tails[fractions], core.heads[fractions])
        toggled = self._toggled(once)
        cuts: list[Cut] = []
        of_edge = label[core.tails[fractions]]
        for group in np.flatnonzero(np.bincount(label, minlength=count) > 1):
            members = np.flatnonzero(label == group)
            edges = fractions[of_edge == group]
            local = np.searchsorted(members, np.stack([core.tails[edges], core.heads[edges]]))
            _, values, sides = cut_tree(
                len(members), local[0], local[1], weights[edges], 1.0 - VIOLATED
            )
            broken = values < 1.0 - VIOLATED
            for side in _different(sides[broken]):
                inside = np.zeros(n, bool)
                inside[members[side]] = True
                cuts.extend(self._odd_or_turned(inside, once, toggled))
        return cuts

    def _odd_or_turned(self, inside: Bools, once: Floats, toggled: Ints) -> Iterator[Cut]:
        """Give a set's parity row; where its parity is even, with its cheapest edge turned."""
        core = self.core
        if toggled[inside].sum() % 2 == 1:
            yield self._parity(inside, once)
            return
        leaving = np.flatnonzero(inside[core.tails] != inside[core.heads])
        if len(leaving) == 0:
            return
        price = np.abs(1.0 - 2.0 * once[leaving])
        value = np.minimum(once, 1.0 - once)[leaving].sum()
        if value + price.min() < 1.0 - VIOLATED:
            yield self._parity(inside, once, int(leaving[price.argmin()]))

    def _parity(self, inside: Bools, once: Floats, turned: int = -1) -> Cut:
        leaving = np.flatnonzero(inside[self.core.tails] != inside[self.core.heads])
        full = (once[leaving] > _HALF) ^ (leaving == turned)
        return Cut(leaving, np.where(full, -1.0, 1.0), 1.0 - float(full.sum()))

    def _toggled(self, once: Floats) -> Ints:
        """Return per vertex: odd, turned by every edge at it that is more than half walked."""
        core, full = self.core, once > _HALF
        ends = np.r_[core.tails[full], core.heads[full]]
        return core.odd + np.bincount(ends, minlength=len(core.odd))

    def _weights(self, once: Floats, twice: Floats, weight: float) -> Floats:
        weights = once.copy()
        weights[self.core.spine] += weight * twice
        return weights

    def _grouped(self, edges: Ints) -> tuple[int, Ints]:
        return _components(self.core.part_count, self.part_tails[edges], self.part_heads[edges])


def _components(nodes: int, tails: Ints, heads: Ints) -> tuple[int, Ints]:
    graph = coo_array((np.ones(len(tails)), (tails, heads)), shape=(nodes, nodes))
    count, label = connected_components(graph, directed=False)
    return int(count), label.astype(np.int64)


def _different(sides: Bools) -> list[Bools]:
    """Return the sets that differ, in order."""
    return list({side.tobytes(): side for side in sides}.values())
