"""R14: a town of known streets with planted defects, each to be repaired or reported."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from shapely.affinity import translate
from shapely.geometry import LineString

from benchmarks.rows import Row
from geo.routing.network import Network, build_network
from geo.routing.topology import Defect

BLOCKS, BLOCK_M, EACH, SEEDS = 12, 80.0, 12, 5
MOST_LENGTH, SCALE = 0.001, 70  # SCALE: blocks each way that give ten thousand lanes
MOST_SECONDS = 10.0


@dataclass
class Town:
    """Streets block by block, and what was done to them."""

    lanes: list[LineString]
    chance: np.random.Generator

    def some(self, number: int) -> list[int]:
        """Return positions of lanes, drawn without repetition."""
        chosen = self.chance.choice(len(self.lanes), number, replace=False)
        return [int(lane) for lane in chosen]


def rows() -> Iterator[Row]:
    """Measure the share of defects found, the length kept, and the time for ten thousand lanes."""
    planted = found = 0
    worst = 0.0
    for seed in range(SEEDS):
        for kind in (_gaps, _tees, _duplicates, _dead_ends, _islands):
            town = Town(_streets(BLOCKS), np.random.default_rng(seed))
            done = kind(town)
            planted, found = planted + len(done), found + sum(done)
            length = sum(lane.length for lane in town.lanes)
            built = build_network(town.lanes).report.network_m
            worst = max(worst, abs(built - length) / length)
    yield Row(
        "R14",
        f"network building, {planted} planted defects of five kinds, {SEEDS} towns each",
        f"{found} repaired or reported; length within {worst:.3%}",
        f"all; within {MOST_LENGTH:.1%}",
        found == planted and worst <= MOST_LENGTH,
    )
    lanes = _streets(SCALE)
    began = time.process_time()
    build_network(lanes)
    taken = time.process_time() - began
    yield Row("R14", f"the same, time for {len(lanes):,} lanes", f"{taken:.1f} CPU s")


def _streets(blocks: int) -> list[LineString]:
    """Return a grid of streets, a lane from each crossing to the next."""
    steps = [step * BLOCK_M for step in range(blocks + 1)]
    along = [((a, c), (b, c)) for a, b in pairwise(steps) for c in steps]
    across = [((c, a), (c, b)) for (a, _), (b, _) in along[:: blocks + 1] for c in steps]
    return [LineString(ends) for ends in (*along, *across)]


def _gaps(town: Town) -> list[bool]:
    """Shorten lanes by one to three metres."""
    chosen = town.some(EACH)
    for lane in chosen:
        line = town.lanes[lane]
        short = town.chance.uniform(1.0, 3.0)
        end = line.interpolate(line.length - short)
        town.lanes[lane] = LineString([line.coords[0], (end.x, end.y)])
    network = build_network(town.lanes)
    told = _lanes_of(network, Defect.GAP)
    return [lane in told or _joined(network, lane) for lane in chosen]


def _joined(network: Network, lane: int) -> bool:
    """Return whether other lanes meet both ends of a lane."""
    chain = [network.edges[edge] for edge in network.lane_edges[lane]]
    others = [edge for edge in network.edges if edge.lane != lane]
    nodes = {node for edge in others for node in (edge.tail, edge.head)}
    return {chain[0].tail, chain[-1].head} <= nodes


def _tees(town: Town) -> list[bool]:
    """Let lanes end on the inside of others, without a vertex there, exactly or nearly."""
    chosen = town.some(EACH)
    first = len(town.lanes)
    for lane in chosen:
        foot = town.lanes[lane].interpolate(town.chance.uniform(0.3, 0.7), normalized=True)
        near = town.chance.uniform(-1.0, 1.0)
        town.lanes.append(LineString([(foot.x + near, foot.y + near), (foot.x + 20, foot.y + 15)]))
    network = build_network(town.lanes)
    met = [
        {node for edge in edges for node in _ends(network, edge)} for edges in network.lane_edges
    ]
    return [bool(met[lane] & met[first + row]) for row, lane in enumerate(chosen)]


def _ends(network: Network, edge: int) -> tuple[int, int]:
    return network.edges[edge].tail, network.edges[edge].head


def _duplicates(town: Town) -> list[bool]:
    """Draw lanes twice, the other way and some centimetres off."""
    chosen = town.some(EACH)
    for lane in chosen:
        shift = town.chance.uniform(-0.5, 0.5, 2)
        town.lanes.append(translate(LineString(town.lanes[lane].coords[::-1]), *shift))
    told = _lanes_of(build_network(town.lanes), Defect.DUPLICATE)
    return [lane in told for lane in chosen]


def _dead_ends(town: Town) -> list[bool]:
    """Hang stubs on crossings."""
    first = len(town.lanes)
    crossings = sorted({lane.coords[0] for lane in town.lanes})
    for x, y in town.chance.permutation(crossings)[:EACH]:
        town.lanes.append(LineString([(x, y), (x + 17, y + 21)]))
    told = _lanes_of(build_network(town.lanes), Defect.DEAD_END)
    return [lane in told for lane in range(first, len(town.lanes))]


def _islands(town: Town) -> list[bool]:
    """Put lanes inside blocks, where nothing leads."""
    first = len(town.lanes)
    for lane in town.some(EACH):
        x, y = town.lanes[lane].coords[0]
        town.lanes.append(LineString([(x + 20, y + 25), (x + 50, y + 40)]))
    told = _lanes_of(build_network(town.lanes), Defect.ISLAND)
    return [lane in told for lane in range(first, len(town.lanes))]


def _lanes_of(network: Network, kind: Defect) -> set[int]:
    return {lane for finding in network.report.of(kind) for lane in finding.lanes}
