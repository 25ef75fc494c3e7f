"""The queue: tasks by name, put in through the caller's transaction, run by the worker."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, cast
from uuid import UUID, uuid4

import procrastinate
from flask import Flask, current_app
from procrastinate.contrib.sqlalchemy import SQLAlchemyPsycopg2Connector
from procrastinate.manager import JobManager
from sqlalchemy import update
from sqlalchemy.orm import Session

from app import clock
from app.db import db, independent_transaction, transaction
from app.errors import DomainError
from app.jobs.models import JobProgress

logger = logging.getLogger(__name__)

connector = SQLAlchemyPsycopg2Connector()
queue = procrastinate.App(connector=connector)
starters: list[Callable[[], None]] = []


class JobCancelled(Exception):
    """Somebody asked for the job to stop; its transaction is rolled back."""


class Work(Protocol):
    """A task: it gets the session, its job and its arguments, and returns a closing message."""

    def __call__(self, session: Session, job: Job, **arguments: Any) -> str:  # noqa: ANN401 - JSON
        """Do the work; flush, never commit."""


@dataclass(frozen=True)
class Job:
    """A running job, as its task sees it."""

    id: UUID
    community_id: int | None
    person_id: int | None

    def progress(self, done: int, total: int, message: str = "") -> bool:
        """Write how far the job is, at once, whatever becomes of its own transaction.

        Returns:
            Whether it is to go on; False where somebody is content with what it has so far.

        Raises:
            JobCancelled: Somebody pressed cancel.
        """
        with independent_transaction() as session:
            row = session.get_one(JobProgress, self.id)
            row.done, row.total, row.message = done, total, message
            cancelled, enough = row.cancel_requested, row.finish_requested
        if cancelled:
            raise JobCancelled
        return not enough


def init_app(app: Flask) -> None:
    """Let the queue write through the app's engine."""
    with app.app_context():
        connector.open(db.engine)


def task(name: str) -> Callable[[Work], Work]:
    """Register a task under a name that stays the same over releases."""

    def register(work: Work) -> Work:
        @queue.task(name=name)
        @functools.wraps(work)
        def run(job_id: str, **arguments: Any) -> None:  # noqa: ANN401 - JSON
            app = cast("Any", current_app)._get_current_object()  # noqa: SLF001 - Flask's own way
            with app.app_context():
                run_job(UUID(job_id), work, arguments)

        return work

    return register


def at_start(work: Callable[[], None]) -> Callable[[], None]:
    """Register what a worker does when it starts, beside its jobs."""
    starters.append(work)
    return work


def enqueue(
    session: Session,
    name: str,
    *,
    community_id: int | None = None,
    person_id: int | None = None,
    arguments: dict[str, Any] | None = None,
    result_url: str = "",
) -> UUID:
    """Put a job in the queue in the caller's transaction; return its progress row's id."""
    job_id = uuid4()
    session.add(
        JobProgress(
            id=job_id,
            community_id=community_id,
            person_id=person_id,
            task=name,
            state="waiting",
            result_url=result_url,
            created_at=clock.now(),
        )
    )
    session.flush()
    job = queue.tasks[name].configure().make_new_job(job_id=str(job_id), **(arguments or {}))
    # Not through `queue`: in the worker that speaks psycopg 3, and the session speaks psycopg2.
    JobManager(connector).defer_job(job, connection=session.connection())
    return job_id


def run_job(job_id: UUID, work: Work, arguments: dict[str, Any]) -> None:
    """Run one job in one transaction and write how it ended; a refusal becomes its message."""
    job = _start(job_id)
    if job is None:
        return
    try:
        with transaction() as session:  # its end is part of it: a job that is done never runs again
            message = work(session, job, **arguments)
            _mark(session, job_id, "done", message)
    except JobCancelled:
        _end(job_id, "cancelled", "")
    except DomainError as error:
        _end(job_id, "failed", error.message)
    except Exception:
        logger.exception("job %s failed", job_id)
        _end(job_id, "failed", "")
        raise


def _start(job_id: UUID) -> Job | None:
    """Mark the job as running; None where it was cancelled while it waited, or is not known."""
    with independent_transaction() as session:
        row = session.get(JobProgress, job_id, with_for_update=True)
        if row is None or row.state in {"done", "cancelled"}:
            return None
        if row.cancel_requested:
            row.state, row.ended_at = "cancelled", clock.now()
            return None
        row.state, row.started_at = "running", clock.now()
        return Job(row.id, row.community_id, row.person_id)


def _end(job_id: UUID, state: str, message: str) -> None:
    with independent_transaction() as session:
        _mark(session, job_id, state, message)


def _mark(session: Session, job_id: UUID, state: str, message: str) -> None:
    values: dict[str, Any] = {"state": state, "ended_at": clock.now()}
    if message:
        values["message"] = message
    session.execute(update(JobProgress).where(JobProgress.id == job_id).values(values))
