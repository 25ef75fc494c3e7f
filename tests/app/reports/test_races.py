"""Edits and deletions at once: nothing lost, nothing counted twice, no deadlock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskCliRunner

from app import LaneSteward
from tests.app.reports.reporting import URL, BrowserOf, pin, put
from tests.cast import Cast

MANY = 16


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """Run the work many times, started together."""
    start = Barrier(MANY)

    def run(number: int) -> Any:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


@pytest.fixture
def verified(app: LaneSteward) -> Callable[[], int]:
    """Give a way to ask whether tallies and history are as they should be: 0."""

    def run() -> int:
        runner = FlaskCliRunner(app)
        commands = (["rollups", "verify"], ["audit", "verify"])
        return sum(runner.invoke(args=command).exit_code for command in commands)

    return run


def edit(number: int, **changes: Any) -> dict[str, Any]:
    return {"base_version": 1, "edit_id": str(uuid4()), "changes": changes}


def test_of_many_edits_of_one_field_one_is_taken(
    browser_of: BrowserOf, cast: Cast, verified: Callable[[], int]
) -> None:
    uuid = put(browser_of(cast.drolma)).json["id"]
    status = at_once(
        lambda n: browser_of(cast.drolma).patch(URL + uuid, json=edit(n, count=n + 2)).status_code
    )
    assert Counter(status) == {200: 1, 409: MANY - 1}
    assert verified() == 0


def test_one_edit_sent_many_times_at_once_is_made_once(
    browser_of: BrowserOf, cast: Cast, verified: Callable[[], int]
) -> None:
    uuid, body = put(browser_of(cast.drolma)).json["id"], edit(0, count=5)
    answers = at_once(lambda _: browser_of(cast.drolma).patch(URL + uuid, json=body))
    assert {(answer.status_code, answer.json["version"]) for answer in answers} == {(200, 2)}
    assert verified() == 0


def test_one_deletion_sent_many_times_at_once_is_made_once(
    browser_of: BrowserOf, cast: Cast, verified: Callable[[], int]
) -> None:
    uuid = put(browser_of(cast.drolma)).json["id"]
    status = at_once(lambda _: browser_of(cast.drolma).delete(URL + uuid).status_code)
    assert set(status) == {204}
    assert verified() == 0


def test_pins_that_cross_each_other_leave_the_tallies_right(
    browser_of: BrowserOf, cast: Cast, verified: Callable[[], int]
) -> None:
    spots = [pin(0.0002, 0), pin(0.001, 0.0006), pin(0.0004, 0.0002), pin(0.001, -0.005)]
    uuids = [put(browser_of(cast.drolma), spots[n % 4]).json["id"] for n in range(MANY)]

    def move(n: int) -> int:
        body = edit(n, position=spots[(n + 1 + n % 2) % 4]["position"], count=n + 1)
        return int(browser_of(cast.drolma).patch(URL + uuids[n], json=body).status_code)

    assert set(at_once(move)) == {200}
    assert verified() == 0
