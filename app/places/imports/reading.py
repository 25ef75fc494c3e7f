"""One call for all formats: a file in, checked rows out. Pure: no database."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from app.places.imports.files import Format, opened
from app.places.imports.geojson import read_geojson
from app.places.imports.osm import read_osm
from app.places.imports.reasons import Reason
from app.places.imports.rows import PlaceKind, PlaceRow, Progress, ReadResult, Refusal
from geo.crs import Datum, to_wgs84


def no_progress(_done: int, _total: int) -> None:
    """Report nothing."""


def read_places(
    path: Path, datum: Datum = Datum.WGS84, progress: Progress = no_progress
) -> ReadResult:
    """Return the places of a file in any format that has a reader.

    Args:
        path: The file, packed by gzip or not.
        datum: Datum of the file's positions; GCJ-02 and BD-09 are taken to WGS 84.
        progress: Called with rows done and rows in all.

    Raises:
        UnreadableFileError: Where the file as a whole cannot be read.
    """
    with opened(path) as (plain, file_format):
        result = _read(plain, file_format, progress)
    result = without_duplicates(result)
    if datum is Datum.WGS84:
        return result
    return replace(result, rows=tuple(_in_wgs84(row, datum) for row in result.rows))


def _read(plain: Path, file_format: Format, progress: Progress) -> ReadResult:
    """Call the reader of a format; a further format is one more case."""
    match file_format:
        case Format.OSM_XML | Format.OSM_PBF:
            return read_osm(plain, file_format, progress)
        case Format.GEOJSON:
            return read_geojson(plain, progress)


def _in_wgs84(row: PlaceRow, datum: Datum) -> PlaceRow:
    """Return a row of another datum with its geometry in WGS 84."""

    def shift(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_wgs84(positions[:, 0], positions[:, 1], datum))

    return replace(row, geometry=shapely.transform(row.geometry, shift))


def without_duplicates(result: ReadResult) -> ReadResult:
    """Refuse each row whose kind and code an earlier row of the file has."""
    first: dict[tuple[PlaceKind, str], str] = {}
    rows: list[PlaceRow] = []
    refusals: list[Refusal] = list(result.refusals)
    for row in result.rows:
        key = (row.kind, row.code)
        if key in first:
            details = {"code": row.code, "first": first[key]}
            refusals.append(Refusal(row.source_ref, Reason.DUPLICATE_CODE, details))
        else:
            first[key] = row.source_ref
            rows.append(row)
    return ReadResult(tuple(rows), tuple(refusals), result.notes, result.ignored)
