"""One call for all formats: a file in, checked rows out. Pure: no database.

`apart.read_apart` calls it in a process of its own; that is where other people's files belong.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import shapely
from numpy.typing import NDArray

from app.places.imports.archives import unpack
from app.places.imports.choices import Choices
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.files import Format, opened
from app.places.imports.geojson import read_geojson
from app.places.imports.geopackages import require_plain_tables
from app.places.imports.osm import read_osm
from app.places.imports.reasons import Reason
from app.places.imports.rows import PlaceKind, PlaceRow, Progress, ReadResult, Refusal, no_progress
from app.places.imports.sources import Source
from app.places.imports.vectors import read_layers
from geo.crs import Datum, to_wgs84

GDAL_FORMATS = frozenset({Format.GEOPACKAGE, Format.KML, Format.ZIP})
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
NO_CHOICES = Choices()


def read_places(
    path: Path, choices: Choices = NO_CHOICES, progress: Progress = no_progress
) -> ReadResult:
    """Return the places of a file in any format that has a reader.

    Args:
        path: The file, packed by gzip or not.
        choices: What the file does not say itself; positions of another datum are taken to WGS 84.
        progress: Called with rows done and rows in all.

    Raises:
        UnreadableFileError: Where the file as a whole cannot be read.
    """
    with opened(path) as (plain, file_format):
        result = _read(plain, path.name, file_format, choices, progress)
    result = without_duplicates(result)
    if choices.datum is Datum.WGS84:
        return result
    return replace(result, rows=tuple(_in_wgs84(row, choices.datum) for row in result.rows))


def _read(
    plain: Path, name: str, file_format: Format, choices: Choices, progress: Progress
) -> ReadResult:
    """Call the reader of a format; a further format is one more case."""
    if file_format not in GDAL_FORMATS and choices != Choices(datum=choices.datum):
        raise UnreadableFileError(FileProblem.FIXED_FORMAT)
    match file_format:
        case Format.OSM_XML | Format.OSM_PBF:
            return read_osm(plain, file_format, progress)
        case Format.GEOJSON:
            return read_geojson(plain, progress)
        case Format.GEOPACKAGE | Format.KML | Format.ZIP:
            with sources(plain, name, file_format) as found:
                return read_layers(found, choices, progress)


@contextmanager
def sources(plain: Path, name: str, file_format: Format) -> Iterator[Sequence[Source]]:
    """Give what GDAL is to open, each file looked at first and under a name of our own.

    Raises:
        UnreadableFileError: The file holds what no file of lanes needs, or is damaged.
    """
    with TemporaryDirectory(prefix="layers-") as made:
        folder = Path(made)
        if file_format is Format.ZIP:
            found = unpack(plain, folder)
        else:
            suffix = ".gpkg" if file_format is Format.GEOPACKAGE else ".kml"
            own = folder / f"layers{suffix}"
            own.symlink_to(plain.absolute())
            found = (Source(own, name),)
        for source in found:
            if source.path.suffix == ".gpkg":
                require_plain_tables(source.path)
            if source.path.suffix == ".kml":
                _require_no_entities(source.path)
        yield found


def _require_no_entities(path: Path) -> None:
    """Refuse KML that declares entities: they name files, or unfold without end."""
    text = path.read_bytes()
    if any(declaration in text for declaration in DECLARATIONS):
        raise UnreadableFileError(FileProblem.XML_ENTITIES)


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
