"""Rows that were dropped from a relaxation, and are asked first when rows are wanted again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from geo.routing.neighbours import Floats
from geo.routing.rural_cuts import VIOLATED, Cut

_MOST: Final = 5000  # rows remembered; the oldest are forgotten


class CutPool:
    """Rows at rest."""

    def __init__(self) -> None:
        """Begin without rows."""
        self._cuts: list[Cut] = []
        self._out = np.zeros(0, bool)
        self.put(())

    def put(self, cuts: Sequence[Cut]) -> None:
        """Remember rows; those handed out since are forgotten."""
        kept = [cut for cut, out in zip(self._cuts, self._out, strict=True) if not out]
        self._cuts = [*kept, *cuts][-_MOST:]
        self._out = np.zeros(len(self._cuts), bool)
        lengths = [len(cut.columns) for cut in self._cuts]
        self._starts = np.r_[0, np.cumsum(lengths, dtype=np.int64)][:-1]
        self._columns = np.concatenate([np.zeros(0, np.int64), *(c.columns for c in self._cuts)])
        self._values = np.concatenate([np.zeros(0), *(cut.values for cut in self._cuts)])
        self._least = np.array([cut.least for cut in self._cuts])

    def broken(self, solution: Floats) -> list[Cut]:
        """Hand out the rows that a solution breaks, each once."""
        if len(self._cuts) == 0:
            return []
        sums = np.add.reduceat(self._values * solution[self._columns], self._starts)
        rows = np.flatnonzero(~self._out & (sums < self._least - VIOLATED))
        self._out[rows] = True
        return [self._cuts[row] for row in rows]
