"""Two counts of rare things over equal spans: is their difference more than chance?"""

from __future__ import annotations

from scipy.special import bdtr

from geo.errors import WeightOutOfRange


def chance_of_difference(before: int, after: int) -> float:
    """Return how often chance alone would set two equal Poisson rates so far apart.

    Given their sum, the second of two Poisson counts of one rate is binomial with p = 1/2; the
    test is exact and conditional on that sum, two-sided by doubling the smaller tail.

    Args:
        before: Events in the first span, >= 0.
        after: Events in a second span of the same length, >= 0.

    Returns:
        A p-value in (0, 1]; 1 where both counts are equal.

    Raises:
        WeightOutOfRange: A count is negative.

    Source:
        Przyborowski and Wilenski (1940), Homogeneity of results in testing samples from Poisson
        series, Biometrika 31, 313-323.

    >>> round(chance_of_difference(2, 10), 4)
    0.0386
    """
    if min(before, after) < 0:
        message = f"A count is not negative: {before}, {after}"
        raise WeightOutOfRange(message)
    total = before + after
    fewer = min(before, after)
    return min(1.0, 2.0 * float(bdtr(fewer, total, 0.5)))
