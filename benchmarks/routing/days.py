"""A community's day for R10 to R13: about 300 lanes, 40 courtyards, 8 teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyogrio
import pyproj
import shapely
from shapely.geometry import LineString, Point

from benchmarks.routing.data import folder
from geo.routing.network import Network, build_network
from geo.routing.plan import NO_LANE, Demand, Edge, Problem, Stop, Team

LANES: Final = 300
YARDS: Final = 40
TEAMS: Final = 8
SIDE: Final = 14  # crossings along a side of the generated town
BLOCK_M: Final = 60.0
METRES_PER_MIN: Final = 60.0  # a slow walk, looking round
YARD_MIN: Final = 3.0  # spent in a courtyard
BUDGET_MIN: Final = 180.0
MONACO_UTM: Final = 32632


@dataclass(frozen=True)
class Town:
    """A town: its ways, metres; those that are lanes come first."""

    name: str
    lines: tuple[LineString, ...]
    lanes: int


def generated(seed: int = 1) -> Town:
    """Return a crooked grid of streets, one in seven missing, 300 of them lanes."""
    draw = np.random.default_rng(seed)
    at = BLOCK_M * np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE)), axis=-1).reshape(-1, 2)
    at = at + draw.uniform(-15.0, 15.0, at.shape)
    pairs = [(i, i + 1) for i in range(SIDE * SIDE) if (i + 1) % SIDE]
    pairs += [(i, i + SIDE) for i in range(SIDE * (SIDE - 1))]
    kept = [pairs[i] for i in draw.permutation(len(pairs)) if draw.random() < 6 / 7]
    return Town("generated", tuple(LineString(at[list(pair)]) for pair in kept), LANES)


def monaco() -> Town:
    """Return Monaco's ways, the 300 around the middle of them lanes.

    Raises:
        FileNotFoundError: The reference data is not there.
    """
    file = folder() / "networks" / "monaco_walk.gpkg"
    if not file.exists():
        raise FileNotFoundError(file)
    meta, _, shapes, _ = pyogrio.raw.read(file)
    projection = pyproj.Transformer.from_crs(meta["crs"], MONACO_UTM, always_xy=True)
    lines = shapely.get_parts(shapely.from_wkb(shapes))
    lines = shapely.transform(lines, lambda xy: np.column_stack(projection.transform(*xy.T)))
    middle = shapely.centroid(shapely.multilinestrings(lines))
    order = np.argsort(shapely.distance(lines, middle), kind="stable")
    return Town("Monaco", tuple(lines[order]), LANES)


def day(town: Town, offices: int, seed: int = 1) -> Problem:
    """Return a town's day: its lanes and 40 courtyards are due, teams start at some offices."""
    draw = np.random.default_rng(seed)
    lanes = town.lines[: town.lanes]
    places = [_on(lanes, draw) for _ in range(YARDS)]
    starts = [_on(lanes[:60], draw) for _ in range(offices)]
    network = build_network(town.lines, [*places, *starts])
    nodes = [node for node in network.point_nodes if node is not None]
    yards, homes = nodes[:YARDS], nodes[YARDS:]
    due = Demand(required=True, service_min=YARD_MIN)
    return Problem(
        len(network.nodes),
        _edges(network, town.lanes),
        (Demand(required=True),) * town.lanes,
        tuple(Stop(node, due) for node in yards),
        tuple(Team(home, home, BUDGET_MIN) for home in _shared(homes)),
    )


def _on(lines: tuple[LineString, ...], draw: np.random.Generator) -> Point:
    line = lines[int(draw.integers(len(lines)))]
    return line.interpolate(float(draw.random()), normalized=True)


def _shared(homes: list[int]) -> list[int]:
    return [homes[k % len(homes)] for k in range(TEAMS)]


def _edges(network: Network, lanes: int) -> tuple[Edge, ...]:
    return tuple(
        Edge(
            e.tail,
            e.head,
            e.metres,
            e.metres / METRES_PER_MIN,
            e.lane if e.lane < lanes else NO_LANE,
        )
        for e in network.edges
    )
