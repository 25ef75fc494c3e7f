"""Photos over the JSON API: bytes in, bytes out."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, request, url_for
from flask_babel import gettext as _

from app import clock
from app.api import blueprint
from app.current import config, viewer_with
from app.db import session
from app.errors import Gone, InvalidInput, NotFound
from app.policy import Permission
from app.reports import photos_actions, photos_store, queries
from app.reports.loading import load_report
from app.reports.models import Photo, Report
from app.reports.photos_actions import SentPhoto

bp: APIBlueprint = blueprint("photos_api", __name__, "Photos")

CREATED, SEEN_BEFORE = 201, 200
DIGEST = re.compile("[0-9a-f]{64}")
# The address names the content, so it never changes; private, because it is not everybody's.
CACHED = "private, max-age=31536000, immutable"


@bp.put("/reports/<uuid:report_id>/photos/<name>")
def put(report_id: UUID, name: str) -> tuple[dict[str, Any], int]:
    """Add a photo to a report; `name` is the SHA-256 of the body in lower-case hexadecimal."""
    report = _load_for_upload(report_id)
    photo = SentPhoto.of(request.get_data(), _taken())
    photos_actions.require_digest(photo, name)
    row, is_new = photos_actions.attach(
        session(),
        report,
        photo,
        person_id=viewer_with(Permission.EDIT_REPORT).person_id,
        folder=config().photo_dir,
        now=clock.now(),
    )
    return _described(row), CREATED if is_new else SEEN_BEFORE


@bp.get("/reports/<uuid:report_id>/photos/<name>")
def show(report_id: UUID, name: str) -> Response:
    """Return a photo as it is kept: a JPEG."""
    report = load_report(report_id, Permission.SEE_PHOTO)
    stored = _stored_digest(report, name)
    answer = Response(photos_store.read(config().photo_dir, stored), mimetype="image/jpeg")
    answer.headers["Cache-Control"] = CACHED
    answer.headers["Content-Disposition"] = f'inline; filename="{name[:12]}.jpg"'
    answer.set_etag(stored.hex())
    answer.make_conditional(request)
    return answer


def _load_for_upload(report_id: UUID) -> Report:
    """Return a report that the viewer may add to; a phone need not try again for a deleted one.

    Raises:
        Gone: The viewer's own report, deleted.
        NotFound, Forbidden: As `load_report`.
    """
    viewer = viewer_with(Permission.EDIT_REPORT)
    if queries.is_tombstone(session(), viewer, report_id):
        raise Gone(_("This report has been deleted."))
    return load_report(report_id, Permission.EDIT_REPORT)


def _taken() -> str | None:
    said = request.args.get("when")
    if said is not None and said not in photos_actions.TAKEN:
        raise InvalidInput(_("Say before or after."), pointer="/when")
    return said


def _stored_digest(report: Report, name: str) -> bytes:
    """Return which file a photo is; an address that names none is nothing's address."""
    row = photos_actions.photo_of(session(), report, _digest(name))
    if row is None or row.stored_sha256 is None:
        raise _nothing()
    return row.stored_sha256


def _digest(name: str) -> bytes:
    if not DIGEST.fullmatch(name):
        raise _nothing()
    return bytes.fromhex(name)


def _nothing() -> NotFound:
    return NotFound(_("There is no such photo."))


def _described(row: Photo) -> dict[str, Any]:
    name = row.received_sha256.hex()
    return {
        "sha256": name,
        "when": row.taken,
        "width": row.width,
        "height": row.height,
        "bytes": row.stored_bytes,
        "url": url_for("photos_api.show", report_id=row.report_id, name=name),
    }
