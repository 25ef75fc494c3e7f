"""Distances along a network between places on it."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from geo.errors import GridTooLarge
from geo.lane_graph import LaneGraph, Positions

Floats = NDArray[np.float64]

# Entries of the largest table of distances, 8 bytes each.
_MAX_ENTRIES: Final = 100_000_000


def distances(graph: LaneGraph, places: Positions) -> Floats:
    """Return the distance along the network between every two places.

    Args:
        graph: The network.
        places: Places on it, n of them.

    Returns:
        Metres, shape (n, n), symmetric, 0 on the diagonal; infinite where no way leads.

    Raises:
        OffTheNetwork: A place is not on the network.
        GridTooLarge: There are more than 10,000 places, or a table to their ends is as large.

    Source:
        Dijkstra (1959) from the ends of the edges that places lie on, as compiled in scipy.
    """
    graph.check(places)
    ends, at = np.unique(
        np.stack((graph.tail[places.edge], graph.head[places.edge])), return_inverse=True
    )
    n = places.edge.size
    if n * n > _MAX_ENTRIES or ends.size * graph.nodes > _MAX_ENTRIES:
        message = f"{n} places are too many for a table of distances"
        raise GridTooLarge(message)
    between = _between_nodes(graph, ends)[:, ends] if ends.size else np.zeros((0, 0))
    at = at.reshape(2, n)
    away = np.stack((places.offset, graph.length[places.edge] - places.offset))
    found = np.full((n, n), np.inf)
    for mine in range(2):
        for yours in range(2):
            way = between[np.ix_(at[mine], at[yours])]
            np.minimum(found, away[mine][:, None] + way + away[yours], out=found)
    np.minimum(
        found, found.T.copy(), out=found
    )  # what is the same number to rounding is the same number
    same = places.edge[:, None] == places.edge
    straight = np.abs(places.offset[:, None] - places.offset)
    return np.where(same, np.minimum(found, straight), found)


def _between_nodes(graph: LaneGraph, sources: NDArray[np.int64]) -> Floats:
    """Return distances from some nodes to all, shape (sources, nodes)."""
    order = np.argsort(-graph.length, kind="stable")  # of parallel edges the shortest is set last
    tail, head, length = graph.tail[order], graph.head[order], graph.length[order]
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    _, last = np.unique((low * graph.nodes + high)[::-1], return_index=True)
    kept = low.size - 1 - last
    shape = (graph.nodes, graph.nodes)
    matrix = sparse.csr_array((length[kept], (low[kept], high[kept])), shape=shape)
    found = csgraph.dijkstra(matrix, directed=False, indices=sources)
    return np.asarray(found, np.float64)
