"""A UUID makes one report, whoever sends it how often and at once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from sqlalchemy import Engine, text

from tests.app.reports.reporting import NOTHING, BrowserOf, how_many, pin, put, rows
from tests.cast import Cast

COPIES = 40


def test_forty_copies_at_once_make_one_report(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    uuid, body, start = uuid4(), pin(0.0004, 0.0002, outcome="escalated"), Barrier(COPIES)

    def send(_copy: int) -> int:
        browser = browser_of(cast.drolma)
        start.wait()
        return put(browser, body, uuid).status_code

    with ThreadPoolExecutor(COPIES) as pool:
        assert Counter(pool.map(send, range(COPIES))) == {201: 1, 200: COPIES - 1}
    assert set(how_many(owner).values()) == {0, 1}
    for tally in ("lane_tally", "courtyard_tally", "cell_tally"):
        assert rows(owner, tally, "reports, quantity") == [(1, 1)]


def test_forty_pins_at_once_are_all_counted(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    body, start = pin(count=3), Barrier(COPIES)

    def send(_copy: int) -> int:
        browser = browser_of(cast.drolma)
        start.wait()
        return put(browser, body).status_code

    with ThreadPoolExecutor(COPIES) as pool:
        assert Counter(pool.map(send, range(COPIES))) == {201: COPIES}
    assert rows(owner, "lane_tally", "reports, quantity") == [(COPIES, 3 * COPIES)]


def test_another_request_under_the_same_uuid_is_a_conflict(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser, uuid = browser_of(cast.drolma), uuid4()
    put(browser, pin(count=1), uuid)
    assert put(browser, pin(count=2), uuid).status_code == 409
    assert rows(owner, "report", "count, version") == [(1, 1)]


def test_a_retry_that_was_sent_later_is_the_same_request(browser_of: BrowserOf, cast: Cast) -> None:
    browser, uuid, body = browser_of(cast.drolma), uuid4(), pin()
    put(browser, body | {"sent_at": body["observed_at"]}, uuid)
    assert put(browser, body | {"sent_at": pin()["observed_at"]}, uuid).status_code == 200


def test_a_uuid_of_somebody_elses_is_a_bare_conflict(browser_of: BrowserOf, cast: Cast) -> None:
    uuid, body = uuid4(), pin()
    put(browser_of(cast.drolma), body, uuid)
    for other in (cast.dawa, cast.pema, cast.stranger):
        answer = put(browser_of(other), body, uuid)
        assert answer.status_code == 409
        assert set(answer.json) == {"type", "title", "status", "detail"}


def test_a_refused_pin_leaves_no_key(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browser, uuid = browser_of(cast.drolma), uuid4()
    assert put(browser, pin(category="no_such_thing"), uuid).status_code == 422
    assert how_many(owner) == NOTHING
    assert put(browser, pin(), uuid).status_code == 201


def test_a_replay_is_known_after_its_category_was_retired(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser, uuid, body = browser_of(cast.drolma), uuid4(), pin()
    put(browser, body, uuid)
    with owner.connect() as connection:
        connection.execute(text("UPDATE community_category SET retired = TRUE"))
    assert put(browser, body, uuid).status_code == 200
    assert put(browser, body).status_code == 422
