"""Places out of what GDAL reads: GeoPackage, Shapefile, KML. Only in the reading process.

GDAL gives columns, geometries and reference systems; what is a place, and which rows are none, is
decided by the checks that GeoJSON goes through.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import shapely

from app.places.imports.checks import shown
from app.places.imports.choices import Choices
from app.places.imports.columns import as_read, chosen_columns, kind_of_layer
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.geometry import MAX_VERTICES, one_part
from app.places.imports.layers import (
    AS_BYTES,
    CHUNK,
    Layer,
    RawRow,
    chosen_layers,
    raw_texts,
    rows_of,
)
from app.places.imports.projections import Projection, projection_of
from app.places.imports.properties import place_row
from app.places.imports.reasons import Reason
from app.places.imports.rows import PlaceRow, Progress, ReadResult, Refusal, RowRefused
from app.places.imports.sources import Source

MAX_ROWS = 200_000
"""Most rows of all layers together. Own choice: far more than a district has places."""


def read_layers(sources: Sequence[Source], choices: Choices, progress: Progress) -> ReadResult:
    """Return the places of the layers that were chosen.

    Raises:
        UnreadableFileError: A layer is damaged, has no known reference system, or lacks what was
            chosen; or there are too many rows.
    """
    layers = chosen_layers(sources, choices)
    total = sum(layer.rows for layer in layers)
    if total > MAX_ROWS:
        raise UnreadableFileError(FileProblem.TOO_MANY_ROWS, limit=MAX_ROWS)
    notes: list[Refusal] = []
    found: list[PlaceRow | Refusal] = []
    ignored: Counter[str] = Counter()
    for layer in layers:
        notes.extend(_notes(layer))
        mapped = _mapped(layer, choices)
        for one in _places(layer, mapped, choices):
            if len(found) % CHUNK == 0:
                progress(len(found), total)
            found.append(one)
        left = set(layer.columns) - set(mapped.values())
        ignored.update({f"column {shown(column)}": layer.rows for column in left})
    progress(total, total)
    rows = tuple(one for one in found if isinstance(one, PlaceRow))
    refusals = tuple(one for one in found if isinstance(one, Refusal))
    return ReadResult(rows, refusals, tuple(notes), dict(ignored))


def _places(
    layer: Layer, mapped: Mapping[str, str], choices: Choices
) -> Iterator[PlaceRow | Refusal]:
    """Yield a layer's rows as places, or as refused."""
    projection = projection_of(layer.name, choices.crs or layer.crs, layer.bounds)
    for raw in rows_of(layer, tuple(dict.fromkeys(mapped.values()))):
        source_ref = f"{layer.name} {raw.number}"
        try:
            yield _place(raw, source_ref, _properties(raw, layer, mapped, choices), projection)
        except RowRefused as refused:
            yield refused.refusal(source_ref)


def _properties(
    raw: RawRow, layer: Layer, mapped: Mapping[str, str], choices: Choices
) -> dict[str, object]:
    """Return a row's values by our names, with what was said about all of them."""
    properties = {ours: as_read(ours, raw.values[column]) for ours, column in mapped.items()}
    if choices.kind is not None:
        properties["kind"] = choices.kind
    elif properties.get("kind") is None:
        properties["kind"] = kind_of_layer(layer.name)
    if properties.get("facility") is None:
        properties["facility"] = choices.facility
    return properties


def _place(
    raw: RawRow, source_ref: str, properties: Mapping[str, object], projection: Projection
) -> PlaceRow:
    """Return a row as a place."""
    if raw.geometry is None:
        raise RowRefused(Reason.EMPTY_GEOMETRY)
    if shapely.get_num_coordinates(raw.geometry) > MAX_VERTICES:
        raise RowRefused(Reason.TOO_MANY_VERTICES, limit=str(MAX_VERTICES))
    geometry = json.loads(shapely.to_geojson(projection.to_lonlat(raw.geometry)))
    name, coordinates = one_part(geometry)
    return place_row(properties, name, coordinates, source_ref)


def _mapped(layer: Layer, choices: Choices) -> dict[str, str]:
    """Return our names to the layer's columns, all of which it has."""
    mapped = chosen_columns(layer.columns, choices.columns)
    for column in mapped.values():
        if column not in layer.columns:
            raise UnreadableFileError(
                FileProblem.UNKNOWN_COLUMN,
                layer=shown(layer.name),
                column=shown(column),
                columns=", ".join(map(shown, layer.columns)),
            )
    return mapped


def _notes(layer: Layer) -> Iterator[Refusal]:
    """Yield what a person should know of how a layer was read."""
    if layer.source.without_index:
        yield Refusal(layer.name, Reason.INDEX_REBUILT)
    if not layer.certain and any(not name.isascii() for name in _seen(layer)):
        yield Refusal(layer.name, Reason.ENCODING_GUESSED, {"encoding": str(layer.encoding)})


def _seen(layer: Layer) -> Iterator[str]:
    """Yield texts of a layer as they come: where all are ASCII, any encoding is right."""
    yield from layer.raw_columns
    yield from (text.decode(AS_BYTES) for text in raw_texts(layer))
