"""The pages: what is due before planning, the day's walks, a team's own, sheets, changes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app import LaneSteward
from app.db import session, transaction
from app.jobs.models import JobProgress
from app.places.models import Lane
from app.planning import queries, solving
from app.planning.roster_queries import coming, locks
from tests.app.planning.conftest import DAY
from tests.app.planning.sending import posted
from tests.cast import Cast, Player

Browser = Callable[[Player], FlaskClient]
PAGE = f"/plans/{DAY}"


def chosen(cast: Cast, **changes: object) -> dict[str, object]:
    """Return the form of the prepare page, both teams ticked."""
    teams = (cast.team_id, cast.other_team_id)
    return {
        "minutes": "60",
        "begins": "09:00",
        **{f"comes-{team}": "1" for team in teams},
    } | changes


def test_before_it_is_planned_a_day_says_what_is_due_and_why(
    cast: Cast, pema: FlaskClient, morning: datetime
) -> None:
    answer = pema.get(PAGE)
    assert answer.headers["Location"] == f"{PAGE}/prepare"
    page = pema.get(f"{PAGE}/prepare").text
    assert "从未走过，每 1 天一次" in page.partition("长巷")[2]


def test_the_button_plans_the_day_for_who_is_ticked(
    app: LaneSteward, cast: Cast, pema: FlaskClient, morning: datetime
) -> None:
    sent = chosen(cast, **{f"comes-{cast.other_team_id}": "", f"stewards-{cast.team_id}": "4"})
    assert posted(pema, PAGE, **sent).headers["Location"] == PAGE
    with app.app_context():
        present = {c.team.id: c.stewards for c in coming(session(), cast.community_id, DAY)}
        plan = queries.plan_of(session(), cast.community_id, DAY)
        walks = queries.walks_of(session(), plan) if plan else []
    assert present == {cast.team_id: 4, cast.other_team_id: 0}
    assert [one.team.id for one in walks] == [cast.team_id]


@pytest.mark.parametrize("changes", [{"minutes": "5"}, {"minutes": "x"}, {"minutes": ""}])
def test_minutes_that_cannot_be_are_refused(
    cast: Cast, pema: FlaskClient, morning: datetime, changes: dict[str, str]
) -> None:
    assert posted(pema, PAGE, **chosen(cast, **changes)).status_code == 422


def test_nobody_ticked_is_refused_and_nothing_written(
    app: LaneSteward, cast: Cast, pema: FlaskClient, morning: datetime
) -> None:
    assert posted(pema, PAGE, minutes="60", begins="09:00").status_code == 422
    with app.app_context():
        assert all(not one.told for one in coming(session(), cast.community_id, DAY))


def test_yesterday_shows_what_was_due_and_no_button(
    cast: Cast, pema: FlaskClient, morning: datetime
) -> None:
    page = pema.get("/plans/2026-11-19/prepare").text
    assert "这一天已经过去" in page
    assert 'name="minutes"' not in page
    assert posted(pema, "/plans/2026-11-19", **chosen(cast)).status_code == 422


def test_a_community_without_lanes_is_told_what_to_do(
    app: LaneSteward, cast: Cast, browser_of: Browser, morning: datetime
) -> None:
    with app.app_context(), transaction() as own:
        own.delete(own.get_one(Lane, (cast.elsewhere_id, cast.lanes["theirs"])))
    page = browser_of(cast.stranger).get(f"{PAGE}/prepare").text
    assert "import-places" in page


def test_the_plan_says_in_words_what_it_is_worth(planned: Cast, pema: FlaskClient) -> None:
    page = pema.get(PAGE).text
    assert "到期的 3 处中有 1 处没有排上" in page
    assert "无论怎么分，最长的路线至少 16 分钟；这份计划最多比它长 25 %" in page
    assert "24 % 的路" in page


def test_every_walk_lists_its_legs_with_the_reason(planned: Cast, pema: FlaskClient) -> None:
    page = pema.get(PAGE).text
    assert "3 天前走过，每 2 天一次；热度 4.2（12 条上报）" in page
    assert f'href="/hotspots/lanes/{planned.lanes["long"]}"' in page
    assert page.count('class="way"') == 2
    assert "其余部分" in page


def test_what_is_left_out_is_listed_with_its_reason(planned: Cast, pema: FlaskClient) -> None:
    page = pema.get(PAGE).text
    assert page.index("到期但没有排上") < page.index("远巷") < page.index("没有路通到那里")


def test_nothing_inline_and_nothing_foreign(planned: Cast, pema: FlaskClient) -> None:
    for path in (PAGE, f"{PAGE}/prepare", "/plans", f"{PAGE}/sheets"):
        page = pema.get(path).text
        assert not re.search(r"<script(?![^>]*\ssrc=)", page)
        assert not re.search(r"<style|\sstyle=|\son\w+=", page)
        assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_the_map_is_told_which_plan_to_fetch(planned: Cast, pema: FlaskClient) -> None:
    assert f'data-plan="{DAY}" data-version="1"' in pema.get(PAGE).text


def test_who_may_not_plan_sees_no_form(planned: Cast, browser_of: Browser) -> None:
    lhamo = browser_of(planned.lhamo)
    assert "/give" not in lhamo.get(PAGE).text
    assert 'name="minutes"' not in lhamo.get(f"{PAGE}/prepare").text


def test_an_older_version_is_shown_as_such(
    app: LaneSteward, planned: Cast, pema: FlaskClient
) -> None:
    posted(pema, PAGE, **chosen(planned))
    assert "这是计划的旧版" in pema.get(f"{PAGE}?version=1").text
    assert "这是计划的旧版" not in pema.get(PAGE).text


def test_a_place_is_given_and_taken_back(
    app: LaneSteward, planned: Cast, pema: FlaskClient
) -> None:
    place = f"lane:{planned.lanes['short']}"
    sent = {"place": place, "team": str(planned.other_team_id)}
    assert posted(pema, f"{PAGE}/give", **sent).status_code == 303
    with app.app_context():
        given = locks(session(), planned.community_id, DAY)
        plan = queries.plan_of(session(), planned.community_id, DAY)
        assert plan is not None
        assert (plan.version, plan.cause) == (2, "moved")
    assert given == {("lane", planned.lanes["short"]): planned.other_team_id}
    assert posted(pema, f"{PAGE}/release", place=place).status_code == 303
    with app.app_context():
        assert locks(session(), planned.community_id, DAY) == {}


@pytest.mark.parametrize(
    "sent",
    [
        {"place": "lane:1", "team": ""},
        {"place": "", "team": "1"},
        {"place": "lane:x", "team": "1"},
        {"place": "house:1", "team": "1"},
        {"place": "lane:999999999", "team": "999999999"},
        {"place": "lane:" + "9" * 30, "team": "1"},
    ],
)
def test_a_change_that_names_nothing_is_refused(
    planned: Cast, pema: FlaskClient, sent: dict[str, str]
) -> None:
    assert posted(pema, f"{PAGE}/give", **sent).status_code in {404, 422}


def test_a_team_that_stays_away_leaves_its_lanes_to_the_others(
    app: LaneSteward, planned: Cast, pema: FlaskClient
) -> None:
    assert posted(pema, f"{PAGE}/absent", team=str(planned.team_id)).status_code == 303
    assert [w["team"]["id"] for w in pema.get(f"/api/v1/plans/{DAY}").json["walks"]] == [
        planned.other_team_id
    ]


def test_who_still_comes_keeps_number_and_colour(planned: Cast, pema: FlaskClient) -> None:
    mark = re.compile(r'class="team-mark (team-\d)">(\d)</i>二队')
    before = mark.findall(pema.get(PAGE).text)
    posted(pema, f"{PAGE}/absent", team=str(planned.team_id))
    assert mark.findall(pema.get(PAGE).text) == before == [("team-2", "2")]


def test_a_plan_made_afresh_numbers_its_teams_from_one(planned: Cast, pema: FlaskClient) -> None:
    posted(pema, f"{PAGE}/absent", team=str(planned.team_id))
    posted(pema, PAGE, **chosen(planned, **{f"comes-{planned.team_id}": ""}))
    assert '<i class="team-mark team-1">1</i>二队' in pema.get(PAGE).text


def test_the_last_team_cannot_stay_away(planned: Cast, pema: FlaskClient) -> None:
    posted(pema, f"{PAGE}/absent", team=str(planned.team_id))
    answer = posted(pema, f"{PAGE}/absent", team=str(planned.other_team_id))
    assert answer.status_code == 422


def test_a_large_day_shows_its_progress_until_it_is_there(
    app: LaneSteward,
    cast: Cast,
    pema: FlaskClient,
    morning: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solving, "AT_ONCE_PLACES", 1)
    there = posted(pema, PAGE, **chosen(cast)).headers["Location"]
    page = pema.get(there).text
    assert 'data-finished="false"' in page
    assert "/cancel" in page
    assert posted(pema, f"{there}/take").headers["Location"] == there
    assert f"{there}/take" not in pema.get(there).text
    with app.app_context(), transaction() as own:
        assert own.scalar(select(JobProgress.finish_requested)) is True
    with app.app_context(), transaction() as own:
        own.execute(update(JobProgress).values(state="failed", message="没有路"))
    assert "没有路" in pema.get(there).text
    with app.app_context(), transaction() as own:
        own.execute(update(JobProgress).values(state="done"))
        assert own.scalar(select(JobProgress.state)) == "done"
    assert pema.get(there).headers["Location"] == PAGE


def test_a_steward_is_led_to_their_own_walk(planned: Cast, browser_of: Browser) -> None:
    page = browser_of(planned.drolma).get("/walk").text
    assert "一队" in page
    assert page.index("长巷") < page.index("试验大院") < page.index("短巷")
    assert "<svg" in page


def test_a_team_with_nothing_to_walk_is_told_so(planned: Cast, browser_of: Browser) -> None:
    assert "没有可看的路线" in browser_of(planned.tashi).get("/walk").text


def test_without_a_plan_a_steward_is_told_so(
    cast: Cast, browser_of: Browser, morning: datetime
) -> None:
    assert "今天还没有给你们队排路线" in browser_of(cast.drolma).get("/walk").text


def test_another_teams_walk_is_not_found(planned: Cast, browser_of: Browser) -> None:
    tashi = browser_of(planned.tashi)
    assert tashi.get(f"{PAGE}/walks/{planned.team_id}").status_code == 404
    assert tashi.get(f"{PAGE}/walks/{planned.other_team_id}").status_code == 200


def test_a_sheet_has_a_row_for_each_place_and_a_column_for_each_problem(
    planned: Cast, pema: FlaskClient
) -> None:
    sheet = pema.get(f"{PAGE}/sheets?team={planned.team_id}").text
    assert sheet.count('scope="row"') == 3
    assert sheet.count('class="tally"') == 10
    assert "经过长巷" not in sheet.partition("短巷")[0]


def test_a_sheets_code_leads_to_the_walk_on_a_phone(planned: Cast, pema: FlaskClient) -> None:
    sheet = pema.get(f"{PAGE}/sheets?team={planned.team_id}").text
    assert sheet.count('class="qrline"') == 1


def test_hostile_names_stay_text_on_every_page(
    app: LaneSteward, planned: Cast, pema: FlaskClient, shared_data: Path
) -> None:
    strings = json.loads((shared_data / "hostile" / "script_strings.json").read_text())
    for text in [one[:200] for one in strings if isinstance(one, str) and "\0" not in one]:
        with app.app_context(), transaction() as own:
            own.execute(update(Lane).where(Lane.id == planned.lanes["long"]).values(name_zh=text))
        for path in (PAGE, f"{PAGE}/prepare", f"{PAGE}/sheets"):
            page = pema.get(path)
            assert page.status_code == 200
            assert text not in page.text or not re.search(r"[<>\"'&]", text)
