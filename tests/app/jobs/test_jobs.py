"""Jobs: put in by the caller's transaction, run once, watched and cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import LaneSteward
from app.db import independent_transaction, session, transaction
from app.jobs import Job, enqueue, task
from app.jobs.models import JobProgress
from app.jobs.queue import run_job
from tests.cast import Cast, Player
from tests.pages import token_of


@task("tests.count")
def count(session: Session, job: Job, *, upto: int = 2, **_: Any) -> str:
    for done in range(upto):
        job.progress(done, upto)
    return f"counted to {upto}"


@task("tests.fail")
def fail(session: Session, job: Job, **_: Any) -> str:
    session.add(JobProgress(id=UUID(int=7), task="left behind", created_at=session_now(session)))
    session.flush()
    raise RuntimeError("on purpose")


def session_now(session: Session) -> Any:
    return session.scalar(text("SELECT now()"))


def queued(app: LaneSteward) -> int:
    with app.app_context():
        return session().scalar(text("SELECT count(*) FROM procrastinate_jobs")) or 0


def test_a_rollback_takes_the_job_along(cast: Cast, app: LaneSteward) -> None:
    with app.app_context():
        enqueue(session(), "tests.count")
        session().rollback()
    assert queued(app) == 0


def test_a_commit_keeps_the_job(cast: Cast, app: LaneSteward) -> None:
    with app.app_context(), transaction() as own:
        enqueue(own, "tests.count", arguments={"upto": 3})
    assert queued(app) == 1


def make(app: LaneSteward, cast: Cast, name: str) -> UUID:
    with app.app_context(), transaction() as own:
        return enqueue(own, name, community_id=cast.community_id)


def state_of(app: LaneSteward, job: UUID) -> JobProgress:
    with app.app_context():
        return session().get_one(JobProgress, job)


def test_a_job_ends_with_its_message(cast: Cast, app: LaneSteward) -> None:
    job = make(app, cast, "tests.count")
    with app.app_context():
        run_job(job, count, {})
    assert (state_of(app, job).state, state_of(app, job).message) == ("done", "counted to 2")


def test_a_failed_job_leaves_nothing_but_its_state(cast: Cast, app: LaneSteward) -> None:
    job = make(app, cast, "tests.fail")
    with app.app_context(), pytest.raises(RuntimeError):
        run_job(job, fail, {})
    assert state_of(app, job).state == "failed"
    with app.app_context():
        assert session().get(JobProgress, UUID(int=7)) is None


def test_a_cancelled_job_stops_at_its_next_sign_of_progress(cast: Cast, app: LaneSteward) -> None:
    job = make(app, cast, "tests.count")

    def cancels_itself(session: Session, job: Job, **_: Any) -> str:
        job.progress(0, 2)
        with independent_transaction() as own:
            own.get_one(JobProgress, job.id).cancel_requested = True
        job.progress(1, 2)
        return "never"

    with app.app_context():
        run_job(job, cancels_itself, {})
    assert state_of(app, job).state == "cancelled"


def test_a_job_cancelled_while_it_waits_never_starts(cast: Cast, app: LaneSteward) -> None:
    job = make(app, cast, "tests.fail")
    with app.app_context(), transaction() as own:
        own.get_one(JobProgress, job).cancel_requested = True
    with app.app_context():
        run_job(job, fail, {})
    assert state_of(app, job).state == "cancelled"


def test_the_supervisor_cancels_from_the_page(
    cast: Cast, app: LaneSteward, browser_of: Callable[[Player], FlaskClient]
) -> None:
    job, browser = make(app, cast, "tests.count"), browser_of(cast.pema)
    token = token_of(browser.get(f"/jobs/{job}"))
    assert browser.post(f"/jobs/{job}/cancel", data={"csrf_token": token}).status_code == 303
    assert state_of(app, job).cancel_requested


def test_another_communitys_job_is_not_there(
    cast: Cast, app: LaneSteward, browser_of: Callable[[Player], FlaskClient]
) -> None:
    job = make(app, cast, "tests.count")
    assert browser_of(cast.stranger).get(f"/jobs/{job}.json").status_code == 404
