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

from flask_babel import gettext as _

from app.errors import UnsupportedMedia

MAX_FILE_BYTES = 256 * 2**20
"""Largest file taken, bytes. Own choice: a city's lanes are under 50 MB."""

MAX_UNPACKED_BYTES = 1024 * 2**20
"""Most bytes that a compressed file may unpack to. Own choice: stops a gzip bomb."""

CHUNK = 2**20
HEAD = 4096
GZIP_MAGIC = b"\x1f\x8b"
PBF_MAGIC = b"\x0a\x09OSMHeader"
UTF8_MARK = b"\xef\xbb\xbf"


class UnreadableFileError(UnsupportedMedia):
    """The file as a whole cannot be read; its text is for the person who gave it."""


class Format(StrEnum):
    """The formats that have a reader. Further ones get their line here and in `reading`."""

    OSM_XML = "osm"
    OSM_PBF = "pbf"
    GEOJSON = "geojson"


def detect(head: bytes) -> Format:
    """Return the format that a file's first bytes show.

    Raises:
        UnreadableFileError: Where they show none that has a reader.
    """
    if head[4 : 4 + len(PBF_MAGIC)] == PBF_MAGIC:
        return Format.OSM_PBF
    if not head:
        raise UnreadableFileError(_("The file is empty."))
    text = head.removeprefix(UTF8_MARK).lstrip()
    if text.startswith(b"{"):
        return Format.GEOJSON
    if text.startswith(b"<") and (b"<osm " in text or b"<osm>" in text):
        return Format.OSM_XML
    raise UnreadableFileError(
        _(
            "The file is in no format that can be read here. "
            "Give OpenStreetMap (.osm, .osm.gz, .pbf) or GeoJSON."
        )
    )


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
        raise UnreadableFileError(
            _("The file cannot be opened: %(problem)s", problem=error.strerror or "")
        ) from error
    if size > MAX_FILE_BYTES:
        raise UnreadableFileError(
            _(
                "The file is larger than %(limit)s MB. Cut it to your community.",
                limit=MAX_FILE_BYTES // 2**20,
            )
        )
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
        raise UnreadableFileError(
            _("The compressed file is damaged or cut short. Fetch it again.")
        ) from error


def too_much_inside() -> UnreadableFileError:
    """Return the error of a file that unpacks beyond the limit."""
    limit = MAX_UNPACKED_BYTES // 2**20
    return UnreadableFileError(
        _("The file unpacks to more than %(limit)s MB. Cut it to your community.", limit=limit)
    )
