"""What the product's forecast is compared with: counts, kernel density and Gi*, undiscounted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import KDTree

from geo.getis import gi_star, with_self

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

# Bandwidth of the kernel density, and what Gi* takes for neighbours: wider ones do worse here.
REACH_M = 100.0
_PRIOR = 0.1  # reports that each place starts out with, or a report there would be impossible
_TOTAL_LIFE = 30.0  # days, as the product's: they differ in where, not in how many


class PlainCount:
    """Ranks places by all reports so far."""

    def __init__(self, n: int) -> None:
        self.counts = np.zeros(n)
        self._total, self._days = 0.0, 0.0

    def scores(self) -> Floats:
        """Return what each place is ranked by, and shares the expected total are in proportion."""
        return self.counts + _PRIOR

    def expected(self) -> Floats:
        """Return the reports expected on the next day."""
        scores = self.scores()
        total = (self._total + 0.5) / max(self._days, 1.0)
        return np.asarray(scores * (total / scores.sum()), np.float64)

    def see(self, places: Places) -> None:
        """Take note of a day."""
        self.counts += np.bincount(places, minlength=self.counts.size)
        kept = 0.5 ** (1.0 / _TOTAL_LIFE)
        self._total, self._days = self._total * kept + places.size, self._days * kept + 1.0


class KernelDensity(PlainCount):
    """Ranks places by the planar quartic density of all reports so far."""

    def __init__(self, at_m: Floats) -> None:
        super().__init__(len(at_m))
        near = KDTree(at_m).sparse_distance_matrix(KDTree(at_m), REACH_M, output_type="coo_matrix")
        values = (1.0 - (near.data / REACH_M) ** 2) ** 2
        self._kernel = sparse.csr_array((values, (near.row, near.col)), shape=near.shape)

    def scores(self) -> Floats:
        """Return the density at each place, in terms of one report's peak."""
        return np.asarray(self._kernel @ self.counts, np.float64) + _PRIOR


class GiStar(PlainCount):
    """Ranks places by Gi* of all reports so far; its scores are no expectation."""

    def __init__(self, at_m: Floats) -> None:
        super().__init__(len(at_m))
        pairs = KDTree(at_m).query_pairs(REACH_M, output_type="ndarray")
        ends = np.concatenate((pairs, pairs[:, ::-1]))
        ones = np.ones(len(ends))
        beside = sparse.csr_array((ones, (ends[:, 0], ends[:, 1])), shape=(len(at_m),) * 2)
        self._weights = with_self(beside)

    def scores(self) -> Floats:
        """Return z, moved so that the least is above 0."""
        z = gi_star(self.counts, self._weights)
        return z - float(z.min()) + 1.0
