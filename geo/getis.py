"""Gi*, the statistic of Getis and Ord, as their peers compute it; and false discoveries held down.

For what the product itself calls a cluster see `geo.clusters`: normal theory, which these z scores
are read by, flags 6 to 16 % of communities where nothing is the matter, because counts are few and
skew and because neighbouring lanes share reports.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, special

from geo.errors import NotAdjacency, NotFinite, ShapeMismatch, WeightOutOfRange

Floats = NDArray[np.float64]


def adjacency(pairs: ArrayLike, n: int) -> sparse.csr_array:
    """Return who is beside whom, 1 for neighbours either way round.

    Args:
        pairs: Positions of neighbours, whole numbers from 0 to n - 1, shape (m, 2); twice is once.
        n: How many places, >= 0.

    Returns:
        Sparse matrix of shape (n, n), symmetric, its diagonal empty.

    Raises:
        NotAdjacency: A position is not there, or a place is said to be beside itself.
    """
    found = np.asarray(pairs)
    found = found.reshape(0, 2).astype(np.int64) if found.size == 0 else found
    if found.dtype.kind not in "iu" or found.ndim != 2 or found.shape[1] != 2:  # noqa: PLR2004
        message = f"Neighbours are pairs of positions, not {found.dtype} of shape {found.shape}"
        raise NotAdjacency(message)
    if found.size and (found.min() < 0 or found.max() >= n or (found[:, 0] == found[:, 1]).any()):
        message = f"A neighbour is none of the {n} places, or a place beside itself"
        raise NotAdjacency(message)
    both = np.vstack((found, found[:, ::-1]))
    matrix = sparse.csr_array((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(n, n))
    matrix.data[:] = 1.0
    return matrix


def gi_star(values: ArrayLike, weights: sparse.csr_array) -> Floats:
    """Return the z score of Gi* at every place, for any weights.

    Args:
        values: Shape (n,), finite.
        weights: Shape (n, n), entries >= 0, each place's weight for itself included (binary: 1).

    Returns:
        Shape (n,): standard scores under normal theory. Nought where all values are alike, and
        where a place's neighbours are everybody.

    Raises:
        ShapeMismatch, NotFinite, WeightOutOfRange: As their names say.

    Source:
        Ord and Getis, Geographical Analysis 27 (1995) 286-306, eq. 14. A row of weights may be
        multiplied by anything without changing its score, so row-standardised and binary weights
        give the same z, as in R's spdep. esda 2.9 writes W (n - W) where the variance has
        n sum(w^2) - W^2; that holds for weights of 0 and 1 alone, and with a row of k weights 1 / k
        its score comes out as sqrt((n / k - 1) / (n - 1)) of the true one.
    """
    x = np.asarray(values, np.float64)
    if x.ndim != 1 or weights.shape != (x.size, x.size):
        message = f"{x.shape} values and weights of shape {weights.shape} do not belong together"
        raise ShapeMismatch(message)
    if not np.isfinite(x).all():
        message = "A value is NaN or infinite"
        raise NotFinite(message)
    if not (np.isfinite(weights.data).all() and (weights.data >= 0.0).all()):
        message = "A weight is negative, NaN or infinite"
        raise WeightOutOfRange(message)
    n = x.size
    total = np.asarray(weights.sum(axis=1), np.float64)
    squares = np.asarray((weights * weights).sum(axis=1), np.float64)
    around = np.asarray(weights @ (x - x.mean()), np.float64) if n else x
    spread = np.maximum(n * squares - total**2, 0.0) / max(n - 1, 1)
    deviation = x.std() * np.sqrt(spread) if n else x
    # What is left of nought by rounding is nought: all alike, or a neighbourhood of everybody.
    real = (deviation > 1e-12 * np.abs(x).max(initial=0.0)) & (spread > 1e-9 * squares)
    return np.divide(around, deviation, out=np.zeros(n), where=real)


def with_self(weights: sparse.csr_array, *, row: bool = False) -> sparse.csr_array:
    """Return weights that count each place among its own neighbours, with weight 1.

    Args:
        weights: Shape (n, n).
        row: Whether each row is then divided by its sum (row-standardised).
    """
    found = sparse.csr_array(weights + sparse.eye_array(weights.shape[0], format="csr"))
    if row:
        found = sparse.csr_array(sparse.diags_array(1.0 / found.sum(axis=1)) @ found)
    return found


def two_sided(z: Floats) -> Floats:
    """Return the probability that a standard normal lies as far from 0 as each z or farther."""
    return np.asarray(special.erfc(np.abs(z) / np.sqrt(2.0)), np.float64)


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Return the false discovery rate at which each of many tests would be called significant.

    Args:
        p: Probabilities, shape (n,), in [0, 1].

    Returns:
        q, shape (n,), in [0, 1]: flagging all with q <= 0.05 has at most 5 % false flags on the
        average, and flags anything in at most 5 % of cases where there is nothing to find.

    Source:
        Benjamini and Hochberg, J. R. Stat. Soc. B 57 (1995) 289-300, in R's `p.adjust` form.

    >>> benjamini_hochberg([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.04, 0.04]
    """
    chances = np.asarray(p, np.float64)
    order = np.argsort(chances, kind="stable")[::-1]
    share = chances.size / np.arange(chances.size, 0, -1)
    q = np.empty_like(chances)
    q[order] = np.minimum(1.0, np.minimum.accumulate(chances[order] * share))
    return q
