"""Files as they come: which format, how large, unpacked within a limit.

Formats are known by their first bytes, never by their name.
"""

import gzip
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO

from app.places.imports.file_problems import FileProblem, UnreadableFileError

MAX_FILE_BYTES = 256 * 2**20
"""Largest file taken, bytes. Own choice: a city's lanes are under 50 MB."""

MAX_UNPACKED_BYTES = 1024 * 2**20
"""Most bytes that a compressed file may unpack to. Own choice: stops a gzip bomb."""

CHUNK = 2**20
HEAD = 4096
GZIP_MAGIC = b"\x1f\x8b"
PBF_MAGIC = b"\x0a\x09OSMHeader"
UTF8_MARK = b"\xef\xbb\xbf"


class Format(StrEnum):
    """The formats that have a reader. Further ones get their line here and in `reading`."""

    OSM_XML = "osm"
    OSM_PBF = "pbf"
    GEOJSON = "geojson"
    GEOPACKAGE = "geopackage"
    KML = "kml"
    ZIP = "zip"  # a Shapefile or a KMZ: what is inside decides


MAGICS = (
    (b"SQLite format 3\x00", Format.GEOPACKAGE),
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
)
PROBLEMS = (
    (b"\x00\x00\x27\x0a", FileProblem.BARE_SHAPEFILE),
    (b"Rar!\x1a\x07", FileProblem.OTHER_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileProblem.OTHER_ARCHIVE),
)
"""First bytes of what comes often and cannot be read as it is, with what to say about it."""


def detect(head: bytes) -> Format:
    """Return the format that a file's first bytes show.

    Raises:
        UnreadableFileError: Where they show none that has a reader.
    """
    if head[4 : 4 + len(PBF_MAGIC)] == PBF_MAGIC:
        return Format.OSM_PBF
    if not head:
        raise UnreadableFileError(FileProblem.EMPTY)
    for magic, file_format in MAGICS:
        if head.startswith(magic):
            return file_format
    for magic, problem in PROBLEMS:
        if head.startswith(magic):
            raise UnreadableFileError(problem)
    found = _text_format(head.removeprefix(UTF8_MARK).lstrip())
    if found is None:
        raise UnreadableFileError(FileProblem.UNKNOWN_FORMAT)
    return found


def _text_format(text: bytes) -> Format | None:
    """Return the format that the beginning of a text shows, None where it shows none."""
    if text.startswith(b"{"):
        return Format.GEOJSON
    if not text.startswith(b"<"):
        return None
    if b"<osm " in text or b"<osm>" in text:
        return Format.OSM_XML
    return Format.KML if b"<kml" in text else None


@contextmanager
def opened(path: Path) -> Iterator[tuple[Path, Format]]:
    """Give a plain file to read and its format; a gzip file is unpacked into a temporary one.

    Raises:
        UnreadableFileError: For a file that is absent, empty, too large, cut short or unknown.
    """
    head = _head(path)
    if not head.startswith(GZIP_MAGIC):
        yield path, detect(head)
        return
    with tempfile.NamedTemporaryFile(prefix="places-") as plain:
        _unpack(path, plain)
        plain.flush()
        plain.seek(0)
        yield Path(plain.name), detect(plain.read(HEAD))


def _head(path: Path) -> bytes:
    """Return the first bytes of a file that is there and not too large."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        problem = error.strerror or ""
        raise UnreadableFileError(FileProblem.CANNOT_OPEN, problem=problem) from error
    if size > MAX_FILE_BYTES:
        raise UnreadableFileError(FileProblem.TOO_LARGE, limit=MAX_FILE_BYTES // 2**20)
    return head


def _unpack(path: Path, target: IO[bytes]) -> None:
    """Unpack a gzip file (one or several members) into `target`, within the limit."""
    unpacked = 0
    try:
        with gzip.open(path) as packed:
            while block := packed.read(CHUNK):
                unpacked += len(block)
                if unpacked > MAX_UNPACKED_BYTES:
                    raise too_much_inside()
                target.write(block)
    except (zlib.error, EOFError, OSError) as error:
        raise UnreadableFileError(FileProblem.GZIP_DAMAGED) from error


def too_much_inside() -> UnreadableFileError:
    """Return the error of a file that unpacks beyond the limit."""
    return UnreadableFileError(FileProblem.TOO_MUCH_INSIDE, limit=MAX_UNPACKED_BYTES // 2**20)
