"""`plan DATE` from the command line, and the plan as a job."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskCliRunner

from app import LaneSteward, clock
from app.db import session, transaction
from app.jobs import Job, JobCancelled, actions, enqueue
from app.jobs.models import JobProgress
from app.jobs.queue import run_job
from app.people.area_models import AdminArea
from app.planning import job as plan_job
from app.planning import queries, solving
from app.planning.job import PLAN_DAY, Watcher, best_so_far, plan_day_job
from app.planning.wishes import Wish
from geo.routing.patrol import Progress
from geo.routing.plan import Budget
from tests.app.planning.conftest import DAY
from tests.cast import Cast


def run(app: LaneSteward, *args: str) -> Any:
    """Run the command in the cast's community."""
    runner: FlaskCliRunner = app.test_cli_runner()
    return runner.invoke(args=["plan", *args, "--community", "here"])


def test_the_command_plans_and_prints_the_walks(
    app: LaneSteward, cast: Cast, morning: datetime
) -> None:
    done = run(app, "2026-11-20", "--teams", "1", "--minutes", "60")
    assert done.exit_code == 0, done.output
    assert "一队" in done.output
    assert "远巷: 从出发点没有路通到那里" in done.output


@pytest.mark.parametrize(
    "args",
    [
        ("2026-11-19", "--teams", "1"),
        ("2026-11-20", "--teams", "0"),
        ("2026-11-20", "--teams", "9"),
        ("2026-11-20", "--minutes", "1"),
        ("2026-11-20", "--minutes", "nan"),
        ("2027-12-31",),
    ],
)
def test_what_cannot_be_planned_is_refused_in_a_sentence(
    app: LaneSteward, cast: Cast, morning: datetime, args: tuple[str, ...]
) -> None:
    done = run(app, *args)
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert "Traceback" not in done.output


def test_a_community_must_be_named_where_there_are_several(
    app: LaneSteward, cast: Cast, morning: datetime
) -> None:
    done = app.test_cli_runner().invoke(args=["plan", "2026-11-20"])
    assert done.exit_code == 1
    with app.app_context():
        assert session().query(AdminArea).count() == 2


def queued(app: LaneSteward, cast: Cast) -> tuple[UUID, dict[str, Any]]:
    """Put the day in the queue; return the job and its arguments."""
    wish = Wish(cast.community_id, DAY, (cast.team_id,), 60.0).to_json()
    with app.app_context(), transaction() as own:
        made = enqueue(own, PLAN_DAY, community_id=cast.community_id, arguments={"wish": wish})
    return made, {"wish": wish}


def state(app: LaneSteward, job: UUID) -> tuple[str, str]:
    """Return a job's state and message."""
    with app.app_context():
        row = session().get_one(JobProgress, job)
        return row.state, row.message


def test_a_job_plans_the_day(app: LaneSteward, cast: Cast) -> None:
    job, arguments = queued(app, cast)
    with app.app_context():
        run_job(job, plan_day_job, arguments)
        assert queries.plan_of(session(), cast.community_id, DAY) is not None
    assert state(app, job)[0] == "done"


def test_a_job_that_is_cancelled_leaves_no_plan(
    app: LaneSteward, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, arguments = queued(app, cast)

    def cancelled(_self: Watcher, _progress: Progress) -> bool:
        raise JobCancelled

    monkeypatch.setattr(Watcher, "__call__", cancelled)
    with app.app_context():
        run_job(job, plan_day_job, arguments)
        assert queries.plan_of(session(), cast.community_id, DAY) is None
    assert state(app, job)[0] == "cancelled"


def test_the_progress_and_the_best_so_far_are_written_down(
    app: LaneSteward, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, _arguments = queued(app, cast)
    monkeypatch.setattr(plan_job, "EVERY_S", 0.0)
    with app.app_context():
        watcher = Watcher(Job(number, cast.community_id, None))
        assert watcher(Progress(0.5, 2, 61.7))
        row = session().get_one(JobProgress, number)
        assert (row.done, row.total) == (50, 100)
        assert "2" in row.message
        assert "62" in row.message


def test_what_there_is_can_be_taken_before_the_search_is_over(
    app: LaneSteward, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, arguments = queued(app, cast)
    monkeypatch.setattr(plan_job, "EVERY_S", 0.0)
    monkeypatch.setattr(solving, "QUICK", Budget(iterations=100_000_000, cpu_seconds=20.0))
    with app.app_context():
        with transaction() as own:
            actions.finish(own, own.get_one(JobProgress, job))
        run_job(job, plan_day_job, arguments)
        plan = queries.plan_of(session(), cast.community_id, DAY)
        assert plan is not None
        assert plan.iterations < 5_000
    assert state(app, job)[0] == "done"


def test_nothing_missed_is_said_so(ctx: LaneSteward) -> None:
    assert "全部走到" in best_so_far(Progress(1.0, 0, 58.0))


def test_a_job_of_an_unknown_number_runs_nothing(ctx: LaneSteward) -> None:
    run_job(uuid4(), plan_day_job, {})
    assert queries.plan_of(session(), 1, clock.now().date()) is None
