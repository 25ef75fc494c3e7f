"""Plans over the JSON API: made, read by who may, taken along as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import gpxpy
import icalendar
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app import LaneSteward
from app.db import session, transaction
from app.jobs.models import JobProgress
from app.places.models import Lane
from app.planning import solving
from tests.cast import Cast, Player
from tests.pages import pdf_pages

Browser = Callable[[Player], FlaskClient]
DAY = "2026-11-20"
PLAN = f"/api/v1/plans/{DAY}"


def ask(browser: FlaskClient, **changes: object):
    """Ask for the day's plan."""
    return browser.post("/api/v1/plans", json={"date": DAY, "teams": 2, "minutes": 60} | changes)


def test_a_small_day_is_planned_at_once(cast: Cast, pema: FlaskClient, morning: datetime) -> None:
    answer = ask(pema)
    assert answer.status_code == 201
    assert (answer.json["date"], answer.json["version"]) == (DAY, 1)
    assert [one["team"]["id"] for one in answer.json["walks"]] == [cast.team_id, cast.other_team_id]
    assert 0 < answer.json["bound_min"] <= answer.json["longest_min"] <= 60


def test_the_plan_that_was_made_is_the_plan_that_is_read(
    cast: Cast, pema: FlaskClient, morning: datetime
) -> None:
    assert ask(pema).json == pema.get(PLAN).json


def test_every_leg_says_how_long_where_and_why(planned: Cast, pema: FlaskClient) -> None:
    leg = pema.get(PLAN).json["walks"][0]["legs"][0]
    assert (leg["code"], leg["serves"], leg["metres"], leg["minutes"]) == ("L1", True, 97.0, 4.0)
    assert leg["geometry"]["type"] == "LineString"
    assert leg["reason"]["days_since"] == 3
    assert leg["reason"]["heat"] == 4.2
    assert "4.2" in leg["reason"]["text"]


def test_what_is_left_out_says_why(planned: Cast, pema: FlaskClient) -> None:
    (left_out,) = pema.get(PLAN).json["omitted"]
    assert (left_out["code"], left_out["why"], left_out["required"]) == ("L3", "unreachable", True)
    assert left_out["text"]


def test_the_begin_can_be_told(cast: Cast, pema: FlaskClient, morning: datetime) -> None:
    assert ask(pema).json["begins_at"] == "09:00"
    assert ask(pema, begins_at="17:30").json["begins_at"] == "17:30"


def test_teams_can_be_named(cast: Cast, pema: FlaskClient, morning: datetime) -> None:
    walks = ask(pema, teams=[cast.other_team_id]).json["walks"]
    assert [one["team"]["id"] for one in walks] == [cast.other_team_id]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"teams": 0}, "/teams"),
        ({"teams": -1}, "/teams"),
        ({"teams": 3}, "/teams"),
        ({"teams": []}, "/teams"),
        ({"teams": [999_999]}, "/teams"),
        ({"teams": [1.5]}, "/teams"),
        ({"teams": "two"}, "/teams"),
        ({"teams": None}, "/teams"),
        ({"teams": True}, "/teams"),
        ({"date": "2026-11-19"}, "/date"),
        ({"date": "2027-11-20"}, "/date"),
        ({"date": "tomorrow"}, "/date"),
        ({"date": None}, "/date"),
        ({"minutes": 0}, "/minutes"),
        ({"minutes": 601}, "/minutes"),
        ({"minutes": "60"}, "/minutes"),
        ({"begins_at": "24:00"}, "/begins_at"),
        ({"begins_at": "9:00"}, "/begins_at"),
        ({"begins_at": "09:00:00+08:00"}, "/begins_at"),
        ({"begins_at": 9}, "/begins_at"),
        ({"begins_at": None}, "/begins_at"),
        ({"start": [1, 2]}, "/start"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_the_field(
    cast: Cast, pema: FlaskClient, morning: datetime, changes: dict[str, object], pointer: str
) -> None:
    answer = ask(pema, **changes)
    assert answer.status_code == 422
    assert answer.json["pointer"].startswith(pointer)
    assert answer.json["detail"]


def test_a_large_day_is_left_to_the_worker(
    app: LaneSteward,
    cast: Cast,
    pema: FlaskClient,
    morning: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solving, "AT_ONCE_PLACES", 1)
    answer = ask(pema)
    assert answer.status_code == 202
    with app.app_context():
        (job,) = session().scalars(select(JobProgress)).all()
    assert (job.task, job.state) == ("planning.plan_day", "waiting")
    assert UUID(answer.json["job"].split("/")[2].removesuffix(".json")) == job.id
    assert pema.get(PLAN).status_code == 404


def test_a_steward_reads_their_own_walk_alone(planned: Cast, browser_of: Browser) -> None:
    document = browser_of(planned.drolma).get(PLAN).json
    assert [one["team"]["id"] for one in document["walks"]] == [planned.team_id]
    assert document["omitted"] == []


def test_a_stranger_reads_nothing(planned: Cast, browser_of: Browser) -> None:
    assert browser_of(planned.stranger).get(PLAN).status_code == 404


def test_who_may_not_plan_is_refused(cast: Cast, browser_of: Browser, morning: datetime) -> None:
    for player in (cast.drolma, cast.lhamo, cast.admin):
        assert ask(browser_of(player)).status_code == 403


@pytest.mark.parametrize("day", ["2026-11-21", "2026-02-30", "yesterday", "20261120", "२०२६-११-२०"])
def test_a_day_without_a_plan_is_not_found(planned: Cast, pema: FlaskClient, day: str) -> None:
    assert pema.get(f"/api/v1/plans/{day}").status_code == 404


@pytest.mark.parametrize("query", ["version=2", "version=0", "version=x", "team=7777"])
def test_a_version_or_team_that_is_not_there_is_none(
    planned: Cast, pema: FlaskClient, query: str
) -> None:
    assert pema.get(f"{PLAN}?{query}").status_code in {404, 422}


def test_the_gpx_holds_a_track_for_each_walk(planned: Cast, pema: FlaskClient) -> None:
    read = gpxpy.parse(pema.get(f"{PLAN}.gpx").data)
    assert [track.name for track in read.tracks] == ["一队", "二队"]
    assert len(read.tracks[0].segments[0].points) == 11
    assert [point.name for point in read.waypoints] == ["试验大院"]


def test_the_calendar_holds_an_event_for_each_walk(planned: Cast, pema: FlaskClient) -> None:
    read = icalendar.Calendar.from_ical(pema.get(f"{PLAN}.ics").data)
    events = read.walk("VEVENT")
    assert len(events) == 1  # the other team has nothing to walk
    assert events[0].decoded("dtstart").isoformat() == f"{DAY}T01:00:00+00:00"  # nine in Shanghai
    assert events[0].decoded("dtend").isoformat() == f"{DAY}T01:20:00+00:00"
    assert "09:00 长巷" in str(events[0]["description"])


def test_the_pdf_has_a_page_for_each_team(planned: Cast, pema: FlaskClient) -> None:
    assert pdf_pages(pema.get(f"{PLAN}.pdf").data) == 2


def test_a_stewards_file_holds_their_own_walk(planned: Cast, browser_of: Browser) -> None:
    read = gpxpy.parse(browser_of(planned.dawa).get(f"{PLAN}.gpx").data)
    assert [track.name for track in read.tracks] == ["一队"]


@pytest.mark.parametrize("kind", ["exe", "json", "pdf2", "GPX"])
def test_other_kinds_of_file_are_not_found(planned: Cast, pema: FlaskClient, kind: str) -> None:
    assert pema.get(f"{PLAN}.{kind}").status_code == 404


@pytest.mark.parametrize("name", ["${alert(1)}", "a\x0bb\x1fc<&>\"'", "\r\nSUMMARY:x\r\n"])
def test_a_hostile_name_stays_text_in_every_file(
    app: LaneSteward, planned: Cast, pema: FlaskClient, name: str
) -> None:
    with app.app_context(), transaction() as own:
        own.execute(update(Lane).where(Lane.id == planned.lanes["long"]).values(name_zh=name))
    assert gpxpy.parse(pema.get(f"{PLAN}.gpx").data).tracks
    events = icalendar.Calendar.from_ical(pema.get(f"{PLAN}.ics").data).walk("VEVENT")
    assert {str(event["summary"]) for event in events} == {"一队的巡查路线"}
    assert pema.get(PLAN).json["walks"][0]["legs"][0]["name_zh"] == name
    assert pdf_pages(pema.get(f"{PLAN}.pdf").data) == 2
