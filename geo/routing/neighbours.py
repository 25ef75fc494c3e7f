"""Shortest ways between neighbouring marked vertices of a sparse graph, compiled.

The graph comes as arcs: `first[v]:first[v + 1]` are the positions in `to` and `cost` of the arcs
that leave vertex v. All costs are > 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.compiling import njit

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Arcs = tuple[Ints, Ints, Floats]
_Pairs = tuple[Ints, Ints, Floats]


def arcs(nodes: int, tails: Ints, heads: Ints, costs: Floats) -> Arcs:
    """Return an undirected graph's arcs: (first, to, cost)."""
    sources = np.r_[tails, heads]
    order = np.argsort(sources, kind="stable")
    first = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(sources, minlength=nodes), out=first[1:])
    return first, np.r_[heads, tails][order].astype(np.int64), np.r_[costs, costs][order]


@njit
def _push(keys: Floats, items: Ints, size: int, key: float, item: int) -> int:
    """Put an item on a binary heap; return its new size."""
    place = size
    while place > 0:
        above = (place - 1) // 2
        if keys[above] <= key:
            break
        keys[place], items[place] = keys[above], items[above]
        place = above
    keys[place], items[place] = key, item
    return size + 1


@njit
def _pop(keys: Floats, items: Ints, size: int) -> int:
    """Take the least off a binary heap into the place behind its end; return its new size."""
    size -= 1
    key, item = keys[size], items[size]
    keys[size], items[size] = keys[0], items[0]
    place = 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        if below + 1 < size and keys[below + 1] < keys[below]:
            below += 1
        if key <= keys[below]:
            break
        keys[place], items[place] = keys[below], items[below]
        place = below
    if size > 0:
        keys[place], items[place] = key, item
    return size


@njit
def marked_pairs(  # noqa: C901 -- compiled; one search in one piece
    first: Ints, to: Ints, cost: Floats, marked: Bools
) -> _Pairs:
    """Return pairs (u < v) of marked vertices that a way without marked ones between joins.

    The third array is the length of the shortest such way.
    """
    nodes = len(first) - 1
    keys, items = np.empty(len(to) + 1), np.empty(len(to) + 1, np.int64)
    best = np.full(nodes, np.inf)
    touched = np.empty(nodes, np.int64)
    room = max(2 * len(to), 16)
    us, vs, lengths = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
    found = 0
    for source in range(nodes):
        if not marked[source]:
            continue
        size, reached = 0, 0
        best[source] = 0.0
        touched[reached] = source
        reached += 1
        size = _push(keys, items, size, 0.0, source)
        while size > 0:
            size = _pop(keys, items, size)
            length, u = keys[size], items[size]
            if length > best[u]:
                continue
            if marked[u] and u != source:
                if u > source:
                    if found == room:
                        room *= 2
                        us, vs = np.append(us, us), np.append(vs, vs)
                        lengths = np.append(lengths, lengths)
                    us[found], vs[found], lengths[found] = source, u, length
                    found += 1
                continue
            for arc in range(first[u], first[u + 1]):
                v = to[arc]
                if length + cost[arc] < best[v]:
                    if best[v] == np.inf:
                        touched[reached] = v
                        reached += 1
                    best[v] = length + cost[arc]
                    size = _push(keys, items, size, best[v], v)
        for place in range(reached):
            best[touched[place]] = np.inf
    return us[:found], vs[:found], lengths[:found]


@njit
def undominated(  # noqa: C901 -- compiled; one search in one piece
    first: Ints, to: Ints, cost: Floats
) -> Bools:
    """Return per arc whether it is shorter than every way round between its ends."""
    nodes = len(first) - 1
    kept = np.ones(len(to), np.bool_)
    keys, items = np.empty(2 * len(to) + 1), np.empty(2 * len(to) + 1, np.int64)
    best = np.full(nodes, np.inf)
    own = np.full(nodes, -1)
    touched = np.empty(nodes, np.int64)
    for source in range(nodes):
        size, reached, radius = 0, 0, 0.0
        best[source] = 0.0
        for arc in range(first[source], first[source + 1]):
            v = to[arc]
            own[v] = arc
            best[v] = cost[arc]
            radius = max(radius, cost[arc])
            touched[reached] = v
            reached += 1
            size = _push(keys, items, size, best[v], v)
        while size > 0:
            size = _pop(keys, items, size)
            length, u = keys[size], items[size]
            if length > best[u] or length >= radius:
                continue
            for arc in range(first[u], first[u + 1]):
                v, far = to[arc], length + cost[arc]
                if own[v] >= 0 and far <= cost[own[v]]:
                    kept[own[v]] = False
                if far < best[v] and far < radius:
                    if best[v] == np.inf:
                        touched[reached] = v
                        reached += 1
                    best[v] = far
                    size = _push(keys, items, size, far, v)
        for place in range(reached):
            best[touched[place]] = np.inf
            own[touched[place]] = -1
        best[source] = np.inf
    return kept


@njit
def nearest_marked(  # noqa: C901 -- compiled; one search in one piece
    first: Ints, to: Ints, edge: Ints, costs: Floats, marked: Bools, most: int
) -> tuple[Ints, Ints, Floats]:
    """Return pairs (marked vertex, one of the `most` marked vertices nearest to it, distance)."""
    nodes = len(first) - 1
    keys, items = np.empty(len(to) + 1), np.empty(len(to) + 1, np.int64)
    best = np.full(nodes, np.inf)
    touched = np.empty(nodes, np.int64)
    room = marked.sum() * most
    us, vs, lengths = np.empty(room, np.int64), np.empty(room, np.int64), np.empty(room)
    found = 0
    for source in range(nodes):
        if not marked[source]:
            continue
        best[source] = 0.0
        touched[0] = source
        reached, size, met = 1, _push(keys, items, 0, 0.0, source), 0
        while size > 0 and met < most:
            size = _pop(keys, items, size)
            length, u = keys[size], items[size]
            if length > best[u]:
                continue
            if marked[u] and u != source:
                us[found], vs[found], lengths[found] = source, u, length
                found += 1
                met += 1
            for arc in range(first[u], first[u + 1]):
                v, far = to[arc], length + costs[edge[arc]]
                if far < best[v]:
                    if best[v] == np.inf:
                        touched[reached] = v
                        reached += 1
                    best[v] = far
                    size = _push(keys, items, size, far, v)
        for place in range(reached):
            best[touched[place]] = np.inf
    return us[:found], vs[:found], lengths[:found]


@njit
def shortest_way(first: Ints, to: Ints, edge: Ints, costs: Floats, source: int, goal: int) -> Ints:
    """Return the edges of a shortest way from `source` to `goal`, in order from the goal back."""
    nodes = len(first) - 1
    keys, items = np.empty(len(to) + 1), np.empty(len(to) + 1, np.int64)
    best = np.full(nodes, np.inf)
    came, above = np.full(nodes, -1), np.full(nodes, -1)
    best[source] = 0.0
    size = _push(keys, items, 0, 0.0, source)
    while size > 0:
        size = _pop(keys, items, size)
        length, u = keys[size], items[size]
        if u == goal:
            break
        if length > best[u]:
            continue
        for arc in range(first[u], first[u + 1]):
            v, far = to[arc], length + costs[edge[arc]]
            if far < best[v]:
                best[v] = far
                came[v], above[v] = edge[arc], u
                size = _push(keys, items, size, far, v)
    way = np.empty(nodes, np.int64)
    steps = 0
    while goal != source and came[goal] >= 0:
        way[steps] = came[goal]
        goal = above[goal]
        steps += 1
    return way[:steps]


@njit
def moats(  # noqa: C901 -- compiled; its arrays handed over singly
    first: Ints, to: Ints, edge: Ints, lengths: Floats, begin: Bools, odd: Bools, most: int
) -> Bools:
    """Return the odd sets that an odd set passes as it grows by length, shape (k, n).

    It grows until it is even, which is when it has met another odd set, or after `most` sets.
    """
    nodes = len(first) - 1
    keys, items = np.empty(len(to) + nodes), np.empty(len(to) + nodes, np.int64)
    best = np.full(nodes, np.inf)
    ball = np.zeros(nodes, np.bool_)
    found = np.zeros((most, nodes), np.bool_)
    count, size, level, parity = 0, 0, 0.0, False
    for node in range(nodes):
        if begin[node]:
            best[node] = 0.0
            size = _push(keys, items, size, 0.0, node)
    while size > 0 and count < most:
        size = _pop(keys, items, size)
        length, u = keys[size], items[size]
        if ball[u]:
            continue
        if length > level:
            if not parity:
                break
            found[count] = ball
            count += 1
            level = length
        ball[u] = True
        parity = parity != odd[u]
        for arc in range(first[u], first[u + 1]):
            v, far = to[arc], length + lengths[edge[arc]]
            if far < best[v]:
                best[v] = far
                size = _push(keys, items, size, far, v)
    return found[:count]
