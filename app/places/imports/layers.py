"""The layers of a file as GDAL sees them, their texts made readable. Only in the reading process.

Texts of a Shapefile are bytes: they are read as Latin 1, which every byte survives, and decoded
here, where an encoding can be chosen, guessed and refused row by row.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import numpy as np
import pyogrio
import pyogrio.raw
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from app.places.imports.checks import shown
from app.places.imports.choices import Choices
from app.places.imports.columns import plain
from app.places.imports.drivers import require_ours_alone
from app.places.imports.encodings import decoded, guessed
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.sources import Source

CHUNK = 2_000
"""Rows read at a time."""

SAMPLE = 200
"""Rows by which the encoding of a layer's texts is guessed."""

AS_BYTES = "ISO-8859-1"
"""Read as this, texts are their bytes: each becomes the character of its number, and back."""

KML_OWN = frozenset(
    {"timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility"}
    | {"drawOrder", "icon", "snippet", "description"}
)
"""Columns that GDAL gives to every KML layer and that say how it is drawn, not what it is."""

GDAL_ERRORS = (
    pyogrio.errors.DataSourceError,
    pyogrio.errors.DataLayerError,
    RuntimeError,
    ValueError,
)
"""The last for texts that are no UTF-8 where GDAL promises it."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as GDAL sees it, its texts made readable.

    Attributes:
        key: What GDAL calls it; None for a file's only one.
        raw_columns: Column names as GDAL takes them, in the order of `columns`.
        encoding: Of its texts, chosen, stated or guessed; None where they are Unicode.
        certain: Whether the encoding was chosen or stated and fits.
        bounds: West, south, east, north in its own reference system; None where it is empty.
    """

    source: Source
    key: str | None
    name: str
    columns: tuple[str, ...]
    raw_columns: tuple[str, ...]
    encoding: str | None
    certain: bool
    crs: str | None
    geometry_type: str
    rows: int
    bounds: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: geometry (None where it is missing or cannot be read) and values by column."""

    number: int
    geometry: BaseGeometry | None
    values: dict[str, object]


def chosen_layers(sources: Sequence[Source], choices: Choices) -> list[Layer]:
    """Return the layers with geometries: all, or the one that was chosen.

    Raises:
        UnreadableFileError: There is none, or none of that name.
        RuntimeError: This process could open more than is ours to open.
    """
    require_ours_alone(frozenset(pyogrio.list_drivers()))
    layers = [layer for source in sources for layer in _layers_of(source, choices)]
    if not layers:
        raise UnreadableFileError(FileProblem.NO_LAYER)
    if choices.layer is None:
        return layers
    wanted = [layer for layer in layers if layer.name == choices.layer]
    if not wanted:
        names = ", ".join(shown(layer.name) for layer in layers)
        raise UnreadableFileError(
            FileProblem.UNKNOWN_LAYER, layer=shown(choices.layer), layers=names
        )
    return wanted


def rows_of(layer: Layer, columns: Sequence[str], most: int | None = None) -> Iterator[RawRow]:
    """Yield a layer's rows with the values of some columns; at most so many.

    A text that is none in the layer's encoding comes as bytes, for the checks to refuse.
    """
    raw = dict(zip(layer.columns, layer.raw_columns, strict=True))
    numbers = count(1)
    for start in range(0, most or layer.rows, CHUNK):
        size = min(CHUNK, (most or layer.rows) - start)
        found, geometries, fields = _read(layer, [raw[name] for name in columns], start, size)
        back = {raw[name]: name for name in columns}
        named = dict(zip([back[name] for name in found["fields"]], fields, strict=True))
        for place, wkb in enumerate(geometries):
            values = {name: _value(column[place], layer) for name, column in named.items()}
            yield RawRow(next(numbers), _geometry(wkb), values)


def _read(
    layer: Layer, columns: Sequence[str], start: int, size: int
) -> tuple[dict[str, Any], NDArray[Any], list[NDArray[Any]]]:
    """Read some rows by GDAL."""
    try:
        found, _fids, geometries, fields = pyogrio.raw.read(
            layer.source.path,
            layer=layer.key,
            encoding=AS_BYTES if layer.source.raw_text else None,
            columns=list(columns),
            force_2d=True,
            skip_features=start,
            max_features=size,
        )
    except GDAL_ERRORS as error:
        raise _damaged(layer.name, error) from error
    return found, geometries, fields


def _layers_of(source: Source, choices: Choices) -> Iterator[Layer]:
    """Yield the layers of a file that have geometries."""
    try:
        listed = pyogrio.list_layers(source.path)
    except GDAL_ERRORS as error:
        raise _damaged(source.name, error) from error
    for key, geometry_type in listed:
        if geometry_type is not None:
            yield _layer(source, str(key), choices)


def _layer(source: Source, key: str, choices: Choices) -> Layer:
    """Return a layer; of one whose texts are bytes, with the encoding that makes them readable."""
    try:
        info = pyogrio.read_info(
            source.path,
            layer=key,
            encoding=AS_BYTES if source.raw_text else None,
            force_feature_count=True,
            force_total_bounds=True,
        )
    except GDAL_ERRORS as error:
        raise _damaged(source.name, error) from error
    own = KML_OWN if source.path.suffix == ".kml" else frozenset()
    columns = tuple(str(name) for name in info["fields"] if name not in own)
    layer = Layer(
        source=source,
        key=key,
        name=source.name if source.raw_text else key,
        columns=columns,
        raw_columns=columns,
        encoding=None,
        certain=True,
        crs=info["crs"],
        geometry_type=str(info["geometry_type"]),
        rows=max(int(info["features"]), 0),
        bounds=_bounds(info["total_bounds"]),
    )
    return _readable(layer, choices) if source.raw_text else layer


def _bounds(found: Sequence[float] | None) -> tuple[float, float, float, float] | None:
    """Return an extent, None where there is none or it holds no numbers."""
    if found is None or not np.isfinite(found).all():
        return None
    west, south, east, north = map(float, found)
    return west, south, east, north


def _readable(layer: Layer, choices: Choices) -> Layer:
    """Return a layer of bytes with its encoding and its column names in it."""
    stated = choices.encoding or layer.source.encoding
    encoding = choices.encoding or guessed(raw_texts(layer), stated)
    return replace(
        layer,
        encoding=encoding,
        certain=encoding == stated,
        columns=_distinct(_text(name, encoding) for name in layer.raw_columns),
    )


def raw_texts(layer: Layer, most: int = SAMPLE) -> list[bytes]:
    """Return texts of a layer whose encoding is open, as bytes: column names and first values."""
    values = (
        value.encode(AS_BYTES)
        for row in rows_of(
            replace(layer, encoding=None, columns=layer.raw_columns),
            layer.raw_columns,
            min(most, layer.rows),
        )
        for value in row.values.values()
        if isinstance(value, str)
    )
    return [name.encode(AS_BYTES) for name in layer.raw_columns] + list(values)


def _distinct(names: Iterator[str]) -> tuple[str, ...]:
    """Return names, those that come again with a number behind them."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(found)


def _text(as_bytes: str, encoding: str) -> str:
    try:
        return decoded(as_bytes.encode(AS_BYTES), encoding)
    except UnicodeDecodeError:
        return as_bytes


def _value(value: Any, layer: Layer) -> object:  # noqa: ANN401 - what GDAL found in a column
    """Return a column's value; a text that is none in the layer's encoding as its bytes."""
    found = plain(value)
    if layer.encoding is None or not isinstance(found, str):
        return found
    raw = found.encode(AS_BYTES)
    try:
        return decoded(raw, layer.encoding)
    except UnicodeDecodeError:
        return raw


def _geometry(wkb: bytes | None) -> BaseGeometry | None:
    if wkb is None:
        return None
    found: BaseGeometry | None = shapely.from_wkb(wkb, on_invalid="ignore")
    return found


def _damaged(name: str, error: Exception) -> UnreadableFileError:
    """Return the error of a layer that GDAL cannot read."""
    return UnreadableFileError(FileProblem.LAYER_DAMAGED, layer=shown(name), problem=shown(error))
