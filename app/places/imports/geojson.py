"""Lanes, courtyards and facilities out of a GeoJSON file (RFC 7946)."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from app.places.imports.checks import shown
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.geometry import one_part
from app.places.imports.properties import KNOWN, place_row
from app.places.imports.reasons import Reason
from app.places.imports.rows import PlaceRow, Progress, ReadResult, Refusal, RowRefused

MAX_JSON_BYTES = 64 * 2**20
"""Largest GeoJSON, bytes. Own choice: some 100,000 lanes, and it is all in memory at once."""

STEP = 500
"""Rows between two calls of progress."""

WGS84_NAMES = frozenset(
    {
        "urn:ogc:def:crs:ogc:1.3:crs84",
        "urn:ogc:def:crs:ogc::crs84",
        "urn:ogc:def:crs:epsg::4326",
        "ogc:crs84",
        "epsg:4326",
    }
)
"""Names under which the member `crs` of the 2008 draft says WGS 84, in small letters."""


def read_geojson(path: Path, progress: Progress) -> ReadResult:
    """Return the places of a GeoJSON file.

    Args:
        path: Plain (not packed) file in UTF-8.
        progress: Called with features done and features in all.

    Raises:
        UnreadableFileError: Where the file is not JSON, no FeatureCollection, or states another
            coordinate reference system than WGS 84.
    """
    features = _features(_parsed(path))
    rows: list[PlaceRow] = []
    refusals: list[Refusal] = []
    ignored: Counter[str] = Counter()
    for done, feature in enumerate(features):
        if done % STEP == 0:
            progress(done, len(features))
        source_ref = f"feature {done + 1}"
        try:
            rows.append(_row(feature, source_ref, ignored))
        except RowRefused as refused:
            refusals.append(refused.refusal(source_ref))
    progress(len(features), len(features))
    return ReadResult(tuple(rows), tuple(refusals), (), dict(ignored))


def _parsed(path: Path) -> object:
    """Return the file's JSON; NaN and Infinity are read, so that their rows can be named."""
    if path.stat().st_size > MAX_JSON_BYTES:
        raise UnreadableFileError(FileProblem.JSON_TOO_LARGE, limit=MAX_JSON_BYTES // 2**20)
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=_unique)
    except RecursionError as error:
        raise UnreadableFileError(FileProblem.JSON_TOO_DEEP) from error
    except UnicodeDecodeError as error:
        raise UnreadableFileError(FileProblem.JSON_NOT_UTF8) from error
    except ValueError as error:
        raise UnreadableFileError(FileProblem.JSON_DAMAGED, problem=shown(error)) from error


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return a JSON object whose keys are all different."""
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a key stands twice in one object"
        raise ValueError(message)
    return found


def _features(document: object) -> list[object]:
    """Return the features of a document that may be read at all."""
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        raise UnreadableFileError(FileProblem.NO_COLLECTION)
    if document.get("type") != "FeatureCollection":
        raise UnreadableFileError(FileProblem.NO_COLLECTION)
    _check_crs(document.get("crs"))
    features: list[object] = document["features"]
    return features


def _check_crs(crs: object) -> None:
    """Refuse a file that states another reference system than WGS 84."""
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or name.lower() not in WGS84_NAMES:
        raise UnreadableFileError(FileProblem.OTHER_CRS, name=shown(name))


def _row(feature: object, source_ref: str, ignored: Counter[str]) -> PlaceRow:
    """Return a feature as a place; properties that nothing reads are counted in `ignored`."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise RowRefused(Reason.UNREADABLE_GEOMETRY, problem=shown(feature))
    properties: Mapping[str, object] = feature.get("properties") or {}
    if not isinstance(properties, dict):
        raise RowRefused(Reason.BAD_ATTRIBUTE, field="properties", value=shown(properties))
    name, coordinates = one_part(feature.get("geometry"))
    row = place_row(properties, name, coordinates, source_ref)
    ignored.update(f"property {shown(key)}" for key in properties if key not in KNOWN)
    return row
