"""Heat along lanes: a picture of the whole network in one product of a matrix and the counts.

    heat = build(graph, Along(60.0, Method.DISCONTINUOUS))     # once per edit of the network
    values = heat.picture(heat.counts(positions), days=30)     # per picture
    heat.add(values, place, days=30)                           # one report more
    LaneHeat.from_bytes(heat.to_bytes(), graph)                # kept, and refused if lanes changed

A lane is cut into lixels, pieces of equal length; reports lie at the middle of theirs, and values
are read there: reports per 100 m of lane per month, as `geo.heat.lane_rate` counts.
"""

import io
import zipfile
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from geo.discount import checked
from geo.errors import (
    GridTooLarge,
    LixelOutOfRange,
    NetworkChanged,
    PeriodOutOfRange,
    ShapeMismatch,
)
from geo.heat import MONTH_DAYS
from geo.lane_graph import LaneGraph, Positions
from geo.network_density import Along, Method, Shape, arrays

Singles = NDArray[np.float32]
Whole = NDArray[np.int64]

LIXEL_M: Final = 10.0
# Entries of the largest matrix that is kept: 8 bytes each.
MAX_ENTRIES: Final = 100_000_000
MAX_LIXELS: Final = 1_000_000
_AT_ONCE: Final = 1024  # lixels between looks at how large it has become
_MIN_LIXEL_M: Final = 0.1
_FORMAT: Final = "lane-heat-1"
_PER_M: Final = 100.0 * MONTH_DAYS  # reports per metre per day to reports per 100 m per month


@dataclass(frozen=True, slots=True, eq=False)
class LaneHeat:
    """What a report at each lixel adds to all lixels, per metre.

    Attributes:
        fingerprint: Of the network that it was computed for.
        setting: Bandwidth, method and shape.
        begin: Where each edge's lixels begin, shape (edges + 1,).
        edge: Of each lixel, shape (n,).
        middle: Offset of its middle, metres, shape (n,).
        length: Metres, shape (n,).
        starts: Where each lixel's row begins in the two below, shape (n + 1,), 32 bit.
        columns: Lixels that a row touches, rising, 32 bit.
        values: What it adds there, 32 bit floats, per metre. The matrix is symmetric.
    """

    fingerprint: str
    setting: Along
    begin: Whole
    edge: Whole
    middle: NDArray[np.float64]
    length: NDArray[np.float64]
    starts: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: Singles

    def lixels(self, places: Positions) -> Whole:
        """Return the lixel that each place lies on.

        Args:
            places: On the network that this was built for.
        """
        here = self.begin[places.edge]
        last = self.begin[places.edge + 1] - here - 1
        step = (places.offset / self.length[here]).astype(np.int64)
        found: Whole = here + np.minimum(step, last)
        return found

    def counts(self, places: Positions, weights: ArrayLike | None = None) -> Singles:
        """Add reports up by lixel.

        Args:
            places: Of the reports.
            weights: Of each, >= 0; None: 1 each.

        Returns:
            Shape (n,), 32 bit floats.

        Raises:
            ShapeMismatch, WeightOutOfRange: The weights are none.
        """
        weight = np.ones(places.edge.size) if weights is None else checked(weights)
        if weight.shape != places.edge.shape:
            message = f"{weight.shape} weights for {places.edge.shape} reports"
            raise ShapeMismatch(message)
        sums = np.bincount(self.lixels(places), weight, minlength=self.edge.size)
        return sums.astype(np.float32)

    def picture(self, counts: ArrayLike, days: float) -> Singles:
        """Return the heat of every lixel.

        Args:
            counts: Reports at each lixel, shape (n,), >= 0.
            days: Length of the period that they are from, days, > 0.

        Returns:
            Reports per 100 m of lane per month, shape (n,).

        Raises:
            ShapeMismatch: There are not as many counts as lixels.
            PeriodOutOfRange: The period has no length.
        """
        _require_days(days)
        count = np.ascontiguousarray(counts, np.float32)
        if count.shape != self.edge.shape:
            message = f"{count.shape} counts for {self.edge.size} lixels"
            raise ShapeMismatch(message)
        scaled = count * np.float32(_PER_M / days)
        shape = (count.size, count.size)
        matrix = sparse.csr_array((self.values, self.columns, self.starts), shape=shape)
        return np.asarray(matrix @ scaled, np.float32)

    def add(self, heat: Singles, place: Positions, days: float, weight: float = 1.0) -> None:
        """Add reports to a picture, changing it in place.

        Args:
            heat: Of `picture`, for the same period; shape (n,).
            place: Of the reports, usually one.
            days: Length of the period, days.
            weight: Of each; negative takes reports away again.
        """
        _require_days(days)
        for lixel in self.lixels(place):
            row = slice(self.starts[lixel], self.starts[lixel + 1])
            heat[self.columns[row]] += self.values[row] * np.float32(weight * _PER_M / days)

    def to_bytes(self) -> bytes:
        """Return the operator as the bytes of an npz file, without anything pickled."""
        file = io.BytesIO()
        setting = self.setting
        rule = np.array([setting.method, setting.shape, str(setting.most_junctions)])
        np.savez(
            file,
            format=np.array([_FORMAT, self.fingerprint]),
            rule=rule,
            bandwidth=np.array([setting.bandwidth_m, float(setting.turn_back)]),
            **{name: getattr(self, name) for name in _ARRAYS},
        )
        return file.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes, graph: LaneGraph) -> Self:
        """Return what `to_bytes` kept.

        Args:
            kept: Its bytes.
            graph: The network as it is now.

        Raises:
            NetworkChanged: It was computed for another network, or is of another version or broken:
                build it anew.
        """
        try:
            with np.load(io.BytesIO(kept), allow_pickle=False) as file:
                found = {name: file[name] for name in file.files}
            form, fingerprint = (str(word) for word in found["format"])
            setting = _setting(found)
            parts = {name: found[name] for name in _ARRAYS}
        except (KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
            message = "What was kept is no heat along lanes"
            raise NetworkChanged(message) from error
        if form != _FORMAT or fingerprint != graph.fingerprint:
            message = "The lanes were edited since heat along them was prepared"
            raise NetworkChanged(message)
        return cls(fingerprint, setting, **parts)


_ARRAYS: Final = ("begin", "edge", "middle", "length", "starts", "columns", "values")


def build(graph: LaneGraph, setting: Along, lixel_m: float = LIXEL_M) -> LaneHeat:
    """Compute the heat that a report anywhere adds everywhere.

    Args:
        graph: The network.
        setting: Bandwidth, method and shape.
        lixel_m: Greatest length of a lixel, metres; edges are cut into equal ones.

    Returns:
        The operator; seconds for thousands of edges.

    Raises:
        LixelOutOfRange: A lixel is shorter than 10 cm.
        GridTooLarge: There would be more than `MAX_LIXELS` or `MAX_ENTRIES`: the bandwidth reaches
            too far for lixels so short.

    Source:
        Lixels: Xie and Yan, Computers, Environment and Urban Systems 32 (2008) 396-406. The density
        is linear in the counts, so that a matrix holds it; own choice.
    """
    if not _MIN_LIXEL_M <= lixel_m < np.inf:
        message = f"A lixel is {_MIN_LIXEL_M} m long or longer, not {lixel_m}"
        raise LixelOutOfRange(message)
    pieces = np.maximum(1, np.ceil(graph.length / lixel_m)).astype(np.int64)
    if pieces.sum() > MAX_LIXELS:
        message = f"{pieces.sum()} lixels are more than {MAX_LIXELS}"
        raise GridTooLarge(message)
    begin = np.concatenate(([0], np.cumsum(pieces)))
    edge = np.repeat(np.arange(pieces.size), pieces)
    length = graph.length[edge] / pieces[edge]
    middle = (np.arange(edge.size) - begin[edge] + 0.5) * length
    rows = _rows(graph, setting, (begin, middle, edge))
    return LaneHeat(graph.fingerprint, setting, begin, edge, middle, length, *rows)


def _rows(
    graph: LaneGraph, setting: Along, lixels: tuple[Whole, NDArray[np.float64], Whole]
) -> tuple[NDArray[np.int32], NDArray[np.int32], Singles]:
    """Return the matrix, computed part by part so that one too large is given up early."""
    from geo import beams  # noqa: PLC0415 -- numba takes half a second to load

    shape, n, entries = list(Shape).index(setting.shape), lixels[1].size, 0
    found = [(np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))]
    for first in range(0, n, _AT_ONCE):
        part = (first, min(first + _AT_ONCE, n))
        found.append(
            beams.rows(arrays(graph), lixels, setting.bandwidth_m, shape, setting.rule, part)
        )
        entries += found[-1][1].size
        if entries > MAX_ENTRIES:
            message = f"A bandwidth of {setting.bandwidth_m} m reaches too far for these lixels"
            raise GridTooLarge(message)
    counts, columns, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return np.cumsum(counts).astype(np.int32), columns, values


def _setting(found: dict[str, NDArray[Any]]) -> Along:
    """Return the setting that was kept."""
    method, shape, most = (str(word) for word in found["rule"])
    bandwidth, turn_back = (float(number) for number in found["bandwidth"])
    depth = None if most == "None" else int(most)
    return Along(bandwidth, Method(method), Shape(shape), bool(turn_back), depth)


def _require_days(days: float) -> None:
    """Refuse a period without length."""
    if not 0.0 < days < np.inf:
        message = f"A period has a length, not {days} days"
        raise PeriodOutOfRange(message)
