"""The figures whose subject is not built yet: named, so that nobody takes silence for a yes."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.rows import Row, not_built

_PLAN, _HOT, _ROUTES = 3, 4, 5  # numbers of the issues
_LATER = (
    ("R1 to R9", "rural postman, Chinese postman, CARP, windy K walks, profit", _ROUTES),
    ("R10 to R14", "a community's day, absence, variety, the verifier, network building", _ROUTES),
    ("H1 to H7", "Gi*, network density and distances, forecasts, exposure, false alarms", _HOT),
    ("H9", "heat along the lanes, 1e5 events", _HOT),
)


def rows() -> Iterator[Row]:
    """Give a line for each."""
    for figure, what, issue in _LATER:
        yield not_built(figure, what, issue)
