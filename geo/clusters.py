"""Clusters of lanes: stretches of the network where neighbours have more than their exposure says.

The product's own flag. It asks how far a lane's events lie from what the community's common rate
and the lane's own exposure let one expect, and whether the lanes beside it are so high that dealing
out the others' values at random would seldom do the same.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.discount import checked
from geo.errors import ShapeMismatch
from geo.getis import adjacency, benjamini_hochberg, gi_star, with_self

Floats = NDArray[np.float64]

FLAG_Q: Final = 0.05
# A place is left alone after so many deals as high as the truth: p is then known to a fifth.
_ENOUGH: Final = 25
# Deals at most, so that one place among n can still be flagged: p falls to FLAG_Q / (2 n).
_DEALS_PER_PLACE: Final = 40
_MOST_DEALS: Final = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """What is known of n lanes with their neighbours; arrays of shape (n,).

    Attributes:
        residual: Events less those expected, in standard deviations of a Poisson count.
        z: Gi* of the residuals, a standard score: where a lane and its neighbours lie.
        q: False discovery rate of the neighbours being so high by chance.
        flag: z > 0, q <= 0.05, and the lane itself above what is expected of it.
    """

    residual: Floats
    z: Floats
    q: Floats
    flag: NDArray[np.bool_]


def clusters(events: ArrayLike, exposure: ArrayLike, pairs: ArrayLike, seed: int = 0) -> Clusters:
    """Find lanes among neighbours that have more events than their exposure explains.

    Args:
        events: Shape (n,), >= 0.
        exposure: Passes or days, shape (n,), >= 0. Lanes without exposure have residual 0.
        pairs: Positions of neighbouring lanes, shape (m, 2).
        seed: Of the random deals: the same seed, the same answer.

    Returns:
        The clusters; nothing is flagged where nothing was counted.

    Raises:
        ShapeMismatch, WeightOutOfRange, NotAdjacency: As their names say.

    Source:
        Conditional permutation: Anselin, Geographical Analysis 27 (1995) 93-115, sec. 3; stopped
        early as in Besag and Clifford, Biometrika 78 (1991) 301-304, which keeps p valid. Own
        choice: over residuals, so that lanes passed five times as often are not hot for it; and a
        lane with no more than expected is not flagged for its neighbours' sake.
    """
    count, over = checked(events), checked(exposure)
    if count.ndim != 1 or count.shape != over.shape:
        message = f"Events {count.shape} and exposure {over.shape} do not belong together"
        raise ShapeMismatch(message)
    beside = adjacency(pairs, count.size)
    residual = _residuals(count, over)
    z = gi_star(residual, with_self(beside))
    if not residual.any():
        ones = np.ones_like(residual)
        return Clusters(residual, z, ones, np.zeros(count.size, np.bool_))
    from geo.permuting import chances  # noqa: PLC0415 -- numba takes half a second to load

    most = min(_MOST_DEALS, int(_DEALS_PER_PLACE / FLAG_Q) * count.size)
    starts, positions = beside.indptr.astype(np.int64), beside.indices.astype(np.int64)
    q = benjamini_hochberg(chances(residual, starts, positions, _ENOUGH, most, seed))
    return Clusters(residual, z, q, (z > 0.0) & (residual > 0.0) & (q <= FLAG_Q))


def _residuals(count: Floats, over: Floats) -> Floats:
    """Return (count - expected) / sqrt(expected), expected by one rate for all."""
    seen = over > 0.0
    total = over[seen].sum()
    expected = over * (count[seen].sum() / total) if total > 0.0 else np.zeros_like(over)
    away = np.where(seen, count - expected, 0.0)
    return np.divide(away, np.sqrt(expected), out=np.zeros_like(count), where=expected > 0.0)
