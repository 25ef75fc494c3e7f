"""Who found it, when, and for which team it counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, select

from app import LaneSteward, clock, events
from app.db import transaction
from app.patrols.models import Patrol
from app.people.models import Membership
from tests.app.reports.reporting import BrowserOf, pin, put, rows
from tests.cast import Cast

NOW = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def patrols(app: LaneSteward, cast: Cast) -> dict[str, UUID]:
    """Give a patrol of Drolma's team and one of the other."""
    ids = {"ours": uuid4(), "theirs": uuid4()}
    teams = {"ours": cast.team_id, "theirs": cast.other_team_id}
    with app.app_context(), transaction() as session:
        for name, uuid in ids.items():
            session.add(
                Patrol(community_id=cast.community_id, id=uuid, team_id=teams[name], started_at=NOW)
            )
    return ids


def test_on_a_patrol_it_is_found_by_patrol(
    browser_of: BrowserOf, cast: Cast, patrols: dict[str, UUID]
) -> None:
    answer = put(browser_of(cast.drolma), pin(patrol=str(patrols["ours"]))).json
    assert (answer["found_by"], answer["patrol"]) == ("patrol", str(patrols["ours"]))
    assert answer["team"] == cast.team_id


def test_another_teams_patrol_is_refused(
    browser_of: BrowserOf, cast: Cast, patrols: dict[str, UUID]
) -> None:
    answer = put(browser_of(cast.drolma), pin(patrol=str(patrols["theirs"])))
    assert (answer.status_code, answer.json["pointer"]) == (422, "/patrol")


def test_a_late_pin_of_an_old_patrol_is_taken_though_its_finder_has_left_the_team(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, patrols: dict[str, UUID]
) -> None:
    with app.app_context(), transaction() as session:
        left = session.scalars(select(Membership).filter_by(person_id=cast.drolma.id)).one()
        left.valid_to = NOW.date() + timedelta(days=1)
    answer = put(browser_of(cast.drolma), pin(patrol=str(patrols["ours"])))
    assert (answer.status_code, answer.json["team"]) == (201, cast.team_id)


def test_a_patrol_after_its_finder_had_left_the_team_is_refused(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, patrols: dict[str, UUID]
) -> None:
    with app.app_context(), transaction() as session:
        left = session.scalars(select(Membership).filter_by(person_id=cast.drolma.id)).one()
        left.valid_to = NOW.date() - timedelta(days=9)
    assert put(browser_of(cast.drolma), pin(patrol=str(patrols["ours"]))).status_code == 422


def test_without_a_patrol_it_is_off_patrol_and_still_the_teams(
    browser_of: BrowserOf, cast: Cast
) -> None:
    answer = put(browser_of(cast.drolma)).json
    assert (answer["found_by"], answer["team"]) == ("off_patrol", cast.team_id)


def test_an_earlier_report_can_be_joined(browser_of: BrowserOf, cast: Cast) -> None:
    first = put(browser_of(cast.drolma)).json["id"]
    assert put(browser_of(cast.dawa), pin(joins=first)).json["joins"] == first


def test_another_communitys_report_cannot_be_joined(browser_of: BrowserOf, cast: Cast) -> None:
    theirs = put(browser_of(cast.stranger)).json["id"]
    answer = put(browser_of(cast.drolma), pin(joins=theirs))
    assert (answer.status_code, answer.json["pointer"]) == (422, "/joins")


def test_promised_photos_are_listed(browser_of: BrowserOf, cast: Cast) -> None:
    promised = [{"sha256": "ab" * 32, "when": "before"}, {"sha256": "cd" * 32, "when": "after"}]
    answer = put(browser_of(cast.drolma), pin(photos=promised)).json
    assert answer["photos"] == [photo | {"uploaded": False} for photo in promised]


def test_a_usual_handling_is_kept(browser_of: BrowserOf, cast: Cast) -> None:
    assert put(browser_of(cast.drolma), pin(handling="moved_on")).json["handling"] == "moved_on"


def test_a_wrong_clock_is_put_right_by_its_offset(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    said = {"observed_at": "1970-01-01T00:05:00Z", "sent_at": "1970-01-01T00:06:00Z"}
    with clock.frozen(NOW):
        answer = put(browser_of(cast.drolma), pin(**said)).json
    assert (answer["effective_at"], answer["time_flag"]) == ("2026-04-10T08:59:00Z", "corrected")
    assert rows(owner, "lane_tally", "local_day::text, local_hour") == [("2026-04-10", 16)]


@pytest.mark.parametrize("seen", ["1970-01-01T00:00:00Z", "2028-04-10T09:00:00+08:00"])
def test_an_implausible_time_is_kept_and_counted_nowhere(
    browser_of: BrowserOf, cast: Cast, owner: Engine, seen: str
) -> None:
    with clock.frozen(NOW):
        answer = put(browser_of(cast.drolma), pin(observed_at=seen))
    assert (answer.status_code, answer.json["time_flag"]) == (201, "implausible")
    assert answer.json["lane"]["id"] == cast.lanes["long"]
    assert rows(owner, "lane_tally") == rows(owner, "cell_tally") == []


def test_the_local_day_is_the_communitys(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    with clock.frozen(NOW):
        put(browser_of(cast.drolma), pin(observed_at="2026-04-09T16:30:00Z"))
    assert rows(owner, "report", "local_day::text, local_hour") == [("2026-04-10", 0)]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Give a list of what the rest of the house is told."""
    heard: list[Any] = []
    monkeypatch.setattr(events, "send", heard.append)
    return heard


def test_an_escalated_pin_is_told_of_once(
    browser_of: BrowserOf, cast: Cast, told: list[Any]
) -> None:
    uuid, body = uuid4(), pin(outcome="escalated")
    for _ in range(2):
        put(browser_of(cast.drolma), body, uuid)
    assert [type(event) for event in told] == [events.ReportEscalated]
    assert (told[0].report_id, told[0].lane_id) == (uuid, cast.lanes["long"])
    assert (told[0].person_id, told[0].category_code) == (cast.drolma.id, "illegal_parking")


def test_every_change_of_outcome_is_told(
    browser_of: BrowserOf, cast: Cast, told: list[Any]
) -> None:
    browser, uuid = browser_of(cast.drolma), put(browser_of(cast.drolma)).json["id"]
    for version, outcome in enumerate(("escalated", "recorded", "fixed"), start=1):
        changes = {"outcome": outcome}
        body = {"base_version": version, "edit_id": str(uuid4()), "changes": changes}
        browser.patch(f"/api/v1/reports/{uuid}", json=body)
    browser.delete(f"/api/v1/reports/{uuid}")
    heard = [type(event) for event in told]
    assert heard == [events.ReportEscalated, events.ReportDeescalated, events.ReportDeleted]


def test_a_listener_that_refuses_undoes_the_pin(
    browser_of: BrowserOf, cast: Cast, owner: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_event: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(events, "send", refuse)
    assert put(browser_of(cast.drolma), pin(outcome="escalated")).status_code == 500
    assert rows(owner, "report_key") == []


def test_pins_of_a_minute_ago_are_of_today(browser_of: BrowserOf, cast: Cast) -> None:
    seen = datetime.now(UTC) - timedelta(minutes=1)
    assert put(browser_of(cast.drolma), pin(observed_at=seen.isoformat())).json["time_flag"] is None
