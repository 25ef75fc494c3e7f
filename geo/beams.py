"""Walking a network outwards from a place, compiled: the core of network kernel density.

A beam is a stretch of edge seen from the end that it is entered by: the directed edge (2 e enters
edge e at its first node, 2 e + 1 at its second), the distance from the source to that end (negative
on the source's own edge), the share of the source's weight, and the least and greatest distance
from the source between which it counts. All that a method decides is how beams split at nodes.
"""

import heapq
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from geo.compiling import njit_loose

SIMPLE: Final = 0
DISCONTINUOUS: Final = 1
CONTINUOUS: Final = 2

# Shares below this are dropped: the value at a place is then right to far less than a thousandth.
_SMALLEST_SHARE: Final = 1e-6
# Paths that come to the same end of an edge within this distance go on as one, metres.
_SAME_M: Final = 1e-4
# A place this close to a node is at it, metres (peers round to a decimetre).
_AT_NODE_M: Final = 0.05
_HAIR_M: Final = 1e-9

Arrays = NDArray[Any]
Graph = tuple[Arrays, Arrays, Arrays, Arrays, Arrays]
Beam = tuple[int, float, float, float, float]


@njit_loose
def kernel(distance: float, bandwidth: float, shape: int) -> float:
    """Return a kernel along a line, per metre: 0 quartic, 1 Epanechnikov, 2 triangle, 3 uniform."""
    u = distance / bandwidth
    if u >= 1.0:
        return 0.0
    if shape == 0:
        return 0.9375 * (1.0 - u * u) ** 2 / bandwidth
    if shape == 1:
        return 0.75 * (1.0 - u * u) / bandwidth
    if shape == 2:  # noqa: PLR2004 -- named in the docstring
        return (1.0 - u) / bandwidth
    return 0.5 / bandwidth


@njit_loose
def _begun(graph: Graph, edge: int, offset: float) -> list[tuple[int, float, float, float]]:
    """Return the first beams of a source: either way along its edge, or out of its junction."""
    tail, head, length, starts, spokes = graph
    node = -1
    if offset <= _AT_NODE_M:
        node = tail[edge]
    elif length[edge] - offset <= _AT_NODE_M:
        node = head[edge]
    if node >= 0 and starts[node + 1] - starts[node] > 1:
        share = 2.0 / (starts[node + 1] - starts[node])
        return [(spokes[at], 0.0, share, -_HAIR_M) for at in range(starts[node], starts[node + 1])]
    return [
        (2 * edge, -offset, 1.0, -_HAIR_M),
        (2 * edge + 1, offset - length[edge], 1.0, _HAIR_M),
    ]


@njit_loose
def split(  # noqa: C901, PLR0912 -- one loop, compiled: what it decides it decides inside
    graph: Graph,
    edge: int,
    offset: float,
    bandwidth: float,
    rule: tuple[int, int, bool],
) -> list[Beam]:
    """Return the beams of a source where weight is split at nodes (the equal-split methods).

    Args:
        graph: First node, second node and length of each edge; where each node's directed edges
            begin, and those.
        edge: Of the source.
        offset: Of the source, metres from the edge's first node.
        bandwidth: Metres.
        rule: Method, nodes with a choice that a path may pass (negative: any number), and whether
            what comes to a dead end turns back.
    """
    tail, head, length, starts, spokes = graph
    method, most_depth, turn_back = rule
    beams = [(0, 0.0, 0.0, 0.0, 0.0)]
    beams.pop()
    # Arrivals: distance in units of _SAME_M, directed edge just walked, depth; share; distance.
    heap = [(0, 0, 0, 0.0, 0.0)]
    heap.pop()
    for out, far, share, least in _begun(graph, edge, offset):
        beams.append((out, far, share, least, bandwidth))
        beyond = far + length[out >> 1]
        if beyond < bandwidth:
            heapq.heappush(heap, (round(beyond / _SAME_M), out, 0, share, beyond))
    while heap:
        near, came, depth, share, far = heapq.heappop(heap)
        while heap and heap[0][0] == near and heap[0][1] == came and heap[0][2] == depth:
            share += heapq.heappop(heap)[3]
        if abs(share) < _SMALLEST_SHARE:
            continue
        node = tail[came >> 1] if came & 1 else head[came >> 1]
        n = starts[node + 1] - starts[node]
        passed = depth + 1 if most_depth >= 0 and n > 2 else depth  # noqa: PLR2004 -- a choice
        if most_depth >= 0 and passed > most_depth:
            continue
        for at in range(starts[node], starts[node + 1]):
            out = spokes[at]
            if out == came ^ 1:
                if n == 1:
                    part = share if turn_back else 0.0
                else:
                    part = share * (2.0 - n) / n if method == CONTINUOUS else 0.0
            else:
                part = share * 2.0 / n if method == CONTINUOUS else share / (n - 1)
            if abs(part) < _SMALLEST_SHARE:
                continue
            beams.append((out, far, part, -_HAIR_M, bandwidth))
            beyond = far + length[out >> 1]
            if beyond < bandwidth:
                heapq.heappush(heap, (round(beyond / _SAME_M), out, passed, part, beyond))
    return beams


@njit_loose
def reach(  # noqa: C901 -- one search, compiled
    graph: Graph,
    edge: int,
    offset: float,
    bandwidth: float,
    distance: Arrays,
) -> list[Beam]:
    """Return the beams of a source that follow the shortest paths, each place counted once.

    Args:
        graph: As `split`.
        edge: Of the source.
        offset: Of the source, metres from the edge's first node.
        bandwidth: Metres.
        distance: Infinite everywhere, shape (nodes,); left so.
    """
    tail, head, length, starts, spokes = graph
    heap = [(offset, tail[edge])]
    heapq.heappush(heap, (length[edge] - offset, head[edge]))
    reached = [tail[edge]]
    reached.pop()
    beams = [(0, 0.0, 0.0, 0.0, 0.0)]
    beams.pop()
    while heap:
        far, node = heapq.heappop(heap)
        if far >= bandwidth or far >= distance[node]:
            continue
        distance[node] = far
        reached.append(node)
        for at in range(starts[node], starts[node + 1]):
            out = spokes[at]
            other = tail[out >> 1] if out & 1 else head[out >> 1]
            beyond = far + length[out >> 1]
            if beyond < bandwidth and beyond < distance[other]:
                heapq.heappush(heap, (beyond, other))
    # On the source's own edge: straight to either side, and round about where that is shorter.
    for back in range(2):
        before = length[edge] - offset if back else offset
        end = tail[edge] if back else head[edge]
        left = length[edge] - before
        meet = min(0.5 * (distance[end] + left), bandwidth)
        beams.append((2 * edge + back, -before, 1.0, _HAIR_M if back else -_HAIR_M, meet))
        if distance[end] + _HAIR_M < left:
            beams.append((2 * edge + 1 - back, distance[end], 1.0, -_HAIR_M, meet - _HAIR_M))
    for node in reached:
        for at in range(starts[node], starts[node + 1]):
            out = spokes[at]
            if out >> 1 == edge:
                continue
            other = tail[out >> 1] if out & 1 else head[out >> 1]
            meet = min(0.5 * (distance[node] + distance[other] + length[out >> 1]), bandwidth)
            if out & 1:
                meet -= _HAIR_M
            beams.append((out, distance[node], 1.0, -_HAIR_M, meet))
    for node in reached:
        distance[node] = np.inf
    return beams


@njit_loose
def densities(
    graph: Graph,
    sources: tuple[Arrays, Arrays, Arrays],
    targets: tuple[Arrays, Arrays],
    bandwidth: float,
    shape: int,
    rule: tuple[int, int, bool],
) -> Arrays:
    """Return the density at every target, per metre.

    Args:
        graph: As `split`.
        sources: Edge, offset and weight of each source.
        targets: Where each edge's targets begin, shape (edges + 1,), and their offsets by edge.
        bandwidth: Metres.
        shape: As `kernel`.
        rule: As `split`.
    """
    length = graph[2]
    begin, along = targets
    found = np.zeros(along.size)
    distance = np.full(graph[3].size - 1, np.inf)
    for source in range(sources[0].size):
        edge, offset, weight = sources[0][source], sources[1][source], sources[2][source]
        if rule[0] == SIMPLE:
            beams = reach(graph, edge, offset, bandwidth, distance)
        else:
            beams = split(graph, edge, offset, bandwidth, rule)
        for out, far, share, least, most in beams:
            on = out >> 1
            for at in range(begin[on], begin[on + 1]):
                there = far + (length[on] - along[at] if out & 1 else along[at])
                if least <= there <= most:
                    found[at] += weight * share * kernel(there, bandwidth, shape)
    return found


@njit_loose
def rows(
    graph: Graph,
    lixels: tuple[Arrays, Arrays, Arrays],
    bandwidth: float,
    shape: int,
    rule: tuple[int, int, bool],
    part: tuple[int, int],
) -> tuple[Arrays, Arrays, Arrays]:
    """Return what a report at some lixels adds to all: entries per row, columns and values.

    Args:
        graph: As `split`.
        lixels: Where each edge's lixels begin, shape (edges + 1,); offset and edge of each.
        bandwidth: Metres.
        shape: As `kernel`.
        rule: As `split`.
        part: First lixel, and the one after the last.
    """
    length = graph[2]
    begin, along, edges = lixels
    sums = np.zeros(along.size)
    distance = np.full(graph[3].size - 1, np.inf)
    counts = np.zeros(part[1] - part[0], np.int64)
    columns, values = np.empty(1024, np.int32), np.empty(1024, np.float32)
    used = 0
    for source in range(part[0], part[1]):
        if rule[0] == SIMPLE:
            beams = reach(graph, edges[source], along[source], bandwidth, distance)
        else:
            beams = split(graph, edges[source], along[source], bandwidth, rule)
        touched = set([source])  # noqa: C405 -- numba knows no literal here
        for out, far, share, least, most in beams:
            on = out >> 1
            for at in range(begin[on], begin[on + 1]):
                there = far + (length[on] - along[at] if out & 1 else along[at])
                if least <= there <= most:
                    sums[at] += share * kernel(there, bandwidth, shape)
                    touched.add(at)
        for at in sorted(touched):
            if used == columns.size:
                columns = np.concatenate((columns, np.empty(used, np.int32)))
                values = np.concatenate((values, np.empty(used, np.float32)))
            columns[used], values[used] = at, sums[at]
            sums[at] = 0.0
            used += 1
        counts[source - part[0]] = len(touched)
    return counts, columns[:used].copy(), values[:used].copy()
