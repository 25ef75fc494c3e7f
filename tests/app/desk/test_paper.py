"""A tally sheet on paper: entered for a team exactly once, all of it or nothing, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy import text
from werkzeug.test import TestResponse

from app import LaneSteward, clock
from app.db import db, session, transaction
from app.errors import InvalidInput
from app.places.claim_models import Claim
from app.places.definitions import CommunityCategory
from app.planning.models import PatrolPlan, Walk, WalkLeg
from app.reports import rollups
from app.reports.submission import Submission
from tests.cast import EAST, FOUNDED, NORTH, Cast, Player
from tests.pages import token_of

Browser = Callable[[Player], FlaskClient]
NOW = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)  # ten in the morning there
DAY = "2026-06-14"


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def claimed(app: LaneSteward, cast: Cast) -> Cast:
    """Give a community whose first team claims the long lane and the yard."""
    with app.app_context(), transaction() as own:
        for place in ({"lane_id": cast.lanes["long"]}, {"courtyard_id": cast.courtyards["yard"]}):
            own.add(
                Claim(
                    community_id=cast.community_id, team_id=cast.team_id, state="live",
                    requested_by=cast.tashi.id, requested_at=NOW, valid_from=FOUNDED, **place,
                )
            )  # fmt: skip
    return cast


@pytest.fixture
def pema(claimed: Cast, browser_of: Browser) -> FlaskClient:
    """Give the supervisor's browser."""
    return browser_of(claimed.pema)


def address(cast: Cast, team: int | None = None) -> str:
    return f"/paper/teams/{team or cast.team_id}/{DAY}"


def filled(cast: Cast, **changes: Any) -> dict[str, Any]:
    """Return a sheet as it is sent: two parked cars on the long lane, rubbish in the yard."""
    lane, yard = f"L{cast.lanes['long']}", f"C{cast.courtyards['yard']}"
    return {
        "sheet": str(uuid4()),
        "started": "09:00",
        "ended": "10:00",
        "member": [str(cast.drolma.id), str(cast.dawa.id)],
        "row": [lane, yard, "x1", "x2"],
        "walked": [lane, yard],
        f"cell-{lane}-illegal_parking": "2",
        f"cell-{yard}-garbage": "1+1!",
    } | changes


def send(
    browser: FlaskClient, cast: Cast, form: dict[str, Any], team: int | None = None
) -> TestResponse:
    token = token_of(browser.get(address(cast, team)))
    return browser.post(address(cast, team), data={**form, "csrf_token": token})


def rows(app: LaneSteward, statement: str) -> list[tuple[Any, ...]]:
    with app.app_context(), db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def nothing_written(app: LaneSteward) -> bool:
    counts = (f"(SELECT count(*) FROM {name})" for name in ("report", "patrol", "paper_sheet"))
    return rows(app, f"SELECT {', '.join(counts)}") == [(0, 0, 0)]


def test_the_form_has_a_row_for_every_place_that_the_team_claims(
    pema: FlaskClient, claimed: Cast
) -> None:
    page = pema.get(address(claimed)).text
    found = re.findall(r'name="row" value="([LC]\d+)"', page)
    assert found == [f"L{claimed.lanes['long']}", f"C{claimed.courtyards['yard']}"]
    assert re.findall(r'name="member" value="(\d+)"', page) == [
        str(claimed.dawa.id), str(claimed.drolma.id)]  # fmt: skip


def test_a_sheet_becomes_a_patrol_of_the_team(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    assert send(pema, claimed, filled(claimed)).status_code == 303
    [patrol] = rows(app, "SELECT team_id, entered_by, ended_at - started_at FROM patrol")
    assert (patrol[0], patrol[1], patrol[2].seconds) == (claimed.team_id, claimed.pema.id, 3600)
    walked = {person for (person,) in rows(app, "SELECT person_id FROM patrol_member")}
    assert walked == {claimed.drolma.id, claimed.dawa.id}


def test_every_place_walked_is_a_declared_pass(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    lane = f"L{claimed.lanes['long']}"
    send(pema, claimed, filled(claimed, walked=[lane]))
    found = rows(app, "SELECT lane_id, courtyard_id, evidence FROM pass ORDER BY lane_id")
    assert found == [
        (claimed.lanes["long"], None, "declared"),
        (None, claimed.courtyards["yard"], "declared"),  # it was counted on
    ]


def test_a_place_neither_ticked_nor_counted_on_is_no_pass(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    form = filled(claimed, walked=[])
    del form[f"cell-C{claimed.courtyards['yard']}-garbage"]
    send(pema, claimed, form)
    assert rows(app, "SELECT count(*) FROM pass") == [(1,)]


def test_what_was_found_is_the_patrol_s_and_who_entered_it_is_recorded(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    send(pema, claimed, filled(claimed))
    found = rows(
        app,
        "SELECT category_code, count, outcome, handling, found_by, team_id, submitted_by"
        " FROM report ORDER BY category_code, outcome",
    )
    shared = ("patrol", claimed.team_id, claimed.pema.id)
    assert found == [
        ("garbage", 1, "escalated", None, *shared),
        ("garbage", 1, "fixed", "cleared", *shared),
        ("illegal_parking", 2, "fixed", "moved_on", *shared),
    ]


def test_a_yard_s_reports_lie_in_the_yard(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    send(pema, claimed, filled(claimed))
    found = rows(app, "SELECT DISTINCT courtyard_id FROM report WHERE category_code = 'garbage'")
    assert found == [(claimed.courtyards["yard"],)]


def test_tallies_history_and_cases_follow(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    send(pema, claimed, filled(claimed))
    with app.app_context():
        assert [rollups.differences(session(), name) for name in rollups.NAMES] == [[], [], []]
    assert rows(app, "SELECT count(*) FROM report_event WHERE what = 'created'") == [(3,)]
    assert rows(app, 'SELECT count(*) FROM "case"') == [(1,)]


def test_a_repair_is_passed_on_each_by_itself(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    lane = f"L{claimed.lanes['long']}"
    send(pema, claimed, filled(claimed) | {f"cell-{lane}-street_lamp": "2"})
    found = rows(app, "SELECT count, outcome FROM report WHERE category_code = 'street_lamp'")
    assert found == [(1, "escalated")] * 2


def test_a_free_row_takes_a_place_that_the_sheet_did_not_name(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    extra = {"place-x1": f"L{claimed.lanes['far']}", "cell-x1-masks": "5"}
    send(pema, claimed, filled(claimed) | extra)
    found = rows(app, "SELECT lane_id, count FROM report WHERE category_code = 'masks'")
    assert found == [(claimed.lanes["far"], 5)]


def test_the_same_sheet_sent_twice_is_entered_once(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    form = filled(claimed)
    assert [send(pema, claimed, form).status_code for _ in range(2)] == [303, 303]
    assert rows(app, "SELECT count(*) FROM report") == [(3,)]
    assert rows(app, "SELECT count(*) FROM patrol") == [(1,)]


def test_the_same_sheet_sent_by_several_at_once_is_entered_once(
    app: LaneSteward, claimed: Cast, browser_of: Browser
) -> None:
    form = filled(claimed)
    browsers = [browser_of(claimed.pema) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda one: _at_noon(one, claimed, form), browsers))
    assert answers == [303] * 4
    assert rows(app, "SELECT count(*) FROM report") == [(3,)]


def _at_noon(browser: FlaskClient, cast: Cast, form: dict[str, Any]) -> int:
    with clock.frozen(NOW):  # a thread has a clock of its own
        return send(browser, cast, form).status_code


def test_one_sheet_with_other_numbers_is_refused(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    form = filled(claimed)
    send(pema, claimed, form)
    changed = form | {f"cell-L{claimed.lanes['long']}-illegal_parking": "7"}
    assert send(pema, claimed, changed).status_code == 409
    assert rows(app, "SELECT sum(count) FROM report") == [(4,)]


def test_the_same_paper_opened_anew_is_recognised_by_its_time(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    first = filled(claimed)
    send(pema, claimed, first)
    again = send(pema, claimed, filled(claimed))
    assert again.status_code == 409
    assert f'href="/paper/sheets/{first["sheet"]}"' in again.text
    assert 'name="another"' in again.text
    assert rows(app, "SELECT count(*) FROM patrol") == [(1,)]
    assert send(pema, claimed, filled(claimed, another="1")).status_code == 303
    assert rows(app, "SELECT count(*) FROM patrol") == [(2,)]


def test_every_bad_cell_is_named_and_nothing_is_written(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    lane = f"L{claimed.lanes['long']}"
    bad = {
        f"cell-{lane}-illegal_parking": "two",
        f"cell-{lane}-masks": "1000",
        "cell-x1-garbage": "1",
    }
    answer = send(pema, claimed, filled(claimed) | bad)
    assert answer.status_code == 422
    linked = set(re.findall(r'href="#((?:cell|place)-[^"]+)"', answer.text))
    assert linked == {f"cell-{lane}-illegal_parking", f"cell-{lane}-masks", "place-x1"}
    assert 'value="two"' in answer.text
    assert "长巷" in answer.text
    assert nothing_written(app)


def test_nobody_who_is_ticked_is_dropped_in_silence(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    ticked = [str(claimed.drolma.id), str(claimed.tashi.id)]  # Tashi is of the other team
    answer = send(pema, claimed, filled(claimed, member=ticked))
    assert answer.status_code == 422
    assert 'href="#members"' in answer.text
    assert nothing_written(app)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"started": "x"}, "started"),
        ({"started": "10:00", "ended": "09:00"}, "ended"),
        ({"started": "09:00", "ended": "09:00"}, "ended"),
        ({"started": "00:30", "ended": "23:30"}, "ended"),
        ({"member": []}, "members"),
        ({"member": ["1", "x"]}, "members"),
    ],
)
def test_a_head_that_cannot_be_right_is_refused(
    app: LaneSteward, pema: FlaskClient, claimed: Cast, changes: dict[str, Any], field: str
) -> None:
    answer = send(pema, claimed, filled(claimed, **changes))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert nothing_written(app)


@pytest.mark.parametrize(
    ("day", "status"), [("2026-06-16", 422), ("2026-04-01", 422), ("2026-06-31", 422), ("x", 422)]
)
def test_a_day_that_no_sheet_can_be_of_is_refused(
    app: LaneSteward, pema: FlaskClient, claimed: Cast, day: str, status: int
) -> None:
    token = token_of(pema.get(address(claimed)))
    form = {**filled(claimed), "csrf_token": token}
    assert pema.post(f"/paper/teams/{claimed.team_id}/{day}", data=form).status_code == status
    assert nothing_written(app)


def test_a_category_that_is_no_longer_used_has_no_column(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    with app.app_context(), transaction() as own:
        own.get_one(CommunityCategory, (claimed.community_id, "garbage")).retired = True
    assert "-garbage" not in pema.get(address(claimed)).text


def test_what_the_reports_refuse_is_named_at_its_cell_and_undoes_the_sheet(
    app: LaneSteward, pema: FlaskClient, claimed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_session: object, _viewer: object, told: Submission, _now: object) -> None:
        if told.category == "garbage":
            raise InvalidInput("no longer used")

    monkeypatch.setattr("app.desk.actions.reports.submit", refuse)
    answer = send(pema, claimed, filled(claimed))
    assert answer.status_code == 422
    assert f'href="#cell-C{claimed.courtyards["yard"]}-garbage">no longer used' in answer.text
    assert nothing_written(app)


def test_the_rows_are_those_of_the_planned_walk(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    key = {"community_id": claimed.community_id, "plan_id": 1, "team_id": claimed.team_id}
    spot = from_shape(Point(EAST, NORTH), 4326)
    with app.app_context(), transaction() as own:
        own.add(
            PatrolPlan(
                community_id=claimed.community_id, id=1, day=date(2026, 6, 14), version=1,
                cause="planned", begins_at=time(9), minutes=60, longest_min=50, bound_min=50,
                seed=1, iterations=1, cpu_seconds=1, made_at=NOW,
            )
        )  # fmt: skip
        own.flush()
        measured = {"minutes": 50, "metres": 500}
        own.add(Walk(**key, **measured, position=0, stewards=2, start_geom=spot, repeated_m=0))
        own.flush()
        for number, lane in enumerate(("far", "short")):
            own.add(
                WalkLeg(
                    **key, **measured, number=number, lane_id=claimed.lanes[lane], serves=True,
                    begins_min=number, geom=spot,
                )
            )  # fmt: skip
    found = re.findall(r'name="row" value="([LC]\d+)"', pema.get(address(claimed)).text)
    assert found == [f"L{claimed.lanes['far']}", f"L{claimed.lanes['short']}"]


def test_taken_back_a_sheet_is_counted_nowhere_and_stays_in_the_list(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    form = filled(claimed)
    send(pema, claimed, form)
    page = pema.get(f"/paper/sheets/{form['sheet']}")
    assert page.text.count('class="row-title"') == 3
    taken = pema.post(
        f"/paper/sheets/{form['sheet']}/take-back", data={"csrf_token": token_of(page)}
    )
    assert taken.status_code == 303
    left = ", ".join(
        f"(SELECT count(*) FROM {t})" for t in ("report", "patrol", "pass", "lane_tally")
    )
    assert rows(app, f"SELECT {left}") == [(0, 0, 0, 0)]
    assert rows(app, "SELECT taken_back_by FROM paper_sheet") == [(claimed.pema.id,)]
    assert rows(app, "SELECT count(*) FROM report_event WHERE what = 'deleted'") == [(3,)]


def test_a_sheet_that_was_taken_back_is_not_entered_again_by_a_replay(
    app: LaneSteward, pema: FlaskClient, claimed: Cast
) -> None:
    form = filled(claimed)
    send(pema, claimed, form)
    token = token_of(pema.get(address(claimed)))
    for _ in range(2):
        way = f"/paper/sheets/{form['sheet']}/take-back"
        assert pema.post(way, data={"csrf_token": token}).status_code == 303
    assert send(pema, claimed, form).status_code == 410
    assert rows(app, "SELECT count(*) FROM patrol") == [(0,)]


def test_a_representative_enters_for_their_own_team_alone(
    app: LaneSteward, claimed: Cast, browser_of: Browser
) -> None:
    tashi = browser_of(claimed.tashi)
    assert tashi.get(address(claimed)).status_code == 404
    form = filled(claimed, member=[str(claimed.tashi.id)])
    assert send(tashi, claimed, form, claimed.other_team_id).status_code == 303
    assert rows(app, "SELECT DISTINCT team_id FROM report") == [(claimed.other_team_id,)]


def test_a_representative_takes_back_only_what_they_entered(
    app: LaneSteward, pema: FlaskClient, claimed: Cast, browser_of: Browser
) -> None:
    form = filled(claimed, member=[str(claimed.tashi.id)])
    send(pema, claimed, form, claimed.other_team_id)
    tashi = browser_of(claimed.tashi)
    token = token_of(tashi.get(address(claimed, claimed.other_team_id)))
    way = f"/paper/sheets/{form['sheet']}/take-back"
    assert tashi.post(way, data={"csrf_token": token}).status_code == 403
    assert rows(app, "SELECT count(*) FROM report") == [(3,)]


@pytest.mark.parametrize("team", ["x", "-1", "²", "1.5", "9" * 5000])
def test_a_team_that_is_no_number_leads_back_to_the_choice(pema: FlaskClient, team: str) -> None:
    assert pema.get(f"/paper?day={DAY}&team={team}").status_code == 200


@pytest.mark.parametrize("who", ["drolma", "lhamo", "lights", "inspector", "area_viewer", "admin"])
def test_paper_is_not_for(claimed: Cast, browser_of: Browser, who: str) -> None:
    assert browser_of(claimed.everybody()[who]).get("/paper").status_code == 403
