"""The figures that are not measured yet: named, so that nobody takes silence for a yes."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.rows import Row

_UNMEASURED = (
    (
        "S4 to S6",
        "lanes as GeoJSON against peers, keyset pages at 1e7, reads beside a blocked writer",
    ),
    ("phone", "repeat visit, slow 3G, offline start, a photo of 12 megapixels"),
    ("N1 to N8", "faults, hostile inputs, restore, tampering: what is built is judged by tests"),
)


def rows() -> Iterator[Row]:
    """Give a line for each."""
    for figure, what in _UNMEASURED:
        yield Row(figure, what, "not measured yet")
