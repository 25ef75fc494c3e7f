"""What every kind of instance shares: what is asked, what is answered, and how that is written.

Vertices and positions of edges are the instance's own throughout (DESIGN section 7).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Wish:
    """What the caller asks of every file.

    Attributes:
        vehicles: Walks to be used, or None for what the instance says.
        seconds: CPU seconds per file at most, or None for the solver's own rule.
        seed: Seed of whatever is drawn.
    """

    vehicles: int | None = None
    seconds: float | None = None
    seed: int = 1


@dataclass(frozen=True)
class ClosedWalk:
    """One walk.

    Attributes:
        vertices: Visited in order, the first repeated at the end; the instance's numbers.
        serves: 0-based positions of the edges served on it: in the file's list of edges (carp), of
            required edges (rpp, kwrpp).
    """

    vertices: tuple[int, ...]
    serves: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """What a solver found for one file.

    Attributes:
        cost: Of the walks together; of the longest for kwrpp.
        bound: Proved lower bound on the cost.
        proved: Whether the cost is proved to be optimal.
        walks: The walks.
        vehicles: Their number, where the kind of instance is asked for one.
    """

    cost: float
    bound: float
    proved: bool
    walks: tuple[ClosedWalk, ...]
    vehicles: int | None = None


class Kind(Protocol):
    """A kind of instance: the module `benchmarks.routing.NAME`."""

    def warm(self) -> None:
        """Compile what will be compiled, on a dummy instance, before any clock starts."""

    def answer(self, file: Path, wish: Wish) -> Answer:
        """Read one file and solve it."""


def plainly(cost: float) -> float:
    """Return a whole number as one, and others to a millionth."""
    return int(cost) if cost == int(cost) else round(cost, 6)


def as_line(instance: str, answer: Answer, cpu_seconds: float, seconds: float) -> str:
    """Return the JSON line of one file; both times in seconds.

    >>> as_line("A", Answer(3, 3, True, ()), 0.25, 0.5)
    '{"instance": "A", "cost": 3, "bound": 3, "proved": true, "cpu_seconds": 0.25, "seconds": 0.5}'
    """
    line: dict[str, object] = {"instance": instance}
    if answer.vehicles is not None:
        line["vehicles"] = answer.vehicles
    line |= {
        "cost": answer.cost,
        "bound": answer.bound,
        "proved": answer.proved,
        "cpu_seconds": round(cpu_seconds, 3),
        "seconds": round(seconds, 3),
    }
    return json.dumps(line)


def write_solution(folder: Path, instance: str, answer: Answer) -> None:
    """Write the walks of one file to `folder/INSTANCE.json`; the folder is made."""
    walks = [{"vertices": walk.vertices, "serves": walk.serves} for walk in answer.walks]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{instance}.json").write_text(json.dumps({"walks": walks}), encoding="utf-8")
