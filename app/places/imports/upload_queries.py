"""Which files a viewer may see, and what their datum is guessed by."""

from __future__ import annotations

from uuid import UUID

import shapely
from shapely import LineString
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.jobs.models import JobProgress
from app.places.imports.upload_models import PlaceImport
from app.places.models import Lane
from app.policy import Viewer

SHOWN = 20
COMPARED = 3_000
"""Lanes with which a file's positions are compared. Own choice: a community has some 300."""


def recent_uploads(session: Session, viewer: Viewer) -> list[PlaceImport]:
    """Return the community's latest files, newest first."""
    return list(
        session.scalars(
            select(PlaceImport)
            .where(PlaceImport.community_id == viewer.community_id)
            .order_by(PlaceImport.created_at.desc(), PlaceImport.id)
            .limit(SHOWN)
        )
    )


def upload_of(session: Session, community_id: int, upload_id: UUID) -> PlaceImport | None:
    """Return a file of a community, or None."""
    return session.get(PlaceImport, (community_id, upload_id))


def locked_upload(session: Session, upload: PlaceImport) -> PlaceImport:
    """Return a file as it is now, held until the transaction ends."""
    return session.scalars(
        select(PlaceImport)
        .where(PlaceImport.community_id == upload.community_id, PlaceImport.id == upload.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def has_bytes(session: Session, upload: PlaceImport) -> bool:
    """Tell whether a file is still there, without reading it."""
    there = select(PlaceImport.file.is_not(None)).where(
        PlaceImport.community_id == upload.community_id, PlaceImport.id == upload.id
    )
    return bool(session.scalar(there))


def job_state(session: Session, community_id: int, job_id: UUID | None) -> str | None:
    """Return the state of a file's job, None where it has none."""
    if job_id is None:
        return None
    return session.scalar(
        select(JobProgress.state).where(
            JobProgress.community_id == community_id, JobProgress.id == job_id
        )
    )


def failure_of(session: Session, upload: PlaceImport) -> str:
    """Return what a file's last job failed with, empty where it did not."""
    last = upload.import_job or upload.rehearsal_job
    message = session.scalar(
        select(JobProgress.message).where(
            JobProgress.community_id == upload.community_id,
            JobProgress.id == last,
            JobProgress.state == "failed",
        )
    )
    return message or ""


def lines_here(session: Session, community_id: int) -> list[LineString]:
    """Return lanes that there are, WGS 84, by id."""
    found = session.scalars(
        select(func.ST_AsBinary(Lane.geom))
        .where(Lane.community_id == community_id, Lane.valid_to.is_(None))
        .order_by(Lane.id)
        .limit(COMPARED)
    )
    lines = (shapely.from_wkb(bytes(wkb)) for wkb in found)
    return [line for line in lines if isinstance(line, LineString)]
