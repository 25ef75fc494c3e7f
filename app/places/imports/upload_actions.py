"""What is done with a file that came through a page: kept, looked at, checked, imported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.errors import Conflict, Gone
from app.jobs import enqueue
from app.places.imports.apart import preview_apart
from app.places.imports.choices import Choices
from app.places.imports.upload_models import PlaceImport
from app.places.imports.upload_queries import has_bytes, job_state, locked_upload
from app.policy import Viewer

IMPORT_PLACES = "places.import"
NAME_LENGTH = 200
KEPT = timedelta(days=7)
"""How long a file's bytes are kept. Own choice: long enough to mend a few rows and come back."""

AT_WORK = frozenset({"waiting", "running"})


@dataclass(frozen=True)
class Wanted:
    """What somebody wants of a file: how to read it, and what to do with gaps."""

    choices: Choices
    accept_refusals: bool = False
    end_missing: bool = False


def keep(
    session: Session, viewer: Viewer, file_name: str, body: bytes, now: datetime
) -> PlaceImport:
    """Keep a file with a look into it.

    Raises:
        UnreadableFileError: It cannot be read as a whole; nothing is kept.
    """
    upload = PlaceImport(
        community_id=viewer.community_id,
        id=uuid4(),
        person_id=viewer.person_id,
        created_at=now,
        file_name=_name(file_name),
        file_bytes=len(body),
        file=body,
        choices=Choices().to_json(),
        preview={},
    )
    look(upload, Choices())
    session.add(upload)
    session.flush()
    return upload


def look(upload: PlaceImport, choices: Choices) -> None:
    """Look into a file again, with its texts in another encoding.

    Raises:
        Gone: Its bytes were purged.
        UnreadableFileError: It cannot be read that way.
    """
    with as_file(upload) as path:
        upload.preview = preview_apart(path, choices).to_json()
    upload.choices = choices.to_json()


def rehearse(
    session: Session, viewer: Viewer, upload: PlaceImport, wanted: Wanted, result_url: str
) -> UUID:
    """Put the dry run of a file in the queue; return its job's id.

    Raises:
        Conflict: The file is being worked on.
        Gone: Its bytes were purged.
    """
    upload = _free(session, upload)
    upload.choices = wanted.choices.to_json()
    upload.accept_refusals, upload.end_missing = wanted.accept_refusals, wanted.end_missing
    upload.rehearsal, upload.outcome, upload.import_job = None, None, None
    upload.rehearsal_job = _queued(session, viewer, upload, result_url, dry_run=True)
    session.flush()
    return upload.rehearsal_job


def import_checked(session: Session, viewer: Viewer, upload: PlaceImport, result_url: str) -> UUID:
    """Put the import of a file in the queue, just as its dry run was; return its job's id.

    Raises:
        Conflict: It has not been checked, its check found rows that stop it, it was imported
            already, or it is being worked on.
        Gone: Its bytes were purged.
    """
    upload = _free(session, upload)
    if upload.outcome is not None:
        raise Conflict(_("This file has been imported already. Check it again first."))
    if upload.rehearsal is None or upload.rehearsal["stopped"]:
        raise Conflict(_("Check the file first: only what has been checked is imported."))
    upload.import_job = _queued(session, viewer, upload, result_url, dry_run=False)
    session.flush()
    return upload.import_job


def _queued(
    session: Session, viewer: Viewer, upload: PlaceImport, result_url: str, *, dry_run: bool
) -> UUID:
    return enqueue(
        session,
        IMPORT_PLACES,
        community_id=viewer.community_id,
        person_id=viewer.person_id,
        arguments={"upload": str(upload.id), "dry_run": dry_run},
        result_url=result_url,
    )


def _free(session: Session, upload: PlaceImport) -> PlaceImport:
    """Return a file, locked, that no job is working on and whose bytes are there."""
    upload = locked_upload(session, upload)
    for job in (upload.rehearsal_job, upload.import_job):
        if job_state(session, upload.community_id, job) in AT_WORK:
            raise Conflict(_("This file is being worked on. Wait for it, or cancel that first."))
    if not has_bytes(session, upload):
        raise _gone()
    return upload


@contextmanager
def as_file(upload: PlaceImport) -> Iterator[Path]:
    """Give a file on disk with the bytes of an upload.

    Raises:
        Gone: They were purged.
    """
    with TemporaryDirectory(prefix="upload-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(_bytes_of(upload))
        yield path


def _bytes_of(upload: PlaceImport) -> bytes:
    if upload.file is None:
        raise _gone()
    return upload.file


def _gone() -> Gone:
    return Gone(_("The file was removed after some days. Give it again."))


def note(upload: PlaceImport, came_to: dict[str, Any], *, dry_run: bool) -> None:
    """Write what a file's dry run or import came to."""
    if dry_run:
        upload.rehearsal = came_to
    else:
        upload.outcome = came_to


def purge(session: Session, now: datetime) -> None:
    """Remove the bytes of files that are older than `KEPT`; what they came to stays."""
    session.execute(
        update(PlaceImport)
        .where(PlaceImport.created_at < now - KEPT, PlaceImport.file.is_not(None))
        .values(file=None)
    )


def _name(text: str) -> str:
    """Return a file's name as a page shows it, without folders and unprintable characters."""
    last = text.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in last if c.isprintable()).strip()
    return clean[-NAME_LENGTH:] or "?"
