"""A look into a file before it is imported: layers, columns, first rows, what can be guessed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from app.places.imports.checks import shown
from app.places.imports.choices import Choices
from app.places.imports.columns import guessed_columns, kind_of_layer
from app.places.imports.encodings import CHOICES, as_shown
from app.places.imports.file_problems import UnreadableFileError
from app.places.imports.files import opened
from app.places.imports.layers import (
    Layer,
    RawRow,
    chosen_layers,
    raw_texts,
    rows_of,
)
from app.places.imports.previews import LayerPreview, Position, Preview
from app.places.imports.projections import (
    is_stated,
    looks_like_degrees,
    name_of,
    projection_of,
)
from app.places.imports.reading import GDAL_FORMATS, read_places, sources
from app.places.imports.rows import PlaceRow, ReadResult

FIRST_ROWS = 5
NAMES_SHOWN = 6
POSITIONS = 300
"""Positions by which the datum is guessed."""

OWN_COLUMNS = ("kind", "code", "name_zh", "name_bo", "name_en")


def preview_of(path: Path, choices: Choices) -> Preview:
    """Return a look into a file.

    Raises:
        UnreadableFileError: It cannot be read as a whole.
    """
    with opened(path) as (plain, file_format):
        if file_format in GDAL_FORMATS:
            with sources(plain, path.name, file_format) as found:
                layers = [_layer(layer) for layer in chosen_layers(found, choices)]
            return Preview(has_columns=True, layers=layers)
    return Preview(has_columns=False, layers=[_rows(path.name, read_places(path, choices))])


def _layer(layer: Layer) -> LayerPreview:
    """Return a look into a layer that GDAL reads."""
    guessed = guessed_columns(layer.columns)
    rows = list(rows_of(layer, layer.columns, min(layer.rows, POSITIONS)))
    kind = kind_of_layer(layer.name)
    return LayerPreview(
        name=layer.name,
        kind=kind or "",
        geometry_type=layer.geometry_type,
        rows=layer.rows,
        crs=name_of(layer.crs),
        in_degrees=looks_like_degrees(layer.bounds),
        columns=list(layer.columns),
        guessed=guessed,
        encoding=layer.encoding or "",
        texts=_texts(layer),
        first=[[_cell(row.values[name]) for name in layer.columns] for row in rows[:FIRST_ROWS]],
        positions=_positions(layer, rows),
    )


def _cell(value: object) -> str:
    """Return a value as a table shows it."""
    if isinstance(value, bytes):
        return shown(value.decode("ascii", "replace"))
    return "" if value is None else shown(value)


def _texts(layer: Layer) -> dict[str, list[str]]:
    """Return some texts of a layer in each encoding; none where all of them are ASCII anyway."""
    if layer.encoding is None:
        return {}
    told = [raw for raw in dict.fromkeys(raw_texts(layer)) if not raw.isascii()]
    offered = dict.fromkeys((*CHOICES, layer.encoding)) if told else {}
    return {name: [shown(as_shown(raw, name)) for raw in told[:NAMES_SHOWN]] for name in offered}


def _positions(layer: Layer, rows: Sequence[RawRow]) -> list[Position]:
    """Return where a layer's first rows are, as far as that can be told."""
    if not is_stated(layer.crs):
        return []
    try:
        projection = projection_of(layer.name, layer.crs, layer.bounds)
    except UnreadableFileError:
        return []
    return _starts([projection.to_lonlat(row.geometry) for row in rows if row.geometry is not None])


def _starts(geometries: Sequence[BaseGeometry]) -> list[Position]:
    """Return a position of each geometry that is on the earth."""
    points = (shapely.get_coordinates(one)[:1] for one in geometries if not one.is_empty)
    found = [[float(x), float(y)] for at in points for x, y in at]
    return [[x, y] for x, y in found if abs(x) <= 180 and abs(y) <= 90]  # noqa: PLR2004 - degrees


def _rows(name: str, result: ReadResult) -> LayerPreview:
    """Return a look into what a reader of our own gave."""
    return LayerPreview(
        name=name,
        kind="",
        geometry_type="",
        rows=len(result.rows) + len(result.refusals),
        crs="EPSG:4326 WGS 84",
        in_degrees=True,
        columns=list(OWN_COLUMNS),
        guessed={},
        encoding="",
        texts={},
        first=[_place(row) for row in result.rows[:FIRST_ROWS]],
        positions=_starts([row.geometry for row in result.rows[:POSITIONS]]),
    )


def _place(row: PlaceRow) -> list[str]:
    return [row.kind, row.code, row.names.zh, row.names.bo, row.names.en]
