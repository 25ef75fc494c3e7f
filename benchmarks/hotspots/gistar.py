"""Gi* of a table of values, as peers compute it: one JSON line per place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.hotspots.tables import numbers
from geo.getis import benjamini_hochberg, gi_star, two_sided, with_self

FLAG_Q = 0.05


def read(
    values: Path, weights: Path
) -> tuple[NDArray[np.int64], NDArray[np.float64], sparse.csr_array]:
    """Return the places' numbers, their values and the weights between them.

    Args:
        values: Columns `i, v`.
        weights: Columns `i, j, w`; without the places themselves.
    """
    places, found = numbers(values, "i", "v")
    order = np.argsort(places, kind="stable")
    known = places[order].astype(np.int64)
    i, j, w = numbers(weights, "i", "j", "w")
    rows, cols = (np.searchsorted(known, ends.astype(np.int64)) for ends in (i, j))
    matrix = sparse.csr_array((w, (rows, cols)), shape=(known.size, known.size))
    return known, found[order], matrix


def lines(values: Path, weights: Path) -> Iterator[dict[str, object]]:
    """Give each place's scores, with weight 1 for the place itself."""
    places, found, matrix = read(values, weights)
    binary = gi_star(found, with_self(matrix))
    row = gi_star(found, with_self(matrix, row=True))
    q = benjamini_hochberg(two_sided(binary))
    for at, place in enumerate(places):
        yield {
            "i": int(place),
            "z_binary": float(binary[at]),
            "z_row": float(row[at]),
            "q": float(q[at]),
            "flag": bool(q[at] <= FLAG_Q),
        }
