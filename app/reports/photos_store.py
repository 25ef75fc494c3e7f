"""Where photos lie: a folder, each file named by the SHA-256 of what is in it.

A file is written beside its place, forced to disk, renamed and its folder forced to disk, before
any row speaks of it. A file that no row speaks of (the request failed later) does no harm and is
the same file when the photo comes again. `photos_purge` takes it away some night; whoever keeps a
file that is to stay holds its part of the folder first (`photos_locks`).
"""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from flask_babel import gettext as _

from app.errors import NotFound, Unavailable

logger = logging.getLogger(__name__)


def keep(folder: Path, body: bytes) -> bytes:
    """Store a file for good; return its SHA-256.

    Raises:
        Unavailable: The disk is full or cannot be written.
    """
    digest = digest_of(body)
    place = path_of(folder, digest)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if not _is_there(place, len(body)):
            _write(place, body)
        _force(place.parent)  # also where another request has just written it
        _force(folder)
    except OSError as error:
        logger.exception("cannot store a photo in %s", folder)
        raise Unavailable(_("The photo could not be stored. Please try again later.")) from error
    return digest


def digest_of(body: bytes) -> bytes:
    """Return what a file is named by."""
    return sha256(body).digest()


def read(folder: Path, digest: bytes) -> bytes:
    """Return a stored file.

    Raises:
        NotFound: It is not there; that is our fault, and written down.
    """
    try:
        return path_of(folder, digest).read_bytes()
    except FileNotFoundError as error:
        logger.exception("a photo is missing from the store")
        raise NotFound(_("There is no such photo.")) from error


def path_of(folder: Path, digest: bytes) -> Path:
    """Return where a file lies: `ab/cdef....jpg`."""
    name = digest.hex()
    return folder / name[:2] / f"{name[2:]}.jpg"


def _is_there(place: Path, length: int) -> bool:
    try:
        return place.stat().st_size == length
    except FileNotFoundError:
        return False


def _write(place: Path, body: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except OSError:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _force(folder: Path) -> None:
    """Force a folder's entries to disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
