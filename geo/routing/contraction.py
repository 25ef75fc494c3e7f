"""Fewer edges for solvers: chains through nodes of degree two become one edge, and back."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_THROUGH: Final = 2  # a node of this degree only leads through


@dataclass(frozen=True, slots=True)
class Chain:
    """Edges walked one after the other.

    Attributes:
        tail: Node at its beginning.
        head: Node at its end; equal to `tail` for a ring.
        steps: Its edges in order: (position of the edge, walked from its tail to its head).
    """

    tail: int
    head: int
    steps: tuple[tuple[int, bool], ...]

    def reversed(self) -> Chain:
        """Return the chain walked the other way.

        >>> Chain(0, 2, ((4, True), (5, False))).reversed()
        Chain(tail=2, head=0, steps=((5, True), (4, False)))
        """
        back = tuple((edge, not forward) for edge, forward in reversed(self.steps))
        return Chain(self.head, self.tail, back)


def contract(
    edges: Sequence[tuple[int, int]],
    keep: Iterable[int] = (),
    labels: Sequence[Hashable] | None = None,
) -> tuple[Chain, ...]:
    """Join edges through nodes where exactly two meet.

    Args:
        edges: (tail, head) of each edge; loops and parallel edges are welcome.
        keep: Nodes that stay whatever their degree (starts, courtyards).
        labels: Per edge, what it must have in common with the next to be joined to it, such as
            its lane or whether it is required; None: anything joins.

    Returns:
        Chains that hold every edge exactly once, by their lowest edge. A ring that meets nothing
        is one chain that begins at the tail of its lowest edge.
    """
    at: dict[int, list[tuple[int, bool]]] = {}
    for edge, (tail, head) in enumerate(edges):
        at.setdefault(tail, []).append((edge, True))
        at.setdefault(head, []).append((edge, False))
    stay = set(keep) | {
        node
        for node, arms in at.items()
        if len(arms) != _THROUGH
        or (labels is not None and labels[arms[0][0]] != labels[arms[1][0]])
    }
    done: set[int] = set()
    chains = []
    for edge in range(len(edges)):
        if edge not in done:
            chains.append(_chain(edges, at, stay, edge))
            done.update(step for step, _ in chains[-1].steps)
    return tuple(chains)


def _chain(
    edges: Sequence[tuple[int, int]],
    at: dict[int, list[tuple[int, bool]]],
    stay: set[int],
    edge: int,
) -> Chain:
    """Grow the chain of an edge, forwards and then backwards."""
    onward = _run(edges, at, stay, (edge, True))
    if edges[edge][0] in stay or _end(edges, onward[-1]) == edges[edge][0]:
        return Chain(edges[edge][0], _end(edges, onward[-1]), tuple(onward))
    back = _run(edges, at, stay, (edge, False))
    steps = (*((step, not way) for step, way in reversed(back[1:])), *onward)
    return Chain(_end(edges, back[-1]), _end(edges, onward[-1]), steps)


def _run(
    edges: Sequence[tuple[int, int]],
    at: dict[int, list[tuple[int, bool]]],
    stay: set[int],
    first: tuple[int, bool],
) -> list[tuple[int, bool]]:
    """Follow edges from `first` until a node that stays, or round to where it began."""
    steps = [first]
    begin = edges[first[0]][0 if first[1] else 1]
    while (node := _end(edges, steps[-1])) not in stay and node != begin:
        one, two = at[node]
        steps.append(two if one[0] == steps[-1][0] else one)
    return steps


def _end(edges: Sequence[tuple[int, int]], step: tuple[int, bool]) -> int:
    return edges[step[0]][1 if step[1] else 0]
