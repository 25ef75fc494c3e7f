"""An import as a job: its row shows how far it is and how it ended."""

import json
from contextlib import suppress
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from app import clock
from app.db import independent_transaction, session, transaction
from app.errors import DomainError
from app.jobs.models import JobProgress
from app.jobs.queue import run_job
from app.places.imports import load
from app.places.imports.job import IMPORT_PLACES, import_places_job
from app.places.models import Lane
from tests.app.places.imports.samples import LINE, feature

TWO_LANES = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [feature(LINE, code="N1"), feature(LINE, code="N2")],
    }
)


@pytest.fixture
def run(cast, app, tmp_path):
    """Run the job on a file with some text in it; return what its row says afterwards."""
    path, job_id = tmp_path / "upload", uuid4()

    def job(content, **options):
        path.write_text(content)
        row = JobProgress(
            id=job_id, community_id=cast.community_id, task=IMPORT_PLACES, created_at=clock.now()
        )
        with transaction() as s:
            s.add(row)
        with suppress(DomainError):
            run_job(job_id, import_places_job, {"path": str(path), **options})
        return session().get_one(JobProgress, job_id, populate_existing=True)

    with app.app_context():
        yield job


def new_lanes():
    return session().scalar(select(func.count()).where(Lane.code.like("N%")))


def test_a_job_imports_into_its_own_community(run, cast):
    assert run(TWO_LANES).state == "done"
    chosen = select(Lane.code).where(Lane.community_id == cast.community_id)
    assert set(session().scalars(chosen)) == {"L1", "L2", "L3", "N1", "N2"}


def test_the_row_of_the_job_shows_progress_and_report(run):
    row = run(TWO_LANES)
    assert (row.done, row.total) == (2, 2)
    assert "2" in row.message


def test_a_dry_run_as_a_job_writes_nothing(run):
    assert run(TWO_LANES, dry_run=True).state == "done"
    assert new_lanes() == 0


def test_a_file_that_cannot_be_read_fails_with_its_sentence(run):
    row = run("no map")
    assert row.state == "failed"
    assert "GeoJSON" in row.message


def test_a_cancelled_import_leaves_nothing(run, monkeypatch):
    write = load.insert_places

    def write_then_cancel(*arguments):
        write(*arguments)
        with independent_transaction() as s:
            s.execute(update(JobProgress).values(cancel_requested=True))

    monkeypatch.setattr(load, "insert_places", write_then_cancel)
    assert run(TWO_LANES).state == "cancelled"
    assert new_lanes() == 0
