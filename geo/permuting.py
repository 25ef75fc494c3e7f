"""Conditional permutation of values over a graph, compiled."""

import numpy as np
from numpy.typing import NDArray

from geo.compiling import njit_loose

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@njit_loose
def chances(
    values: Floats, starts: Whole, beside: Whole, enough: int, most: int, seed: int
) -> Floats:
    """Return how often other places' values, dealt out at random, add up as high around a place.

    Args:
        values: Shape (n,).
        starts: Where each place's neighbours begin in `beside`, shape (n + 1,).
        beside: Positions of neighbours, none of them the place itself.
        enough: Deals as high as the truth after which a place is left alone.
        most: Deals at most.
        seed: Of the random numbers.

    Returns:
        p, shape (n,), in (0, 1]; 1 for a place without neighbours.
    """
    np.random.seed(seed)  # noqa: NPY002 -- numba knows no generator that a seed alone starts
    n = values.size
    found = np.ones(n)
    deck = np.empty(max(n - 1, 1), np.int64)
    for i in range(n):
        k = starts[i + 1] - starts[i]
        if k == 0 or n <= k:
            continue
        truth = 0.0
        for at in range(starts[i], starts[i + 1]):
            truth += values[beside[at]]
        for j in range(n - 1):
            deck[j] = j if j < i else j + 1
        bar = truth - 1e-9 * (1.0 + abs(truth))  # sums that differ by rounding alone are equal
        high, dealt = 0, 0
        while dealt < most and high < enough:
            dealt += 1
            total = 0.0
            for at in range(k):
                other = at + np.random.randint(n - 1 - at)  # noqa: NPY002
                deck[at], deck[other] = deck[other], deck[at]
                total += values[deck[at]]
            if total >= bar:
                high += 1
        found[i] = high / dealt if high == enough else (high + 1) / (dealt + 1)
    return found
