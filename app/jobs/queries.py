"""Which jobs a viewer may see."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.models import JobProgress
from app.policy import Viewer

SHOWN = 50


def recent_jobs(session: Session, viewer: Viewer) -> list[JobProgress]:
    """Return the community's latest jobs, newest first."""
    return list(
        session.scalars(
            select(JobProgress)
            .where(JobProgress.community_id == viewer.community_id)
            .order_by(JobProgress.created_at.desc(), JobProgress.id)
            .limit(SHOWN)
        )
    )


def job_of(session: Session, viewer: Viewer, job_id: UUID) -> JobProgress | None:
    """Return a job of the viewer's community, or None."""
    return session.scalar(
        select(JobProgress).where(
            JobProgress.community_id == viewer.community_id, JobProgress.id == job_id
        )
    )


def is_pending(session: Session, community_id: int, task: str) -> bool:
    """Tell whether a job of a kind waits or runs for a community."""
    found = session.scalar(
        select(JobProgress.id)
        .where(
            JobProgress.community_id == community_id,
            JobProgress.task == task,
            JobProgress.state.in_(("waiting", "running")),
        )
        .limit(1)
    )
    return found is not None
