"""Heat along the lanes: prepared by a job, equal to a sum by hand, told to be out of date."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import pytest
from flask.testing import FlaskClient
from shapely.geometry import LineString
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import LaneSteward
from app.db import session, transaction
from app.errors import DomainError
from app.hotspots import along
from app.hotspots.along_actions import PREPARE, prepare
from app.hotspots.jobs import prepare_along
from app.hotspots.models import LaneHeatOperator
from app.hotspots.queries import Cells
from app.jobs.models import JobProgress
from app.jobs.queue import run_job
from app.people.area_models import AdminArea
from geo.errors import NetworkChanged
from tests.app.hotspots.records import PERIOD, cell_of, tally
from tests.cast import EAST, NORTH, Cast, Player

Browser = Callable[[Player], FlaskClient]
CALL = f"/api/v1/heat?kind=network&{PERIOD}"
LANES = [
    LineString([(EAST, NORTH), (EAST + 0.002, NORTH)]),
    LineString([(EAST + 0.001, NORTH), (EAST + 0.001, NORTH + 0.0008)]),
]


@pytest.fixture
def pema(app: LaneSteward, cast: Cast, browser_of: Browser) -> FlaskClient:
    """Give the supervisor's browser; there are 6 reports on the long lane."""
    with app.app_context(), transaction() as own:
        tally(own, cast, 6)
    return browser_of(cast.pema)


def run_jobs(app: LaneSteward) -> list[str]:
    """Run what waits, as the worker would; return how each job ended."""
    with app.app_context():
        waiting = list(session().scalars(select(JobProgress.id).where(JobProgress.task == PREPARE)))
        session().rollback()
        for job_id in waiting:
            run_job(job_id, prepare_along, {})
        return list(session().scalars(select(JobProgress.state)))


def edit_lanes(own: Session, cast: Cast) -> None:
    """Count up the revision, as an import does."""
    changed = update(AdminArea).where(AdminArea.id == cast.community_id)
    own.execute(changed.values(place_revision=AdminArea.place_revision + 1))


def test_until_it_is_prepared_the_answer_says_so(cast: Cast, pema: FlaskClient) -> None:
    answer = pema.get(CALL).json
    assert answer["preparing"] is True
    assert "values" not in answer


def test_asked_for_twice_it_is_prepared_once(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    asked = [pema.post("/api/v1/heat/prepare") for _ in range(2)]
    assert [(one.status_code, one.json) for one in asked] == [(202, {"preparing": True})] * 2
    assert run_jobs(app) == ["done"]
    assert pema.post("/api/v1/heat/prepare").json == {"preparing": False}


def test_prepared_it_counts_every_report_and_keeps_its_weight(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    with app.app_context(), transaction() as own:
        lixels = prepare(own, cast.community_id, datetime.now(UTC))
    answer = pema.get(CALL).json
    values = np.frombuffer(base64.b64decode(answer["values"]), "<u2") * answer["scale"]
    lines = pema.get(answer["lines"]).json["lines"]
    metres = 193.6 + 88.7 + 193.6  # of the three lanes
    assert (answer["preparing"], answer["reports"], answer["outside"]) == (False, 6, 0)
    assert lixels == len(values) == len(lines)
    assert values.mean() * metres / 100 * 30 / 30.4375 == pytest.approx(6, rel=0.05)


def test_after_an_edit_the_old_picture_stays_and_is_told_to_be_old(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    with app.app_context(), transaction() as own:
        prepare(own, cast.community_id, datetime.now(UTC))
        edit_lanes(own, cast)
    old = pema.get(CALL).json
    assert (old["preparing"], old["reports"]) == (True, 6)
    pema.post("/api/v1/heat/prepare")
    run_jobs(app)
    new = pema.get(CALL).json
    assert new["preparing"] is False
    assert new["lines"] != old["lines"]
    assert pema.get(old["lines"]).status_code == 404


def test_what_another_version_packed_is_prepared_anew(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    with app.app_context(), transaction() as own:
        prepare(own, cast.community_id, datetime.now(UTC))
        own.execute(update(LaneHeatOperator).values(prepared=b"of long ago"))
    assert pema.get(CALL).json["preparing"] is True
    assert pema.post("/api/v1/heat/prepare").json == {"preparing": True}


def test_a_community_without_lanes_has_no_pieces(
    app: LaneSteward, cast: Cast, pema: FlaskClient
) -> None:
    assert along.unpacked(along.prepare([], 32646)).lines == []


def test_lanes_over_half_a_country_are_refused_and_the_job_says_why(
    app: LaneSteward, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(along, "MOST_CELLS", 10)
    with app.app_context(), transaction() as own, pytest.raises(DomainError):
        prepare(own, cast.community_id, datetime.now(UTC))


def test_the_strangers_lines_are_not_ours(
    app: LaneSteward, cast: Cast, pema: FlaskClient, browser_of: Browser
) -> None:
    with app.app_context(), transaction() as own:
        for community_id in (cast.community_id, cast.elsewhere_id):
            prepare(own, community_id, datetime.now(UTC))
    theirs = browser_of(cast.stranger).get(CALL).json
    assert theirs["reports"] == 0
    assert pema.get(theirs["lines"]).status_code == 404


def test_a_report_makes_its_hill_along_the_lane_and_round_the_corner() -> None:
    prepared = along.unpacked(along.prepare(LANES, 32646))
    here = cell_of(EAST + 0.001, NORTH)  # where the lanes meet
    answer = along.document(prepared, Cells(np.array([here]), np.array([1])), 30)
    values = np.frombuffer(base64.b64decode(answer["values"]), "<u2") * answer["scale"]
    ends = [line[-1] for line in prepared.lines]
    north = [value for value, (_, lat) in zip(values, ends, strict=True) if lat > NORTH + 0.0001]
    assert max(north) > 0.2 * values.max()
    assert values.argmax() in {i for i, line in enumerate(prepared.lines) if near(line)}


def near(line: list[list[float]]) -> bool:
    """Tell whether a piece of lane lies within some 25 m of where the lanes meet."""
    return any(
        abs(lon - EAST - 0.001) < 0.00025 and abs(lat - NORTH) < 0.00025 for lon, lat in line
    )


@pytest.mark.parametrize("metres", [40, 400])
def test_a_report_far_from_every_lane_is_on_none(metres: int) -> None:
    prepared = along.unpacked(along.prepare(LANES, 32646))
    east, north = cell_of(EAST + 0.0005, NORTH)
    cells = Cells(np.array([[east, north - metres // 10]]), np.array([2]))
    answer = along.document(prepared, cells, 30)
    assert (answer["reports"], answer["outside"], answer["max"]) == (0, 2, 0.0)


def test_broken_bytes_are_refused_as_such() -> None:
    packed = along.prepare(LANES, 32646)
    with pytest.raises(NetworkChanged):
        along.unpacked(packed[: len(packed) // 2])


def test_only_one_row_is_kept_for_each_community(app: LaneSteward, cast: Cast) -> None:
    with app.app_context(), transaction() as own:
        for _ in range(2):
            prepare(own, cast.community_id, datetime.now(UTC))
        assert own.scalar(select(func.count()).select_from(LaneHeatOperator)) == 1
