"""Files that no photo needs any more: out of the way first, gone after some weeks.

A file without a row is what a deleted report leaves, or a request that failed. It is moved to a
trash beside the store and stays there for `IN_TRASH`: whoever starts the program on the wrong
database, or restores one from before, finds the photos there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.reports.models import Photo
from app.reports.photos_locks import PARTS, held_for_purge

IN_TRASH = timedelta(days=30)
"""How long a file waits in the trash. Own choice: a month's bulletin has been read by then."""

TRASH = ".trash"
LEFT_OVER = timedelta(days=1)
"""After this, a file that was never renamed into place belongs to a request that died."""

ASKED_AT_ONCE = 1_000

Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Purged:
    """How many files went into the trash, and how many out of it for good."""

    moved: int
    removed: int


def purge(session: Session, folder: Path, now: datetime, progress: Progress) -> Purged:
    """Move files without a row into the trash, and empty it of what has lain there long enough.

    Args:
        session: With a transaction that sees what others commit meanwhile (READ COMMITTED).
        folder: Of the photos.
        now: The present.
        progress: Called with parts done and parts in all.
    """
    moved = 0
    for part in range(PARTS):
        progress(part, PARTS)
        with held_for_purge(session, part) as held:
            if held:
                moved += _sweep(session, folder, f"{part:02x}", now)
    removed = _empty_trash(folder / TRASH, now - IN_TRASH)
    progress(PARTS, PARTS)
    return Purged(moved, removed)


def _sweep(session: Session, folder: Path, part: str, now: datetime) -> int:
    """Move the files of a part that no row speaks of; return how many."""
    files = {_digest(part, path): path for path in (folder / part).glob("*.jpg")}
    digests = [digest for digest in files if digest is not None]
    gone = set(digests) - set(_needed(session, digests))
    for digest in gone:
        _to_trash(folder, files[digest], digest, now)
    for path in (folder / part).glob(".new-*"):
        if _is_older(path, now - LEFT_OVER):
            path.unlink(missing_ok=True)
    return len(gone)


def _digest(part: str, path: Path) -> bytes | None:
    """Return the digest that a file is named by, None for a name that is none."""
    try:
        return bytes.fromhex(part + path.stem)
    except ValueError:
        return None


def _needed(session: Session, digests: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the digests that a photo of any community has."""
    for start in range(0, len(digests), ASKED_AT_ONCE):
        some = digests[start : start + ASKED_AT_ONCE]
        for digest in session.scalars(
            select(Photo.stored_sha256).where(Photo.stored_sha256.in_(some)).distinct()
        ):
            if digest is not None:
                yield digest


def _to_trash(folder: Path, path: Path, digest: bytes, now: datetime) -> None:
    """Move a file into the trash; its time there counts from now."""
    trash = folder / TRASH
    trash.mkdir(exist_ok=True)
    os.utime(path, (now.timestamp(), now.timestamp()))
    path.replace(trash / f"{digest.hex()}.jpg")


def _empty_trash(trash: Path, before: datetime) -> int:
    """Remove what was put into the trash before a moment; return how many files."""
    old = [path for path in trash.glob("*.jpg") if _is_older(path, before)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return False
