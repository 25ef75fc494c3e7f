"""The pin page: what it makes, and what it says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import Engine

from tests.app.reports.form_filling import SCRIPT, filled, photo, post, post_pin
from tests.app.reports.pictures import from_a_phone, picture
from tests.app.reports.reporting import NOTHING, BrowserOf, how_many, rows
from tests.cast import Cast

SEEN = "outcome, handling, count, note, house_number, assigned_by"


def test_a_filled_form_becomes_a_pin_and_shows_it(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser, uuid = browser_of(cast.drolma), str(uuid4())
    answer = post_pin(browser, uuid=uuid, count="3", note="by the well")
    assert (answer.status_code, answer.location) == (303, f"/reports/{uuid}"), answer.text
    assert rows(owner, "report", SEEN) == [("fixed", "moved_on", 3, "by the well", "", "nearest")]


def test_a_lane_and_house_number_need_no_map(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    made = post_pin(browser_of(cast.drolma), lon="", lat="", lane="L2", house_number="12")
    assert made.status_code == 303
    assert rows(owner, "report", "lane_id, house_number, geom IS NULL") == [
        (cast.lanes["short"], "12", True)
    ]


def test_what_is_passed_on_is_not_handled_and_opens_a_case(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser = browser_of(cast.drolma)
    page = browser.get(post_pin(browser, category="street_lamp", outcome="escalated").location)
    assert rows(owner, "report", "outcome, handling") == [("escalated", None)]
    assert "Street lighting" in page.text or "路灯管理部门" in page.text


@pytest.mark.parametrize("seen", ["", "2026-11-01T08:00:00Z"])
def test_a_form_sent_twice_is_one_pin(
    browser_of: BrowserOf, cast: Cast, owner: Engine, seen: str
) -> None:
    browser, uuid = browser_of(cast.drolma), str(uuid4())
    pictures = [photo(picture()), photo(picture())]
    sent = [post_pin(browser, uuid=uuid, observed_at=seen, photo_before=one) for one in pictures]
    assert [answer.status_code for answer in sent] == [303, 303], sent[1].text
    assert how_many(owner)["report"] == how_many(owner)["photo"] == 1


@pytest.mark.parametrize("seen", ["", "2026-11-01T08:00:00Z"])
def test_eight_copies_at_once_are_one_pin(
    browser_of: BrowserOf, cast: Cast, owner: Engine, seen: str
) -> None:
    form = filled(observed_at=seen)
    browsers = [browser_of(cast.drolma) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda browser: post(browser, "/pin", form).status_code, browsers))
    assert sent == [303] * 8
    assert how_many(owner)["report"] == 1
    assert rows(owner, "lane_tally", "reports, quantity") == [(1, 1)]


def test_another_form_under_a_used_id_is_kept_and_asks_first(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser, uuid = browser_of(cast.drolma), str(uuid4())
    post_pin(browser, uuid=uuid)
    answer = post_pin(browser, uuid=uuid, category="garbage", note="beside it")
    assert answer.status_code == 409
    assert "beside it" in answer.text
    assert uuid not in answer.text
    assert how_many(owner)["report"] == 1


def test_a_strangers_id_is_taken_and_tells_nothing(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    uuid = str(uuid4())
    post_pin(browser_of(cast.drolma), uuid=uuid, note="seen by Drolma")
    answer = post_pin(browser_of(cast.dawa), uuid=uuid)
    assert answer.status_code == 409
    assert "seen by Drolma" not in answer.text
    assert how_many(owner)["report"] == 1


def test_two_photos_come_along(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browser = browser_of(cast.drolma)
    made = post_pin(browser, photo_before=photo(from_a_phone()), photo_after=photo(picture()))
    assert rows(owner, "photo", "taken, stored_sha256 IS NOT NULL") == [
        ("after", True),
        ("before", True),
    ]
    assert browser.get(made.location).text.count("<figure") == 2


def test_the_page_says_when_even_if_the_phone_does(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    seen = datetime.now(UTC).replace(microsecond=0)
    post_pin(browser_of(cast.drolma), observed_at=seen.isoformat().replace("+00:00", "Z"))
    assert rows(owner, "report", "observed_at, time_flag") == [(seen, None)]


def test_what_a_person_pins_most_comes_first(browser_of: BrowserOf, cast: Cast) -> None:
    browser = browser_of(cast.drolma)
    post_pin(browser, category="drain_blocked", outcome="recorded")
    page = browser.get("/pin").text
    assert page.index('value="drain_blocked"') < page.index('value="ebike_disorder"')
    other = browser_of(cast.dawa).get("/pin").text
    assert other.index('value="drain_blocked"') > other.index('value="ebike_disorder"')


@pytest.mark.parametrize(("lang", "word"), [("en", "Illegal parking"), ("zh_Hans", "违停车辆")])
def test_categories_are_named_in_the_readers_language(
    browser_of: BrowserOf, cast: Cast, lang: str, word: str
) -> None:
    assert word in browser_of(cast.drolma).get(f"/pin?lang={lang}").text


@pytest.mark.parametrize("field", ["note", "house_number"])
def test_a_script_that_is_typed_is_shown_and_does_nothing(
    browser_of: BrowserOf, cast: Cast, field: str
) -> None:
    browser, said = browser_of(cast.drolma), SCRIPT[:40]
    made = post_pin(browser, **{field: said})
    for page in (browser.get(made.location), browser.get(f"{made.location}/edit")):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("drolma", 200),
        ("tashi", 200),
        ("pema", 200),
        ("lhamo", 403),
        ("lights", 403),
        ("inspector", 403),
        ("area_viewer", 403),
        ("admin", 403),
    ],
)
def test_the_page_is_for_those_who_make_pins(
    browser_of: BrowserOf, cast: Cast, owner: Engine, part: str, status: int
) -> None:
    browser = browser_of(cast.everybody()[part])
    assert browser.get("/pin").status_code == status
    assert post_pin(browser).status_code == (303 if status == 200 else status)
    assert how_many(owner)["report"] == (1 if status == 200 else 0)


def test_nobody_signed_in_is_asked_to_sign_in(browser_of: BrowserOf, client, cast: Cast) -> None:
    assert client.get("/pin").location.startswith("/sign-in")


def test_a_form_without_its_token_is_refused(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    answer = browser_of(cast.drolma).post("/pin", data=filled())
    assert answer.status_code == 403
    assert how_many(owner) == NOTHING
