"""The tallies equal a recount, whatever was done; where they do not, it shows and can be mended."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import Engine, text

from app import LaneSteward, clock
from app.db import transaction
from app.jobs import enqueue
from app.jobs.models import JobProgress
from app.jobs.queue import run_job
from app.reports.jobs import rebuild_tallies
from tests.app.reports.reporting import URL, BrowserOf, pin, put, rows
from tests.cast import Cast

TALLIES = ("lane_tally", "courtyard_tally", "cell_tally")


@pytest.fixture
def a_busy_day(browser_of: BrowserOf, cast: Cast) -> None:
    """Make, change and take back pins all over the place."""
    browser = browser_of(cast.drolma)
    spots = [
        (0.0005, 0),
        (0.0004, 0.0002),
        (0.001, 0.0006),
        (0.0015, 0.0003),
        (0.5, 0.5),
        (-60, 40),
    ]
    made = [put(browser, pin(*spot, count=n + 1)).json["id"] for n, spot in enumerate(spots)]
    made += [
        put(browser, pin(observed_at=at)).json["id"]
        for at in ("1970-01-01T00:00:00Z", pin()["observed_at"])
    ]
    put(browser, pin(position=None, lane="L3", count=9))
    changes = {"category": "street_lamp", "position": pin(0.0004, 0.0002)["position"], "count": 4}
    for uuid in made[2:4]:
        body = {"base_version": 1, "edit_id": str(uuid4()), "changes": changes}
        assert browser.patch(URL + uuid, json=body).status_code == 200
    for uuid in (made[0], made[3], made[6]):
        assert browser.delete(URL + uuid).status_code == 204


def run(app: LaneSteward, *command: str) -> tuple[int, str]:
    result = FlaskCliRunner(app).invoke(args=["rollups", *command])
    return result.exit_code, result.output


def spoil(owner: Engine) -> None:
    with owner.connect() as connection:
        connection.execute(text("UPDATE lane_tally SET quantity = quantity + 1"))
        connection.execute(text("DELETE FROM courtyard_tally"))
        connection.execute(text("UPDATE cell_tally SET cell_east = cell_east + 1"))


def test_after_a_busy_day_every_tally_equals_a_recount(app: LaneSteward, a_busy_day: None) -> None:
    status, said = run(app, "verify")
    assert (status, said.count("_tally: ")) == (0, 3), said


def test_no_row_of_nought_stays(owner: Engine, a_busy_day: None) -> None:
    for tally in TALLIES:
        counts = rows(owner, tally, "reports, quantity")
        assert counts
        assert all(reports > 0 and quantity > 0 for reports, quantity in counts)


def test_spoilt_tallies_are_named(app: LaneSteward, owner: Engine, a_busy_day: None) -> None:
    spoil(owner)
    status, said = run(app, "verify")
    assert status == 1
    assert all(said.count(f"{tally}: ") == 1 for tally in TALLIES)
    assert "  " in said  # the rows that differ stand below


def test_a_rebuild_brings_back_the_same_rows(
    app: LaneSteward, owner: Engine, a_busy_day: None
) -> None:
    before = {tally: sorted(rows(owner, tally)) for tally in TALLIES}
    spoil(owner)
    assert run(app, "rebuild")[0] == 0
    assert {tally: sorted(rows(owner, tally)) for tally in TALLIES} == before


def test_a_job_rebuilds_too_and_tells_how_far_it_is(
    ctx: LaneSteward, owner: Engine, a_busy_day: None
) -> None:
    spoil(owner)
    with transaction() as session:
        job_id = enqueue(session, "reports.rebuild_tallies")
    run_job(job_id, rebuild_tallies, {})
    with transaction() as session:
        job: Any = session.get_one(JobProgress, job_id)
        assert (job.state, job.done, job.total) == ("done", 3, 3)
    assert run(ctx, "verify")[0] == 0
    assert clock.now() >= job.created_at
