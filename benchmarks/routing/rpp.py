"""Rural postman instances in the Spanish format (UR1xx, UR5xx ...)."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.routing.files import Answer, ClosedWalk, Wish, plainly
from geo.routing.postman import PostmanProblem, PostmanTour, Stop, solve

SECONDS = 60.0  # per file, where the caller says nothing
_EDGE = re.compile(r"\(\s*(\d+)\s*,\s*(\d+)\s*\)\s+coste\s+([\d.]+)")
# Three parts, a chord and a loop way round: every kernel is reached.
_DUMMY = PostmanProblem(
    6,
    ((0, 1, 3.0), (1, 2, 4.0), (2, 3, 3.0), (3, 4, 5.0), (4, 5, 3.0), (5, 0, 4.0), (1, 4, 6.0)),
    frozenset({0, 2, 4}),
)


def warm() -> None:
    """Compile the kernels."""
    solve(_DUMMY)
    solve(PostmanProblem(_DUMMY.nodes, _DUMMY.edges))


def read(file: Path) -> PostmanProblem:
    """Read an instance; its required edges come first, and node 0 is none of its own.

    Raises:
        ValueError: The file has no list of required edges.
    """
    text = file.read_text(encoding="latin-1")
    head, found, tail = text.partition("LISTA_ARISTAS_NOREQ")
    if not found:
        raise ValueError(f"{file}: no LISTA_ARISTAS_NOREQ")
    required, others = _edges(head), _edges(tail)
    count = int(re.findall(r"VERTICES\s*:\s*(\d+)", head)[0])
    return PostmanProblem(count + 1, (*required, *others), frozenset(range(len(required))))


def answer(file: Path, wish: Wish) -> Answer:
    """Solve one file."""
    problem = read(file)
    tour = solve(problem, Stop(cpu_seconds=wish.seconds or SECONDS), wish.seed)
    return Answer(plainly(tour.cost), plainly(tour.bound), tour.proved, (_walk(problem, tour),))


def _edges(text: str) -> tuple[tuple[int, int, float], ...]:
    return tuple((int(u), int(v), float(cost)) for u, v, cost in _EDGE.findall(text))


def _walk(problem: PostmanProblem, tour: PostmanTour) -> ClosedWalk:
    """Tell a tour in the instance's own numbers."""
    ends = [
        problem.edges[edge][:2] if forward else problem.edges[edge][1::-1]
        for edge, forward in tour.steps
    ]
    vertices = (*(begin for begin, _ in ends), *(end for _, end in ends[-1:]))
    required = problem.required or frozenset()
    return ClosedWalk(vertices, tuple(sorted({edge for edge, _ in tour.steps} & required)))
