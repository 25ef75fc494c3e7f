"""Who may touch the photo folder: uploads side by side, the purge only where no upload is.

The folder is in 256 parts, by the first byte of a file's digest. An upload holds its file's part
from before it looks whether the file is there until its rows are committed; so the purge, which
takes a part only when it is free, never sees a file whose row is still on its way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select
from sqlalchemy.orm import Session

PHOTO_FOLDER = 0x50686F74
"""The first key of these advisory locks ("Phot"); the second is the part."""

PARTS = 256


def hold_for_upload(session: Session, digest: bytes) -> None:
    """Hold the part of a file until the caller's transaction ends; others may hold it too.

    Waits while the purge is in that part, which is as long as moving its few files takes.
    """
    session.execute(select(func.pg_advisory_xact_lock_shared(PHOTO_FOLDER, digest[0])))


@contextmanager
def held_for_purge(session: Session, part: int) -> Iterator[bool]:
    """Hold a part alone, if nobody holds it now; tell whether it is held.

    Never waits: the purge holds one part at a time and can do without it until the next night, so
    that nobody waits in a circle.
    """
    held = bool(session.scalar(select(func.pg_try_advisory_lock(PHOTO_FOLDER, part))))
    try:
        yield held
    finally:
        if held:
            session.execute(select(func.pg_advisory_unlock(PHOTO_FOLDER, part)))
