"""Uploading a photo: every status, exactly once, and by whom."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import Engine

from app.reports.photos_actions import MOST_PHOTOS
from tests.app.reports.photographing import ROWS, address, files, pinned, send, told
from tests.app.reports.pictures import (
    HEIC,
    HTML,
    SVG,
    empty_png,
    encoded,
    from_a_phone,
    huge_jpeg,
    picture,
)
from tests.app.reports.reporting import BrowserOf, rows
from tests.cast import Cast


def test_a_photo_is_added(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser)
    answer = send(browser, report, picture(), "?when=after")
    assert answer.status_code == 201, answer.text
    assert told(answer)["when"] == "after"
    assert rows(owner, "photo", ROWS) == [(told(answer)["sha256"], "after", True)]


def test_a_promised_photo_is_what_the_pin_said(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser, (picture(), "after"))
    assert told(send(browser, report))["when"] == "after"
    assert len(rows(owner, "photo", ROWS)) == 1


def test_the_same_photo_again_changes_nothing(
    browser_of: BrowserOf, cast: Cast, owner: Engine, settings: dict[str, str]
) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser)
    first, second = send(browser, report), send(browser, report, query="?when=after")
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json == first.json
    assert len(rows(owner, "photo", ROWS)) == 1


def test_a_photo_under_another_digest_is_a_conflict(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser)
    answer = browser.put(address(report, picture()), data=picture(mark=1))
    assert answer.status_code == 409
    assert rows(owner, "photo", ROWS) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (empty_png(10_000, 10_000), 413),
        (huge_jpeg(10_000, 10_000), 413),
        (encoded(Image.new("1", (10_000, 10_000)), "PNG"), 413),
        (b"\xff\xd8\xff" + b"x" * 9_000_000, 413),
        (SVG, 415),
        (HEIC, 415),
        (HTML, 415),
        (b"", 415),
        (encoded(Image.new("L", (9, 9)), "GIF"), 415),
        (picture()[:400], 422),
        (b"\x89PNG\r\n\x1a\n", 422),
        (b"\xff\xd8\xff" + SVG, 422),
    ],
    ids=str,
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(
    browser_of: BrowserOf, cast: Cast, owner: Engine, body: bytes, status: int
) -> None:
    browser = browser_of(cast.drolma)
    answer = send(browser, pinned(browser), body)
    assert answer.status_code == status, answer.text
    assert answer.content_type == "application/problem+json"
    assert rows(owner, "photo", ROWS) == []


def test_a_word_that_is_neither_before_nor_after_is_refused(
    browser_of: BrowserOf, cast: Cast
) -> None:
    browser = browser_of(cast.drolma)
    answer = send(browser, pinned(browser), query="?when=during")
    assert (answer.status_code, told(answer)["pointer"]) == (422, "/when")


def test_a_photo_of_no_report_is_not_found(browser_of: BrowserOf, cast: Cast) -> None:
    assert send(browser_of(cast.drolma), str(uuid4())).status_code == 404


def test_a_seventh_photo_is_refused(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser)
    sent = [send(browser, report, picture(mark=mark)).status_code for mark in range(7)]
    assert sent == [201] * MOST_PHOTOS + [422]
    assert len(rows(owner, "photo", ROWS)) == MOST_PHOTOS


def test_ten_copies_at_once_add_one_photo(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browsers = [browser_of(cast.drolma) for _ in range(10)]
    report = pinned(browsers[0])
    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(lambda b: send(b, report).status_code, browsers))
    assert sorted(statuses) == [200] * 9 + [201]
    assert len(rows(owner, "photo", ROWS)) == 1


def test_twelve_photos_at_once_leave_six(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    browsers = [browser_of(cast.drolma) for _ in range(12)]
    report = pinned(browsers[0])
    with ThreadPoolExecutor(12) as pool:
        sent = pool.map(
            lambda pair: send(pair[1], report, picture(mark=pair[0])).status_code,
            enumerate(browsers),
        )
        assert sorted(sent) == [201] * MOST_PHOTOS + [422] * 6
    assert len(rows(owner, "photo", ROWS)) == MOST_PHOTOS


def test_one_file_serves_two_reports(
    browser_of: BrowserOf, cast: Cast, settings: dict[str, str]
) -> None:
    browser, body = browser_of(cast.drolma), picture(size=(33, 44))
    before = len(files(settings))
    for _ in range(2):
        assert send(browser, pinned(browser), body).status_code == 201
    assert len(files(settings)) == before + 1


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("drolma", 201),
        ("pema", 201),
        ("dawa", 403),
        ("lhamo", 403),
        ("tashi", 404),
        ("lights", 403),
        ("inspector", 403),
        ("stranger", 404),
    ],
)
def test_only_who_may_change_a_report_adds_photos(
    browser_of: BrowserOf, cast: Cast, part: str, status: int
) -> None:
    report = pinned(browser_of(cast.drolma))
    assert send(browser_of(cast.everybody()[part]), report).status_code == status


def test_a_call_from_another_site_is_refused(browser_of: BrowserOf, cast: Cast) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser)
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = browser.put(address(report, picture()), data=picture(), headers=headers)
    assert answer.status_code == 403


def test_a_phones_photo_is_kept_upright_and_without_its_place(
    browser_of: BrowserOf, cast: Cast
) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser)
    made = told(send(browser, report, from_a_phone()))
    assert (made["width"], made["height"]) == (480, 640)
    assert b"Exif" not in browser.get(made["url"]).data
