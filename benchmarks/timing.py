"""Passes that take turns, so that a noisy machine is as noisy to one as to the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import median

PASSES = 5


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes, wall clock, seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return what something takes of one processor, seconds; for work of a single thread."""
    began = time.process_time()
    work()
    return time.process_time() - began


def interleaved(
    passes: Mapping[str, Callable[[], float]], times: int = PASSES
) -> dict[str, list[float]]:
    """Run each pass in turn, so many times over; return what each gave, in order.

    Args:
        passes: By name, what runs a pass and returns its measure.
        times: Rounds, >= 1.
    """
    found: dict[str, list[float]] = {name: [] for name in passes}
    for _ in range(times):
        for name, run in passes.items():
            found[name].append(run())
    return found


def ratio(found: Mapping[str, list[float]], over: str, under: str) -> float:
    """Return the median over the rounds of one pass's measure by another's of the same round."""
    return median(a / b for a, b in zip(found[over], found[under], strict=True))


def spread(values: list[float]) -> str:
    """Return the lowest and highest of some measures, for the reader to judge the noise by."""
    return f"{min(values):.3g} to {max(values):.3g}"


def percentile(values: list[float], share: float) -> float:
    """Return the value that a share of the values does not pass, by rank.

    >>> percentile([1.0, 2.0, 3.0, 4.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(0, -(-int(len(ordered) * share * 1000) // 1000) - 1)]
