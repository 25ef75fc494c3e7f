"""Tomorrow's reports, lane by lane (or cell by cell).

A day's reports are a number, and the places that they fall on. The number is Poisson around the
last weeks' mean. The places are drawn from a mixture: memories of several half-lives, each giving a
place its share of the discounted reports so far, and an even spread over all places, which is what
shrinks a place with few reports. How much each part counts is learnt from how well it foretold the
days so far, so that many reports are forecast from the last weeks and few from the last years.
"""

import math
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.discount import checked, weights
from geo.errors import NotAdjacency, ShapeMismatch

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

# Days; each about four times the one before, from a week to what never changes. Own choice.
MEMORIES: Final = (7.0, 30.0, 120.0, 480.0, 1920.0)
# Half-life of the daily total, days: follows a season, steady against a week.
_TOTAL_LIFE: Final = 30.0
# Half-life of what was learnt about the parts, days; and the reports each starts out with.
_LESSON_LIFE: Final = 365.0
_LESSONS_BEFORE: Final = 2.0
# A memory whose reports have faded to less than this has forgotten everything.
_FORGOTTEN: Final = 1e-200
# Reports that the daily total starts out with: without any, some are still to be expected.
_TOTAL_BEFORE: Final = 0.5


class Forecaster(Protocol):
    """What foretells a day from the days before."""

    def expected(self) -> Floats:
        """Return the reports expected at each place on the next day, shape (n,)."""

    def see(self, places: Places) -> None:
        """Take note of a day: the positions of its reports, repeated as often as reported."""


class Memories:
    """The product's forecaster; see the module's head."""

    def __init__(self, n: int, half_lives: Sequence[float] = MEMORIES) -> None:
        """Know nothing yet of `n` places.

        Args:
            n: How many places, >= 1.
            half_lives: Of the memories, days, each > 0.

        Raises:
            HalfLifeOutOfRange: None is given, or one is not a positive finite number.

        Source:
            Online EM for the parts of a mixture, Cappe and Moulines, J. R. Stat. Soc. B 71 (2009)
            593-613; mixing memories is own choice (docs/hotspots.md has what was compared).
        """
        weights(1, half_lives)
        self._kept = np.exp2(-1.0 / np.asarray(half_lives, np.float64))[:, None]
        self._seen = np.zeros((len(half_lives), n))
        self._learnt = np.full(len(half_lives) + 1, _LESSONS_BEFORE)
        self._total, self._days = 0.0, 0.0

    @property
    def parts(self) -> Floats:
        """How much each memory counts, and last the even spread; adding up to 1."""
        return np.asarray(self._learnt / self._learnt.sum())

    def expected(self) -> Floats:
        """Return the reports expected at each place on the next day, shape (n,), > 0."""
        total = (self._total + _TOTAL_BEFORE) / max(self._days, 1.0)
        return np.asarray(total * (self.parts @ self._shares(slice(None))), np.float64)

    def see(self, places: Places) -> None:
        """Take note of a day.

        Args:
            places: Positions of its reports, repeated as often as reported; may be empty.

        Raises:
            NotAdjacency: A position is not there.
        """
        n = self._seen.shape[1]
        if places.size and not 0 <= places.min() <= places.max() < n:
            message = f"A report lies at none of the {n} places"
            raise NotAdjacency(message)
        odds = self._learnt[:, None] * self._shares(places)
        self._learnt *= math.exp2(-1.0 / _LESSON_LIFE)
        self._learnt += (odds / odds.sum(axis=0)).sum(axis=1)
        self._seen *= self._kept
        self._seen += np.bincount(places, minlength=n)
        kept = math.exp2(-1.0 / _TOTAL_LIFE)
        self._total, self._days = self._total * kept + places.size, self._days * kept + 1.0

    def _shares(self, places: Places | slice) -> Floats:
        """Return the share of the reports that each part gives to places, even spread last."""
        n = self._seen.shape[1]
        total = self._seen.sum(axis=1, keepdims=True)
        known = total > _FORGOTTEN
        even = 1.0 / max(n, 1)
        found = np.where(known, self._seen[:, places] / np.where(known, total, 1.0), even)
        return np.vstack((found, np.full((1, found.shape[1]), even)))


def next_day(daily: ArrayLike, half_lives: Sequence[float] = MEMORIES) -> Floats:
    """Return the reports to expect at each place on the day after the last.

    Args:
        daily: Whole numbers of reports, shape (n, days), oldest day first; n may be 0.
        half_lives: Of the memories, days, each > 0.

    Returns:
        Shape (n,), > 0.

    Raises:
        HalfLifeOutOfRange, WeightOutOfRange: As their names say.
        ShapeMismatch: Not counts per place and day.

    Source:
        As `Memories`.
    """
    counts = checked(daily)
    if counts.ndim != 2:  # noqa: PLR2004
        message = f"Counts per place and day have two axes, not shape {counts.shape}"
        raise ShapeMismatch(message)
    places = np.arange(counts.shape[0])
    forecaster = Memories(counts.shape[0], half_lives)
    for day in counts.T.astype(np.int64):
        forecaster.see(np.repeat(places, day))
    return forecaster.expected()
