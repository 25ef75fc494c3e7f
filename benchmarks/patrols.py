"""R4 to R8: routes for several vehicles, on published instances and against peers.

`LANE_STEWARD_BENCH_EVERY=5` measures every fifth instance: all of them take an hour.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.routing import carp, kwrpp
from benchmarks.routing.data import best_known, folder
from benchmarks.routing.files import Wish
from benchmarks.routing.peers import PEERS, PeerFailed, cost_apart
from benchmarks.rows import Row

EVERY = int(os.environ.get("LANE_STEWARD_BENCH_EVERY", "1"))
MIXED = ("gdb8", "gdb13", "val5D", "val10D", "egl-e2-B", "egl-e4-C", "C09", "D18")
OURS_SECONDS, PEER_SECONDS = 2.0, 10.0
VEHICLES = range(2, 6)


@dataclass(frozen=True)
class Family:
    """A family of instances: its figure, the beginnings of its names, and what is wanted."""

    figure: str
    name: str
    begin: tuple[str, ...]
    seconds: float
    seeds: int
    mean: float
    worst: float | None = None


FAMILIES = (
    Family("R4", "gdb", ("gdb",), 5.0, 3, 0.0),
    Family("R4", "val", ("val",), 5.0, 3, 0.0005, 0.006),
    Family("R5", "egl-e", ("egl-e",), 10.0, 1, 0.001),
    Family("R5", "egl, larger", ("egl-g", "egl-s"), 10.0, 1, 0.004),
    Family("R6", "bmcv C and D", ("C", "D"), 5.0, 1, 0.0015),
)


def rows() -> Iterator[Row]:
    """Measure each; without the reference data there is nothing to measure on."""
    if not best_known():
        yield Row("R4 to R8", "several vehicles", "no reference data here")
        return
    carp.warm()
    yield from map(_family, FAMILIES)
    yield _against_peers()
    kwrpp.warm()
    yield _windy()


def _family(family: Family) -> Row:
    """Measure the gaps of a family to the best known values."""
    gaps: dict[str, float] = {}
    files = _files(folder() / "routing" / "carp", family.begin)
    for file in files:
        for seed in range(1, family.seeds + 1):
            cost = carp.answer(file, Wish(seconds=family.seconds, seed=seed)).cost
            gaps[f"{file.stem} seed {seed}"] = cost / best_known()[file.stem] - 1.0
    worst = max(gaps, key=lambda name: gaps[name])
    middle = mean(gaps.values())
    return Row(
        family.figure,
        f"CARP {family.name}, {family.seconds:.0f} CPU s, {len(files)} instances,"
        f" {family.seeds} seeds: gap to the best known",
        f"mean {middle:.3%}; worst {gaps[worst]:.2%} ({worst})",
        f"mean <= {family.mean:.2%}" + (f", worst <= {family.worst:.1%}" if family.worst else ""),
        middle <= family.mean + 1e-9 and (family.worst is None or gaps[worst] <= family.worst),
    )


def _files(where: Path, begin: tuple[str, ...]) -> Sequence[Path]:
    found = sorted(file for file in where.glob("*.dat") if file.name.startswith(begin))
    return found[::EVERY]


def _against_peers() -> Row:
    """Measure ours against what others find in five times the time."""
    what = f"{len(MIXED)} mixed CARP: {OURS_SECONDS:.0f} CPU s against {PEER_SECONDS:.0f} s of "
    target = "never worse than either, better on 5 or more"
    gaps: dict[str, list[float]] = {name: [] for name in ("ours", *PEERS)}
    try:
        for name in MIXED:
            file = folder() / "routing" / "carp" / f"{name}.dat"
            best = best_known()[name]
            ours = carp.answer(file, Wish(seconds=OURS_SECONDS)).cost
            gaps["ours"].append(ours / best - 1.0)
            for peer in PEERS:
                gaps[peer].append(cost_apart(peer, file, PEER_SECONDS, 1) / best - 1.0)
    except PeerFailed as failed:
        return Row("R7", what + " and ".join(PEERS), f"no answer: {failed}", target)
    least = [min(both) for both in zip(*(gaps[name] for name in PEERS), strict=True)]
    pairs = list(zip(gaps["ours"], least, strict=True))
    better, worse = sum(a < b for a, b in pairs), sum(a > b for a, b in pairs)
    said = ", ".join(f"{name} {mean(found):.2%}" for name, found in gaps.items())
    return Row(
        "R7",
        what + " and ".join(PEERS),
        f"better on {better}, worse on {worse}; mean gaps: {said}",
        target,
        not worse and better >= 5,  # noqa: PLR2004 -- MEASURES.md
    )


def _windy() -> Row:
    """Measure min-max K windy rural postmen against the reference."""
    table = folder() / "routing" / "kwrpp" / "reference.csv"
    with table.open(encoding="utf-8") as file:
        wanted = list(csv.DictReader(file))[::EVERY]
    worse: list[str] = []
    better = missed = 0
    for row in wanted:
        vehicles, reference = int(row["k"]), float(row["best_found"])
        cost = kwrpp.answer(table.parent / row["instance"], Wish(vehicles, 5.0)).cost
        better += cost < reference
        if cost > reference:
            worse.append(f"{row['instance']} K={vehicles} {cost / reference - 1.0:.2%}")
            missed += row["proved_by_bound"] == "1"
    return Row(
        "R8",
        f"min-max K windy rural postman, 5 CPU s, {len(wanted)} rows",
        f"worse on {len(worse)}, better on {better}; proved rows missed: {missed}"
        + "".join(f"; {name}" for name in worse),
        "never worse than the reference, every proved row reached",
        not worse,
    )
