"""A judge of arc routing solutions: reads instance and solution itself, solves nothing."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

Arc = tuple[int, int, float, float]  # ends, cost there, cost back


def carp_file(path: Path) -> tuple[list[Arc], dict[int, float], float]:
    """Return a file's edges, the loads of the required ones by position, and the room."""
    words = [float(word) for word in path.read_text().split()]
    rows = [tuple(words[i : i + 4]) for i in range(2, 2 + 4 * int(words[1]), 4)]
    edges = [(int(u), int(v), cost, cost) for u, v, cost, _ in rows]
    return edges, {i: row[3] for i, row in enumerate(rows) if row[3]}, words[-3]


def windy_file(path: Path) -> tuple[list[Arc], int]:
    """Return a file's edges, the required ones first, and how many these are."""
    head, _, tail = path.read_text(encoding="latin-1").partition("LISTA_ARISTAS_NOREQ")
    row = re.compile(r"\(\s*(\d+),\s*(\d+)\)\s*coste\s*(\d+)\s+(\d+)")
    parts = [
        [(int(u), int(v), float(a), float(b)) for u, v, a, b in row.findall(text)]
        for text in (head, tail)
    ]
    return parts[0] + parts[1], len(parts[0])


def solution(path: Path) -> list[tuple[list[int], list[int]]]:
    """Return the walks of a written solution: vertices and served positions."""
    return [(walk["vertices"], walk["serves"]) for walk in json.loads(path.read_text())["walks"]]


def walk_cost(edges: list[Arc], depot: int, vertices: list[int], serves: list[int]) -> float:
    """Return the least that a closed walk costs when it serves these edges, in some order.

    Raises:
        AssertionError: It is not closed at the depot, has a step without an edge, or does not pass
            an edge that it says it serves.
    """
    assert vertices[0] == vertices[-1] == depot
    steps: dict[tuple[int, int], list[int]] = {}
    for step in itertools.pairwise(vertices):
        steps.setdefault((min(step), max(step)), []).append(step[0])
    cost = sum(_passing(edges, u, v) for u, v in itertools.pairwise(vertices))
    for number in serves:
        u, v, there, back = edges[number]
        begun = steps[min(u, v), max(u, v)]
        best = min(
            begun, key=lambda at: (there if at == u else back) - _passing(edges, at, u + v - at)
        )
        begun.remove(best)
        cost += (there if best == u else back) - _passing(edges, best, u + v - best)
    return cost


def _passing(edges: list[Arc], u: int, v: int) -> float:
    """Return the cost of the cheapest edge from u to v."""
    return min(_costs(edges, u, v))


def _costs(edges: list[Arc], u: int, v: int) -> Iterator[float]:
    for a, b, there, back in edges:
        if (a, b) == (u, v):
            yield there
        if (b, a) == (u, v):
            yield back
