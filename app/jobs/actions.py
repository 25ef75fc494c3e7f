"""What can be done with a job."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.jobs.models import JobProgress


def cancel(session: Session, job: JobProgress) -> None:
    """Ask a job to stop; it does so at its next sign of progress, and nothing of it stays."""
    job.cancel_requested = True
    session.flush()


def finish(session: Session, job: JobProgress) -> None:
    """Ask a job to be content with what it has so far, where it can be."""
    job.finish_requested = True
    session.flush()
