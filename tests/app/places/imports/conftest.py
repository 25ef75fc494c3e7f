"""Small files written by hand, and the readers' answer to them."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest

from app.places.imports import apart
from app.places.imports.drivers import environment
from app.places.imports.reading import read_places
from app.places.imports.rows import ReadResult

NODES = "".join(f'<node id="{i}" version="1" lat="29.65{i}" lon="91.13{i}"/>' for i in range(1, 6))

Read = Callable[..., ReadResult]


class WarmReader:
    """Stands in for the start of a reading process, most of whose time goes into its imports."""

    def __init__(self) -> None:
        program = Path(__file__).with_name("warm_reader.py")
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-B", str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environment()),
            text=True,
            bufsize=1,
        )

    def start(self, request: str, _folder: Path) -> Self:
        """Ask what a reading process would be asked."""
        assert self.process.stdin
        self.process.stdin.write(request + "\n")
        return self

    def wait(self, _seconds: float) -> int:
        """Wait for the end of the reading and return its status."""
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def kill(self) -> None:
        """Let the reading be: it has ended."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Stay warm for the next file."""


@pytest.fixture(scope="package")
def warm() -> Iterator[WarmReader]:
    """Give the reader for all files of these tests."""
    reader = WarmReader()
    with reader.process:
        yield reader
        reader.process.kill()


@pytest.fixture(autouse=True)
def _read_warm(warm: WarmReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in the warm process; `test_apart.py`, which is about the cold one, overrules this."""
    monkeypatch.setattr(apart, "_started", warm.start)


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
