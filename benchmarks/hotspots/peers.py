"""H1 to H3: values that peers published, computed again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from benchmarks.hotspots import distances as network
from benchmarks.hotspots import gistar, reference, spatstat
from benchmarks.hotspots.tables import geometries, numbers
from benchmarks.rows import Row
from geo.getis import benjamini_hochberg, gi_star, two_sided, with_self
from geo.heat_equation import heat_density
from geo.lane_graph import LaneGraph, LaneLines, Positions
from geo.network_density import Along, Method, density

Floats = NDArray[np.float64]

BANDWIDTH_M, SIGMA_FT = 300.0, 60.0
LIXEL_M = 10.0
_NO_STEP = 1e-12  # between events at one place: scipy takes 0 for "no edge"
_SAME_PLACE = 1e-3


def rows() -> Iterator[Row]:
    """Compare with spdep, spNetwork, spatstat and a plain search."""
    data = reference.folder()
    if data is None:
        yield reference.absent("H1 to H3", "Gi*, network density and distances against peers")
        return
    yield from _gistar(data / "gistar")
    yield from _montreal(data / "montreal")
    yield from _chicago(data / "chicago")
    yield _newhaven(data / "newhaven")


def _gistar(data: Path) -> Iterator[Row]:
    _, values, weights = gistar.read(data / "columbus.csv", data / "columbus_weights.csv")
    names = ("spdep_localg_star_b", "spdep_localg_star_w", "spdep_fdr_p")
    binary, row, q = numbers(data / "columbus.csv", *names)
    z = gi_star(values, with_self(weights))
    pairs = ((z, binary, "binary"), (gi_star(values, with_self(weights, row=True)), row, "row"))
    for ours, theirs, what in pairs:
        error = float(np.abs(ours - theirs).max())
        yield reference.below("H1", f"z of Gi* against R spdep, {what} weights", error, 1e-12)
    ours_q = benjamini_hochberg(two_sided(z))
    same = bool(((ours_q <= gistar.FLAG_Q) == (q <= gistar.FLAG_Q)).all())
    yield Row("H1", "Benjamini-Hochberg flags against R spdep", str(same), "equal", same)


def _montreal(data: Path) -> Iterator[Row]:
    lines = LaneLines(geometries(data / "mtl_network.gpkg"))
    points = shapely.get_coordinates(geometries(data / "bike_accidents.gpkg"))
    events, _ = lines.snap(points)
    x, y, theirs = numbers(data / "nkde_simple_quartic300.csv", "x", "y", "quartic300_simple")
    samples, _ = lines.snap(np.stack((x, y), axis=1))
    ours = density(lines.graph, events, None, samples, Along(BANDWIDTH_M)) / BANDWIDTH_M
    error = float(np.abs(ours - theirs).max() / theirs.max())
    what = "network density against spNetwork, simple, montreal, of the peak"
    yield reference.below("H2", what, error, 1e-3)
    middles, length = _pieces(lines.graph)
    for method in (Method.DISCONTINUOUS, Method.CONTINUOUS):
        found = density(lines.graph, events, None, middles, Along(BANDWIDTH_M, method))
        lost = abs(float(found @ length) / len(points) - 1.0)
        what = f"{method} density's mass against {len(points)} accidents, montreal"
        yield reference.below("H2", what, lost, 5e-3)


def _pieces(graph: LaneGraph) -> tuple[Positions, Floats]:
    """Return the middles of pieces of all lanes, and their lengths."""
    pieces = np.ceil(graph.length / LIXEL_M).astype(np.int64)
    edge = np.repeat(np.arange(pieces.size), pieces)
    length = graph.length[edge] / pieces[edge]
    at = np.arange(edge.size) - np.concatenate(([0], np.cumsum(pieces)))[edge]
    return Positions(edge, (at + 0.5) * length), length


def _chicago(data: Path) -> Iterator[Row]:
    tail, head, length = numbers(data / "edges.csv", "from", "to", "len")
    graph = LaneGraph.of_edges(
        int(max(tail.max(), head.max())), np.stack((tail, head), axis=1) - 1, length
    )
    segment, share = numbers(data / "points.csv", "seg", "tp")
    edge = segment.astype(np.int64) - 1
    crimes = Positions(edge, np.clip(share, 0.0, 1.0) * graph.length[edge])
    (theirs,) = numbers(data / "density_heat_s60_datapoints.csv", "dens_per_ft")
    scheme = spatstat.density(graph, crimes, crimes, SIGMA_FT)
    error = float(np.abs(scheme - theirs).max() / theirs.max())
    what = "heat kernel against spatstat, by its own scheme, chicago, of the peak"
    yield reference.below("H2", what, error, 1e-3)
    ours = heat_density(graph, crimes, None, crimes, SIGMA_FT)
    away = float(np.abs(ours - theirs).max() / theirs.max())
    what = "the same solved finely, without what its grid loses at junctions (docs/hotspots.md)"
    yield Row("H2", what, f"{away:.1e} of the peak away")


def _newhaven(data: Path) -> Row:
    files = (data / "arcs.csv", data / "vertices.csv", data / "crimes_snapped.csv")
    graph, crimes, _ = network.snapped(*files)
    ours = network.table(*files)
    theirs = _with_events_as_nodes(graph, crimes)
    apart = np.abs(ours - theirs) / np.maximum(theirs, _SAME_PLACE)
    what = "network distances, new haven, against a search with events as nodes, relative"
    return reference.below("H3", what, float(apart.max()), 1e-6)


def _with_events_as_nodes(graph: LaneGraph, events: Positions) -> Floats:
    """Return the distances between events on a network that is cut at each of them."""
    stops: dict[int, list[tuple[float, int]]] = {}
    for event, edge in enumerate(events.edge):
        stops.setdefault(int(edge), []).append((float(events.offset[event]), graph.nodes + event))
    size = graph.nodes + events.edge.size
    shortest: dict[tuple[int, int], float] = {}
    for edge, whole in enumerate(graph.length):
        first, last = (0.0, int(graph.tail[edge])), (float(whole), int(graph.head[edge]))
        way = [first, *sorted(stops.get(edge, [])), last]
        for (near, a), (far, b) in pairwise(way):
            shortest[a, b] = min(shortest.get((a, b), np.inf), max(far - near, _NO_STEP))
    ends = np.array(list(shortest))
    lengths = np.array(list(shortest.values()))
    matrix = sparse.csr_array((lengths, (ends[:, 0], ends[:, 1])), shape=(size, size))
    wanted = np.arange(graph.nodes, size)
    return np.asarray(csgraph.dijkstra(matrix, directed=False, indices=wanted)[:, wanted])
