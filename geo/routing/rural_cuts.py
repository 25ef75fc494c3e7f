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
from itertools import combinations

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geo.routing.clusters import light_clusters
from geo.routing.core import Core
from geo.routing.cuttrees import cut_tree
from geo.routing.joins import Graph
from geo.routing.neighbours import Bools, Floats, Ints, moats

VIOLATED = 1e-4  # a row that is broken by less is not worth its place
_NOTHING = 1e-7
_HALF = 0.5
_MOATS = 30  # sets that one odd set is told to pass at most
_FEW_EDGES = 3  # vertices of so many edges get all their parity rows at once


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
        self._graph = Graph.of(len(core.odd), core.tails, core.heads)
        edges = len(core.tails)
        self.twice_column = np.full(edges, -1)
        self.twice_column[core.spine] = edges + np.arange(len(core.spine))
        self.part_tails = core.parts[core.tails]
        self.part_heads = core.parts[core.heads]
        self.between = np.flatnonzero(self.part_tails != self.part_heads)

    def first_cuts(self) -> Iterator[Cut]:
        """Give the rows to begin with: odd vertices, single parts, once or twice but not both."""
        core = self.core
        for vertex in range(len(core.odd)):
            yield from self._all_parities(vertex)
        if core.part_count > 1:
            for part in range(core.part_count):
                yield self.connection(np.arange(core.part_count) == part)
        for edge in core.spine:
            columns = np.array([edge, self.twice_column[edge]])
            yield Cut(columns, np.array([-1.0, -1.0]), -1.0)

    def _all_parities(self, vertex: int) -> Iterator[Cut]:
        """Give all parity rows of a vertex of few edges; of another the one without F."""
        core = self.core
        edges = np.flatnonzero((core.tails == vertex) | (core.heads == vertex))
        most = len(edges) if len(edges) <= _FEW_EDGES else 0
        for size in range(1 - int(core.odd[vertex]), most + 1, 2):
            for full in combinations(range(len(edges)), size):
                values = np.ones(len(edges))
                values[list(full)] = -1.0
                yield Cut(edges, values, 1.0 - size)

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
        """Return broken connection rows of what hangs together, but not with the rest."""
        weights = self._weights(once, twice, 2.0)
        used = self.between[weights[self.between] > _NOTHING]
        count, label = _components(
            self.core.part_count, self.part_tails[used], self.part_heads[used]
        )
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
        """Return broken parity rows of clusters by what is walked, and by what is fractional."""
        walked = self._odd_clusters(once, self.core.odd)
        fractional = self._odd_clusters(np.minimum(once, 1.0 - once), self._toggled(once) % 2 == 1)
        nothing = np.zeros_like(once)
        return [
            *(self._parity(inside, nothing) for inside in walked),
            *(self._parity(inside, once) for inside in fractional),
        ]

    def growing_parity(self, once: Floats, reduced: Floats) -> list[Cut]:
        """Return parity rows of odd sets that nothing leaves, and of these as they grow.

        A set that is left by an edge of its own choice is left by one that ends just outside; so
        the sets are told at once that it passes until it meets another, by reduced costs.
        """
        core, n = self.core, len(self.core.odd)
        used = once > _NOTHING
        count, label = _components(n, core.tails[used], core.heads[used])
        odd = np.bincount(label, core.odd, minlength=count) % 2 == 1
        lengths = np.where(used, 0.0, np.maximum(reduced[: len(once)], 0.0))
        graph = self._graph
        grown = [
            moats(graph.first, graph.to, graph.edge, lengths, label == group, core.odd, _MOATS)
            for group in np.flatnonzero(odd)
        ]
        nothing = np.zeros_like(once)
        sets = np.concatenate(grown) if grown else np.zeros((0, n), bool)
        return [self._parity(inside, nothing) for inside in _different(sets)]

    def _odd_clusters(self, weights: Floats, odd: Bools) -> Bools:
        """Return sets that are odd and left by a weight of less than 1, shape (k, n)."""
        core = self.core
        return light_clusters(len(core.odd), core.tails, core.heads, weights, odd, 1.0 - VIOLATED)

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
            ends = np.searchsorted(members, np.stack([core.tails[edges], core.heads[edges]]))
            _, values, sides = cut_tree(
                len(members), ends[0], ends[1], weights[edges], 1.0 - VIOLATED
            )
            broken = np.array(_different(sides[values < 1.0 - VIOLATED]), bool)
            broken = broken.reshape(-1, len(members))
            leaving = broken[:, ends[0]] != broken[:, ends[1]]
            even = (broken @ toggled[members]) % 2 == 0
            for row, turned in _worth(leaving, even, once[edges]):
                inside = np.zeros(n, bool)
                inside[members[broken[row]]] = True
                cuts.append(self._parity(inside, once, -1 if turned < 0 else int(edges[turned])))
        return cuts

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


def _worth(leaving: Bools, even: Bools, once: Floats) -> Iterator[tuple[int, int]]:
    """Give the sets whose parity row is broken: odd ones, and even ones with an edge turned.

    Args:
        leaving: Whether each edge leaves each set, shape (sets, edges).
        even: Whether each set is even, shape (sets,); odd ones are all broken.
        once: Shape (edges,).

    Returns:
        Position of the set and of the edge that is turned, -1 for none.
    """
    if len(even) == 0:
        return
    price = np.where(leaving, np.abs(1.0 - 2.0 * once), np.inf)
    turned = price.argmin(axis=1)
    cut = leaving @ np.minimum(once, 1.0 - once) + price.min(axis=1)
    for row in np.flatnonzero(~even | (cut < 1.0 - VIOLATED)):
        yield int(row), int(turned[row]) if even[row] else -1


def _components(nodes: int, tails: Ints, heads: Ints) -> tuple[int, Ints]:
    graph = coo_array((np.ones(len(tails)), (tails, heads)), shape=(nodes, nodes))
    count, label = connected_components(graph, directed=False)
    return int(count), label.astype(np.int64)


def _different(sides: Bools) -> list[Bools]:
    """Return the sets that differ, in order."""
    return list({side.tobytes(): side for side in sides}.values())
