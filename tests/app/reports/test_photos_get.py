"""Looking at a photo: who may, and how it is sent."""

from __future__ import annotations

import pytest

from tests.app.reports.photographing import address, pinned, send, told
from tests.app.reports.pictures import picture
from tests.app.reports.reporting import URL, BrowserOf, pin, put
from tests.cast import Cast


def test_a_photo_is_sent_as_a_picture_that_never_changes(browser_of: BrowserOf, cast: Cast) -> None:
    browser = browser_of(cast.drolma)
    answer = browser.get(told(send(browser, pinned(browser)))["url"])
    assert answer.status_code == 200
    assert answer.content_type == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_a_known_photo_is_not_sent_again(browser_of: BrowserOf, cast: Cast) -> None:
    browser = browser_of(cast.drolma)
    url = told(send(browser, pinned(browser)))["url"]
    known = {"If-None-Match": browser.get(url).headers["ETag"]}
    assert browser.get(url, headers=known).status_code == 304


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("drolma", 200),
        ("dawa", 200),
        ("pema", 200),
        ("lhamo", 200),
        ("tashi", 404),
        ("lights", 404),
        ("inspector", 403),
        ("area_viewer", 403),
        ("admin", 403),
        ("stranger", 404),
    ],
)
def test_a_photo_is_seen_by_team_and_supervisor(
    browser_of: BrowserOf, cast: Cast, part: str, status: int
) -> None:
    owner = browser_of(cast.drolma)
    url = told(send(owner, pinned(owner)))["url"]
    assert browser_of(cast.everybody()[part]).get(url).status_code == status


def test_an_addressed_department_sees_the_photo(browser_of: BrowserOf, cast: Cast) -> None:
    browser = browser_of(cast.drolma)
    report = told(put(browser, pin(category="street_lamp", outcome="escalated")))["id"]
    url = told(send(browser, report))["url"]
    assert browser_of(cast.lights).get(url).status_code == 200


@pytest.mark.parametrize("name", ["x", "0" * 64, "../../etc/passwd", "Z" * 64])
def test_what_names_no_photo_is_not_found(browser_of: BrowserOf, cast: Cast, name: str) -> None:
    browser = browser_of(cast.drolma)
    assert browser.get(f"{URL}{pinned(browser)}/photos/{name}").status_code == 404


def test_a_promised_photo_that_never_came_is_not_found(browser_of: BrowserOf, cast: Cast) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser, (picture(), "before"))
    assert browser.get(address(report, picture())).status_code == 404


def test_the_photo_of_one_report_is_not_anothers(browser_of: BrowserOf, cast: Cast) -> None:
    browser = browser_of(cast.drolma)
    send(browser, pinned(browser))
    assert browser.get(address(pinned(browser), picture())).status_code == 404
