"""Adding a photo to a report, exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Conflict, Gone, InvalidInput
from app.reports import events, photos_locks, photos_store
from app.reports.models import MOST_PHOTOS, Photo, Report
from app.reports.photos_image import KeptImage, reencode

BEFORE, AFTER = "before", "after"
TAKEN = (BEFORE, AFTER)


@dataclass(frozen=True)
class SentPhoto:
    """The bytes that came, the digest they are known by, and when it was taken if that was said."""

    body: bytes
    digest: bytes
    taken: str | None = None

    @classmethod
    def of(cls, body: bytes, taken: str | None = None) -> SentPhoto:
        """Return a photo by its bytes."""
        return cls(body, sha256(body).digest(), taken)


def require_digest(photo: SentPhoto, name: str) -> None:
    """Return if the photo is what its address says.

    Raises:
        Conflict: Its SHA-256 is another.
    """
    if photo.digest.hex() != name:
        raise Conflict(_("The photo is not the one that its address names. Send it again."))


def attach(
    session: Session,
    report: Report,
    photo: SentPhoto,
    *,
    person_id: int | None,
    folder: Path,
    now: datetime,
) -> tuple[Photo, bool]:
    """Add a photo to a report; return it, and whether this call added it.

    The picture is made small and stored before the report is locked: the work is done without
    holding anybody up, and a file without a row does no harm: the purge takes it, but never
    while this transaction is under way.

    Raises:
        Gone: The report was deleted meanwhile.
        InvalidInput: Unreadable, or one photo too many.
        TooLarge: Too many pixels.
        UnsupportedMedia: Not a kind that is taken.
        Unavailable: It could not be stored.
    """
    known = photo_of(session, report, photo.digest)
    if known is not None and known.stored_sha256 is not None:
        return known, False
    kept = reencode(photo.body)
    photos_locks.hold_for_upload(session, photos_store.digest_of(kept.body))
    stored = photos_store.keep(folder, kept.body)
    _lock(session, report)
    row = photo_of(session, report, photo.digest)
    if row is not None and row.stored_sha256 is not None:
        return row, False
    _require_room(session, report)
    if row is None:
        row = Photo(
            community_id=report.community_id,
            report_id=report.id,
            received_sha256=photo.digest,
            taken=BEFORE,
        )
        session.add(row)
    row.taken = photo.taken or row.taken
    _fill(row, kept, stored)
    row.uploaded_by, row.uploaded_at = person_id, now
    session.flush()
    body = {"before": None, "after": {"sha256": photo.digest.hex(), "when": row.taken}}
    events.record(session, report, "photo_added", body, person_id, now)
    return row, True


def photo_of(session: Session, report: Report, digest: bytes) -> Photo | None:
    """Return a photo of a report by the digest of what was sent, as it stands now; or None."""
    key = (report.community_id, report.id, digest)
    return session.get(Photo, key, populate_existing=True)


def _fill(row: Photo, kept: KeptImage, stored: bytes) -> None:
    row.stored_sha256, row.stored_bytes = stored, len(kept.body)
    row.width, row.height = kept.width, kept.height


def _lock(session: Session, report: Report) -> None:
    """Hold the report, so that two photos at once count each other."""
    found = session.scalar(
        select(Report.id)
        .where(Report.community_id == report.community_id, Report.id == report.id)
        .with_for_update(key_share=True)
    )
    if found is None:
        raise Gone(_("This report has been deleted."))


def _require_room(session: Session, report: Report) -> None:
    stored = session.scalar(
        select(func.count()).where(
            Photo.community_id == report.community_id,
            Photo.report_id == report.id,
            Photo.stored_sha256.is_not(None),
        )
    )
    if (stored or 0) >= MOST_PHOTOS:
        raise InvalidInput(_("A report takes at most %(most)s photos.", most=MOST_PHOTOS))
