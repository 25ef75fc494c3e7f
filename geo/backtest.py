"""How good a forecast was: told each day before it is seen, and only then shown it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from geo.errors import PeriodOutOfRange, ShapeMismatch
from geo.forecast import Forecaster

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

SHARES = (0.01, 0.05, 0.1)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many reports fell on the places that were ranked first.

    Attributes:
        hit_rate: Share of the reports that did, in [0, 1]; NaN where there was no report.
        pai: Prediction accuracy index: hit rate by share of the places.
        pei: Prediction efficiency index: hits by what the best choice of as many places had hit.
    """

    hit_rate: float
    pai: float
    pei: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a backtest.

    Attributes:
        reports: How many were foretold.
        accuracy: For each share of places ranked first.
        log_likelihood: Of the counts by place and day as Poisson, per report (natural logarithm).
    """

    reports: int
    accuracy: dict[float, Accuracy]
    log_likelihood: float


def backtest(
    days: ArrayLike,
    places: ArrayLike,
    forecaster: Forecaster,
    last_days: int,
    shares: Sequence[float] = SHARES,
) -> Verdict:
    """Let a forecaster foretell the last days, each from all days before it.

    Args:
        days: Day number of each report, whole, any order; shape (m,), m >= 1.
        places: Position of the place of each, shape (m,).
        forecaster: Knowing nothing yet. It is shown a day only after it has foretold it.
        last_days: How many days up to the last report's are judged, >= 1; those before are shown
            without a question.
        shares: Of all places, in (0, 1]: how many of those ranked first are looked at (rounded up).

    Returns:
        The verdict.

    Raises:
        ShapeMismatch: The arrays do not belong together, or hold no report.
        PeriodOutOfRange: No day is judged.

    Source:
        Hit rate and PAI: Chainey, Tompson and Uhlig, Security Journal 21 (2008) 4-28; PEI: Hunt,
        "Do crime hot spots move?" (2016), as in the NIJ Real-Time Crime Forecasting Challenge.
    """
    when, where = np.asarray(days, np.int64), np.asarray(places, np.int64)
    if when.ndim != 1 or when.shape != where.shape or when.size == 0:
        message = f"{when.shape} days and {where.shape} places are not reports"
        raise ShapeMismatch(message)
    if last_days < 1:
        message = f"{last_days} days cannot be judged"
        raise PeriodOutOfRange(message)
    order = np.argsort(when, kind="stable")
    calendar = np.arange(when.min(), when.max() + 2)
    by_day = np.split(where[order], np.searchsorted(when[order], calendar)[1:-1])
    tally = _Tally(shares)
    for age, seen in zip(range(len(by_day) - 1, -1, -1), by_day, strict=True):
        if age < last_days:
            tally.judge(forecaster.expected(), seen)
        forecaster.see(seen)
    return tally.verdict()


def accuracy(scores: ArrayLike, counts: ArrayLike, first: int) -> Accuracy:
    """Judge one ranking by the reports that came after it.

    Args:
        scores: Higher is ranked first; shape (n,). Ties go by position.
        counts: Reports at each place afterwards, shape (n,), >= 0.
        first: How many places are looked at, 1 to n.

    Returns:
        The accuracy; every place counts as the same share of the ground.

    Source:
        As `backtest`.
    """
    score, count = np.asarray(scores, np.float64), np.asarray(counts, np.float64)
    hits, best = _hits(score, count, first)
    return _accuracy(hits, best, float(count.sum()), first / count.size)


class _Tally:
    """What has been hit so far."""

    def __init__(self, shares: Sequence[float]) -> None:
        self._shares = tuple(shares)
        self._hits, self._best = np.zeros(len(self._shares)), np.zeros(len(self._shares))
        self._reports, self._log_likelihood = 0, 0.0
        self._ground = self._shares

    def judge(self, expected: Floats, seen: Whole) -> None:
        """Compare what was foretold with a day's reports."""
        counts = np.bincount(seen, minlength=expected.size).astype(np.float64)
        looked_at = [max(1, int(np.ceil(expected.size * share))) for share in self._shares]
        self._ground = tuple(first / expected.size for first in looked_at)
        for at, first in enumerate(looked_at):
            hits, best = _hits(expected, counts, first)
            self._hits[at] += hits
            self._best[at] += best
        self._reports += seen.size
        each = special.xlogy(counts, expected) - expected - special.gammaln(counts + 1.0)
        self._log_likelihood += float(each.sum())

    def verdict(self) -> Verdict:
        """Return what came of it."""
        found = {
            share: _accuracy(self._hits[at], self._best[at], self._reports, self._ground[at])
            for at, share in enumerate(self._shares)
        }
        per_report = self._log_likelihood / self._reports if self._reports else float("nan")
        return Verdict(self._reports, found, per_report)


def _hits(scores: Floats, counts: Floats, first: int) -> tuple[float, float]:
    """Return reports at the places ranked first, and at the best choice of as many."""
    ranked = np.argsort(-scores, kind="stable")[:first]
    return float(counts[ranked].sum()), float(np.sort(counts)[-first:].sum())


def _accuracy(hits: float, best: float, reports: float, ground: float) -> Accuracy:
    """Return the three figures, NaN where there was no report."""
    if not reports > 0:
        return Accuracy(float("nan"), float("nan"), float("nan"))
    rate = float(hits) / reports
    return Accuracy(rate, rate / ground, float(hits) / float(best))
