"""Files that no photo needs: swept away, never from under an upload."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy.orm import Session

from app import LaneSteward
from app.db import db, session, transaction
from app.reports import photos_purge, photos_store
from app.reports.photos_locks import held_for_purge, hold_for_upload
from app.reports.photos_purge import IN_TRASH, TRASH, Purged
from tests.app.reports.photographing import pinned, send
from tests.app.reports.pictures import picture
from tests.app.reports.reporting import URL, BrowserOf
from tests.cast import Cast

NOW = datetime(2026, 4, 18, 3, 0, tzinfo=UTC)
Purge = Callable[..., Purged]


@pytest.fixture
def folder(app: LaneSteward, settings: dict[str, str], tmp_path: Path) -> Iterator[Path]:
    """Give an empty photo folder; the other tests' files are no business of these."""
    store = Path(settings["PHOTO_DIR"])
    aside = tmp_path / "aside"
    store.rename(aside)
    store.mkdir()
    yield store
    for path in sorted(store.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    store.rmdir()
    aside.rename(store)


@pytest.fixture
def purge(app: LaneSteward, folder: Path) -> Purge:
    """Give the purge, in a transaction of its own."""

    def run(now: datetime = NOW) -> Purged:
        with app.app_context(), transaction() as own:
            return photos_purge.purge(own, folder, now, lambda _done, _total: None)

    return run


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.jpg") if TRASH not in path.parts]


def test_the_files_of_a_deleted_report_are_swept_away(
    browser_of: BrowserOf, cast: Cast, purge: Purge, folder: Path
) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser)
    send(browser, report)
    browser.delete(URL + report)
    assert len(stored(folder)) == 1
    assert purge() == Purged(moved=1, removed=0)
    assert stored(folder) == []


def test_the_file_of_a_photo_stays(
    browser_of: BrowserOf, cast: Cast, purge: Purge, folder: Path
) -> None:
    browser = browser_of(cast.drolma)
    send(browser, pinned(browser))
    assert purge() == Purged(moved=0, removed=0)
    assert len(stored(folder)) == 1


def test_a_file_that_two_reports_share_stays_as_long_as_one_needs_it(
    browser_of: BrowserOf, cast: Cast, purge: Purge, folder: Path
) -> None:
    browser = browser_of(cast.drolma)
    first, second = pinned(browser), pinned(browser)
    for report in (first, second):
        send(browser, report)
    browser.delete(URL + first)
    assert purge().moved == 0
    browser.delete(URL + second)
    assert purge().moved == 1


def test_the_trash_is_emptied_after_some_weeks(purge: Purge, folder: Path) -> None:
    digest = photos_store.keep(folder, b"a picture")
    purge()
    assert purge(NOW + IN_TRASH - timedelta(hours=1)).removed == 0
    assert (folder / TRASH / f"{digest.hex()}.jpg").read_bytes() == b"a picture"
    assert purge(NOW + IN_TRASH + timedelta(hours=1)).removed == 1
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_what_a_dead_request_left_half_written_goes(purge: Purge, folder: Path) -> None:
    half = folder / "ab" / ".new-x"
    half.parent.mkdir()
    half.write_bytes(b"half")
    purge(datetime.now(UTC))
    assert half.exists()
    purge(datetime.now(UTC) + timedelta(days=2))
    assert not half.exists()


def test_what_is_no_photo_of_ours_is_left_alone(purge: Purge, folder: Path) -> None:
    other = folder / "ab" / "readme.jpg"
    other.parent.mkdir()
    other.write_bytes(b"x")
    assert purge().moved == 0
    assert other.exists()


def test_a_file_whose_row_is_on_its_way_is_not_swept(
    app: LaneSteward, purge: Purge, folder: Path
) -> None:
    digest = photos_store.keep(folder, b"a picture")  # a failed request has left it here
    with app.app_context():
        hold_for_upload(session(), digest)  # another one has found it, and is about to say so
        assert purge().moved == 0
        session().rollback()
    assert purge().moved == 1


def test_an_upload_waits_for_the_purge_and_then_stores_its_file_anew(
    browser_of: BrowserOf, cast: Cast, purge: Purge, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browser_of(cast.drolma)
    report = pinned(browser)
    send(browser, report)
    browser.delete(URL + report)
    again, needed, asked = pinned(browser), photos_purge._needed, Event()

    def look_then_let_an_upload_come(own, digests):
        found = list(needed(own, digests))
        if digests and not asked.is_set():
            asked.set()
            waiting.append(pool.submit(send, browser_of(cast.drolma), again))
            with pytest.raises(TimeoutError):
                waiting[0].result(timeout=0.5)
        return found

    waiting = []
    monkeypatch.setattr(photos_purge, "_needed", look_then_let_an_upload_come)
    with ThreadPoolExecutor(1) as pool:
        assert purge().moved == 1
        assert waiting[0].result(timeout=20).status_code == 201
    assert len(stored(folder)) == 1


def test_uploads_and_purges_in_a_storm_lose_no_file(
    browser_of: BrowserOf, cast: Cast, purge: Purge, folder: Path
) -> None:
    body, browser = picture(), browser_of(cast.drolma)
    reports = [pinned(browser) for _ in range(16)]

    def upload_then_delete_half(number: int) -> None:
        own = browser_of(cast.drolma)
        assert send(own, reports[number], body).status_code in {200, 201}
        if number % 2:
            own.delete(URL + reports[number])

    with ThreadPoolExecutor(4) as pool:
        purges = [pool.submit(purge) for _ in range(4)]
        list(pool.map(upload_then_delete_half, range(len(reports))))
        [one.result() for one in purges]
    shown = [
        browser.get(f"{URL}{report}/photos/{sha256(body).hexdigest()}") for report in reports[::2]
    ]
    assert [answer.status_code for answer in shown] == [200] * len(shown)


def test_a_part_that_is_held_is_left_for_another_night(app: LaneSteward) -> None:
    with app.app_context():
        with _held(app, 7) as mine, held_for_purge(session(), 7) as second:
            assert (mine, second) == (True, False)
        with held_for_purge(session(), 7) as third:
            assert third


@contextmanager
def _held(app: LaneSteward, part: int) -> Iterator[bool]:
    with Session(db.engine) as other, held_for_purge(other, part) as held:
        yield held
