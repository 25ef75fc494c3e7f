"""The page of one pin, changing it, taking it back, and one's own list."""

from __future__ import annotations

import html
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text

from tests.app.reports.form_filling import edit_form, post, post_pin
from tests.app.reports.reporting import BrowserOf, how_many, pin, put, rows
from tests.cast import Cast


def column(owner: Engine, name: str) -> list[Any]:
    """Return a column of all reports."""
    with owner.connect() as connection:
        return list(connection.execute(text(f"SELECT {name} FROM report ORDER BY 1")).scalars())


def test_a_fresh_pin_is_thanked_for_once(browser_of: BrowserOf, cast: Cast) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser).location
    assert 'id="undo"' in browser.get(url).text
    assert 'id="undo"' not in browser.get(url).text


def test_undo_takes_the_pin_back(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser).location
    assert post(browser, f"{url}/delete").status_code == 303
    assert post(browser, f"{url}/delete").status_code == 303
    assert browser.get(url).status_code == 404
    assert how_many(owner)["lane_tally"] == 0


def test_a_pin_that_was_undone_can_be_sent_anew(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser, uuid = browser_of(cast.drolma), str(uuid4())
    post(browser, f"{post_pin(browser, uuid=uuid).location}/delete")
    answer = post_pin(browser, uuid=uuid, note="by the well")
    assert answer.status_code == 410
    assert "by the well" in answer.text
    assert uuid not in answer.text


@pytest.mark.parametrize(
    ("part", "seen", "edited"),
    [
        ("drolma", 200, 200),
        ("dawa", 200, 403),
        ("tashi", 404, 404),
        ("pema", 200, 200),
        ("lhamo", 200, 403),
        ("lights", 404, 403),
        ("inspector", 403, 403),
        ("area_viewer", 403, 403),
        ("admin", 403, 403),
        ("stranger", 404, 404),
    ],
)
def test_a_pin_is_seen_and_changed_by_whom_the_policy_says(
    browser_of: BrowserOf, cast: Cast, part: str, seen: int, edited: int
) -> None:
    url = post_pin(browser_of(cast.drolma)).location
    browser = browser_of(cast.everybody()[part])
    assert browser.get(url).status_code == seen
    assert browser.get(f"{url}/edit").status_code == edited
    for action in ("edit", "lane", "delete"):
        assert (post(browser, f"{url}/{action}").status_code < 400) <= (edited == 200)


def test_a_strangers_page_is_like_no_page_at_all(browser_of: BrowserOf, cast: Cast) -> None:
    url = post_pin(browser_of(cast.drolma), note="seen by Drolma").location
    browser = browser_of(cast.stranger)
    theirs, nobodys = browser.get(url), browser.get(f"/reports/{uuid4()}")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.text.split("<main")[1] == nobodys.text.split("<main")[1]


def test_only_what_was_changed_is_changed(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser, note="by the well").location
    form = edit_form(browser, url, count="4")
    browser.patch(f"/api/v1{url}", json=_patch(note="by the gate"))
    assert post(browser, f"{url}/edit", form).status_code == 303
    assert rows(owner, "report", "count, note, version") == [(4, "by the gate", 3)]


def _patch(**changes: object) -> dict[str, object]:
    return {"base_version": 1, "edit_id": str(uuid4()), "changes": changes}


def test_nothing_changed_is_no_edit(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser).location
    assert post(browser, f"{url}/edit", edit_form(browser, url)).status_code == 303
    assert column(owner, "version") == [1]


def test_the_same_field_changed_twice_asks_and_the_second_save_decides(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser).location
    form = edit_form(browser, url, count="4")
    browser.patch(f"/api/v1{url}", json=_patch(count=9))
    asked = post(browser, f"{url}/edit", form)
    assert (asked.status_code, 'id="count-error"' in asked.text) == (409, True)
    assert "9" in asked.text
    assert column(owner, "count") == [9]
    again = edit_form(browser, url, count="4")
    assert post(browser, f"{url}/edit", again).status_code == 303
    assert column(owner, "count") == [4]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("count", "0"),
        ("count", "many"),
        ("count", ""),
        ("category", "no_such"),
        ("outcome", "lost"),
        ("handling", "handed_out"),
        ("lane", "no such lane"),
        ("note", "x" * 2001),
        ("note", "a\0b"),
        ("house_number", "9" * 41),
    ],
)
def test_a_bad_change_is_named_and_changes_nothing(
    browser_of: BrowserOf, cast: Cast, owner: Engine, field: str, value: str
) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser).location
    answer = post(browser, f"{url}/edit", edit_form(browser, url, **{field: value}))
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert column(owner, "version") == [1]


@pytest.mark.parametrize(("field", "value"), [("edit_id", "x"), ("base_version", "-1")])
def test_a_form_that_was_tampered_with_is_refused(
    browser_of: BrowserOf, cast: Cast, owner: Engine, field: str, value: str
) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser).location
    form = edit_form(browser, url, count="4") | {field: value}
    assert post(browser, f"{url}/edit", form).status_code == 422
    assert column(owner, "version") == [1]


def test_one_tap_puts_an_unsure_pin_on_another_lane(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser = browser_of(cast.drolma)
    unsure = put(browser, pin(0.00101, 0.00006, accuracy_m=20)).json
    assert unsure
    url = f"/reports/{unsure['id']}"
    assert 'name="lane" value="L1"' in browser.get(url).text
    assert post(browser, f"{url}/lane", {"lane": "L1"}).status_code == 303
    assert rows(owner, "report", "lane_id, assigned_by") == [(cast.lanes["long"], "steward")]
    assert 'name="lane" value=' not in browser.get(url).text


@pytest.mark.parametrize("lane", ["", "no such", "E1", "a\0b"])
def test_a_lane_that_is_none_is_refused(
    browser_of: BrowserOf, cast: Cast, owner: Engine, lane: str
) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser).location
    assert post(browser, f"{url}/lane", {"lane": lane}).status_code == 422
    assert column(owner, "version") == [1]


def test_the_history_says_who_did_what(browser_of: BrowserOf, cast: Cast) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser).location
    supervisor = browser_of(cast.pema)
    post(supervisor, f"{url}/edit", edit_form(supervisor, url, count="2"))
    page = browser.get(f"{url}?lang=en").text
    assert page.index("Pinned") < page.index("Changed") < page.index("Pema")


def test_the_case_is_a_link_for_who_may_open_it(browser_of: BrowserOf, cast: Cast) -> None:
    url = post_pin(browser_of(cast.drolma), category="street_lamp", outcome="escalated").location
    assert "/cases/" not in browser_of(cast.drolma).get(url).text
    assert "/cases/" in browser_of(cast.pema).get(url).text


def test_my_pins_are_mine_alone(browser_of: BrowserOf, cast: Cast) -> None:
    url = post_pin(browser_of(cast.drolma)).location
    assert url in browser_of(cast.drolma).get("/mine").text
    assert url not in browser_of(cast.dawa).get("/mine").text
    assert url not in browser_of(cast.pema).get("/mine").text


def test_older_pins_are_a_link_away_each_once(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser = browser_of(cast.drolma)
    for _ in range(32):
        put(browser, pin())
    first = browser.get("/mine").text
    link = first.split('class="button full" href="')[1].split('"')[0]
    older = browser.get(html.unescape(link)).text
    ids = column(owner, "id::text")
    assert all((first + older).count(f'href="/reports/{one}"') == 1 for one in ids)


SOME_UUID = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "after",
    [
        *("x", "2026_1", "_", "2026-01-01T00:00:00_x"),
        f"0001-01-01T00:00:00%2B14:00_{SOME_UUID}",
        f"2026-01-01_{SOME_UUID}",
    ],
)
def test_an_address_of_no_page_is_refused(browser_of: BrowserOf, cast: Cast, after: str) -> None:
    assert browser_of(cast.drolma).get(f"/mine?after={after}").status_code == 422


def test_an_offset_of_a_microsecond_is_read(browser_of: BrowserOf, cast: Cast) -> None:
    after = f"2026-01-01T00:00:00%2B00:00:00.000001_{SOME_UUID}"
    assert browser_of(cast.drolma).get(f"/mine?after={after}").status_code == 200


@pytest.mark.parametrize("part", ["drolma", "tashi", "pema"])
def test_without_pins_the_page_says_what_to_do(
    browser_of: BrowserOf, cast: Cast, part: str
) -> None:
    page = browser_of(cast.everybody()[part]).get("/mine").text
    assert 'class="empty"' in page
    assert 'href="/pin"' in page


def test_a_pin_with_an_impossible_time_says_so(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser, observed_at="1970-01-01T00:00:00Z").location
    assert column(owner, "time_flag") == ["implausible"]
    assert "notice warn" in browser.get(url).text


def test_a_retired_category_stays_when_something_else_is_changed(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser = browser_of(cast.drolma)
    url = post_pin(browser).location
    with owner.connect() as connection:
        connection.execute(text("UPDATE community_category SET retired = TRUE"))
    form = edit_form(browser, url, note="by the well")
    assert post(browser, f"{url}/edit", form).status_code == 303
    assert how_many(owner)["report"] == 1


def test_who_may_not_pin_is_offered_no_pin(browser_of: BrowserOf, cast: Cast) -> None:
    url = post_pin(browser_of(cast.drolma)).location
    assert 'href="/pin"' in browser_of(cast.dawa).get(url).text
    assert 'href="/pin"' not in browser_of(cast.lhamo).get(url).text
