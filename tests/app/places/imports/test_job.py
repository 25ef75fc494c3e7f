"""An import as a job: its row shows how far it is and how it ended."""

import json
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from app import clock
from app.db import independent_transaction, session, transaction
from app.jobs.models import JobProgress
from app.jobs.queue import run_job
from app.places.imports import load
from app.places.imports.choices import Choices
from app.places.imports.job import IMPORT_PLACES, import_places_job
from app.places.imports.upload_models import PlaceImport
from app.places.models import Lane
from tests.app.places.imports.samples import LINE, feature

TWO_LANES = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [feature(LINE, code="N1"), feature(LINE, code="N2")],
    }
)


@pytest.fixture
def run(cast, app):
    """Run the job on an upload with some text in it; return the job's row and the upload's."""

    def job(content, *, dry_run=False, community_id=cast.community_id):
        number = uuid4()
        upload = PlaceImport(
            community_id=cast.community_id,
            id=number,
            person_id=cast.admin.id,
            created_at=clock.now(),
            file_name="lanes.json",
            file_bytes=len(content),
            file=content.encode(),
            preview={},
            choices=Choices().to_json(),
        )
        row = JobProgress(
            id=number, community_id=community_id, task=IMPORT_PLACES, created_at=clock.now()
        )
        with transaction() as s:
            s.add_all([row, upload])
        run_job(number, import_places_job, {"upload": str(number), "dry_run": dry_run})
        session().expire_all()
        return (
            session().get_one(JobProgress, number),
            session().get_one(PlaceImport, (cast.community_id, number)),
        )

    with app.app_context():
        yield job


def new_lanes():
    return session().scalar(select(func.count()).where(Lane.code.like("N%")))


def test_a_job_imports_into_its_own_community(run, cast):
    assert run(TWO_LANES)[0].state == "done"
    chosen = select(Lane.code).where(Lane.community_id == cast.community_id)
    assert set(session().scalars(chosen)) == {"L1", "L2", "L3", "N1", "N2"}


def test_the_row_of_the_job_shows_progress_and_figures(run):
    row, upload = run(TWO_LANES)
    assert (row.done, row.total) == (2, 2)
    assert "2" in row.message
    assert upload.outcome["kinds"]["lane"]["added"] == 2


def test_a_place_remembers_the_file_that_it_came_from(run):
    run(TWO_LANES)
    chosen = select(Lane.source).where(Lane.code == "N1")
    assert session().scalar(chosen) == "lanes.json feature 1"


def test_a_dry_run_as_a_job_writes_nothing_but_its_report(run):
    row, upload = run(TWO_LANES, dry_run=True)
    assert (row.state, new_lanes()) == ("done", 0)
    assert upload.rehearsal["kinds"]["lane"]["codes"]["added"] == ["N1", "N2"]
    assert upload.outcome is None


def test_a_file_that_cannot_be_read_fails_with_its_sentence(run):
    row, upload = run("no map")
    assert row.state == "failed"
    assert "GeoJSON" in row.message
    assert upload.outcome is None


def test_a_file_of_another_community_is_not_there(run, cast):
    row, _upload = run(TWO_LANES, community_id=cast.elsewhere_id)
    assert (row.state, new_lanes()) == ("failed", 0)


def test_a_cancelled_import_leaves_nothing(run, monkeypatch):
    write = load.insert_places

    def write_then_cancel(*arguments):
        write(*arguments)
        with independent_transaction() as s:
            s.execute(update(JobProgress).values(cancel_requested=True))

    monkeypatch.setattr(load, "insert_places", write_then_cancel)
    row, upload = run(TWO_LANES)
    assert (row.state, upload.outcome, new_lanes()) == ("cancelled", None, 0)
