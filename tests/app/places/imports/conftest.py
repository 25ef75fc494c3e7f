"""Small files written by hand, and the readers' answer to them."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.places.imports.reading import read_places
from app.places.imports.rows import ReadResult

NODES = "".join(f'<node id="{i}" version="1" lat="29.65{i}" lon="91.13{i}"/>' for i in range(1, 6))

Read = Callable[..., ReadResult]


@pytest.fixture
def read_bytes(tmp_path: Path) -> Read:
    """Read bytes as a file that has a name without meaning."""

    def read(content: bytes, *, packed: bool = False) -> ReadResult:
        path = tmp_path / "upload"
        path.write_bytes(gzip.compress(content) if packed else content)
        return read_places(path)

    return read


@pytest.fixture
def read_osm(read_bytes: Read) -> Read:
    """Read ways over five nodes near Barkhor, written as OpenStreetMap XML."""

    def read(ways: str, nodes: str = NODES) -> ReadResult:
        text = f'<?xml version="1.0"?><osm version="0.6">{nodes}{ways}</osm>'
        return read_bytes(text.encode())

    return read


@pytest.fixture
def read_features(read_bytes: Read) -> Read:
    """Read GeoJSON features; further members of the collection by keyword."""

    def read(*features: object, **members: object) -> ReadResult:
        collection = {"type": "FeatureCollection", "features": features, **members}
        return read_bytes(json.dumps(collection).encode())

    return read
