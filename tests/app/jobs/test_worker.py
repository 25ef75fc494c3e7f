"""The worker: what the queue holds is run by it, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import select

from app import LaneSteward
from app.config import CHECKOUT
from app.db import session, transaction
from app.jobs import enqueue
from app.jobs.models import JobProgress
from app.jobs.worker import HOUSEKEEPING, nightly
from app.people.models import SignInFailure
from tests.cast import LONG_AGO, Cast

PATIENCE_S = 40.0


@pytest.fixture
def worker(settings: dict[str, str], app: LaneSteward) -> Iterator[subprocess.Popen[bytes]]:
    """Give a running worker."""
    command = [sys.executable, "-m", "flask", "--app", "app", "worker"]
    with subprocess.Popen(command, cwd=CHECKOUT, env=os.environ | settings) as process:
        yield process
        process.send_signal(signal.SIGTERM)


def wait_for_end(app: LaneSteward, job: UUID) -> str:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with app.app_context():
            state = session().scalar(select(JobProgress.state).where(JobProgress.id == job))
        if state not in {"waiting", "running"}:
            return str(state)
        time.sleep(0.2)
    return "still waiting"


def test_a_worker_runs_what_is_queued(
    cast: Cast, app: LaneSteward, worker: subprocess.Popen[bytes]
) -> None:
    with app.app_context(), transaction() as own:
        own.add(SignInFailure(account="old", address="here", failed_at=LONG_AGO))
        job = enqueue(own, "people.purge_sign_in_failures", community_id=cast.community_id)
    assert wait_for_end(app, job) == "done"
    with app.app_context():
        assert session().scalar(select(SignInFailure.account)) is None


def test_the_night_queues_the_housekeeping(ctx: LaneSteward) -> None:
    nightly(0)
    assert tuple(session().scalars(select(JobProgress.task))) == HOUSEKEEPING
