"""Small networks whose truth is known."""

import numpy as np

from geo.lane_graph import LaneGraph, Positions

LONG = 1000.0


def star(ways: int, length: float = LONG) -> LaneGraph:
    """Lanes that meet at node 0; edge i leads from it to node i + 1."""
    return LaneGraph.of_edges(ways + 1, [(0, i + 1) for i in range(ways)], [length] * ways)


def town(seed: int, across: int = 4, step: float = 40.0) -> LaneGraph:
    """A crooked grid with some lanes missing, a dead end or two and a pair of parallel lanes."""
    rng = np.random.default_rng(seed)
    at = np.arange(across * across).reshape(across, across)
    pairs = [*zip(at[:, :-1].ravel(), at[:, 1:].ravel(), strict=True)]
    pairs += [*zip(at[:-1].ravel(), at[1:].ravel(), strict=True)]
    kept = [pairs[i] for i in sorted(rng.permutation(len(pairs))[3:])]
    kept.append(kept[0])
    return LaneGraph.of_edges(at.size, kept, rng.uniform(0.5, 1.5, len(kept)) * step)


def places(graph: LaneGraph, n: int, seed: int) -> Positions:
    """Places at random, none within a decimetre of a node."""
    rng = np.random.default_rng(seed)
    edge = rng.integers(0, graph.length.size, n)
    return Positions(edge, 0.1 + rng.random(n) * (graph.length[edge] - 0.2))


def everywhere(graph: LaneGraph, step: float = 0.5) -> tuple[Positions, np.ndarray]:
    """The middles of short pieces of all lanes, and their lengths."""
    pieces = np.ceil(graph.length / step).astype(np.int64)
    edge = np.repeat(np.arange(pieces.size), pieces)
    length = graph.length[edge] / pieces[edge]
    at = np.arange(edge.size) - np.concatenate(([0], np.cumsum(pieces)))[edge]
    return Positions(edge, (at + 0.5) * length), length


def at(*pairs: tuple[int, float]) -> Positions:
    """Places by edge and offset."""
    edge, offset = zip(*pairs, strict=True)
    return Positions(np.array(edge, np.int64), np.array(offset, np.float64))
