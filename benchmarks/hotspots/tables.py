"""Reading the files that the commands are given."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def columns(path: Path) -> dict[str, list[str]]:
    """Return a CSV file, packed or not, by column; names in small letters."""
    rows = list(_rows(path))
    names = [name.strip().lower() for name in rows[0]]
    return {name: [row[at] for row in rows[1:]] for at, name in enumerate(names)}


def numbers(path: Path, *names: str) -> list[Floats]:
    """Return columns of a CSV file as numbers."""
    found = columns(path)
    return [np.array([float(text) for text in found[name]]) for name in names]


def days_and_places(path: Path) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Return day number, x and y of the crimes of a file of the NIJ challenge."""
    found = columns(path)
    day = [date.fromisoformat(text[:10]).toordinal() for text in found["occ_date"]]
    x, y = (
        np.array([float(text) for text in found[name]]) for name in ("x_coordina", "y_coordina")
    )
    return np.array(day, np.int64), x, y


def geometries(path: Path) -> NDArray[np.object_]:
    """Return the single geometries of a file that GDAL reads, in the plane."""
    packed = pyogrio.raw.read(path)[2]
    return np.asarray(shapely.get_parts(shapely.force_2d(shapely.from_wkb(packed))), object)


def _rows(path: Path) -> Iterator[list[str]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as packed:
            yield from csv.reader(packed)
    else:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.reader(file)
