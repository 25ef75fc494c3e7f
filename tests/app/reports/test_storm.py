"""A seeded storm of pins, edits and deletions: the counts and history hold."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient, FlaskCliRunner

from app import LaneSteward
from tests.app.reports.reporting import URL, BrowserOf, pin
from tests.cast import EAST, NORTH, Cast

HANDS, STEPS, PINS = 4, 30, 9
EXPECTED = {200, 201, 204, 404, 409, 410}
SPOTS = [(0.0005, 0), (0.0004, 0.0002), (0.001, 0.0006), (0.001, -0.005), (0.3, 0.3), (-70, 30)]


def some_fields(random: Random) -> dict[str, Any]:
    """Return a few fields of a report, at random."""
    east, north = random.choice(SPOTS)
    seen = datetime.now(UTC) - timedelta(hours=random.choice([0, 1, 30, 2000]))
    fields = {
        "category": random.choice(["illegal_parking", "street_lamp", "masks"]),
        "count": random.randint(1, 9),
        "position": {"type": "Point", "coordinates": [EAST + east, NORTH + north]},
        "outcome": random.choice(["fixed", "escalated", "recorded"]),
        "observed_at": seen.isoformat(),
        "lane": random.choice([None, "L1", "L3"]),
    }
    return dict(random.sample(sorted(fields.items()), random.randint(1, len(fields))))


def one_step(browser: FlaskClient, random: Random) -> int:
    """Do something to one of a few reports."""
    url = URL + str(UUID(int=random.randrange(PINS)))
    what = random.choices(["put", "patch", "delete"], [5, 5, 2])[0]
    if what == "put":
        return browser.put(url, json=pin() | some_fields(random)).status_code
    if what == "delete":
        return browser.delete(url).status_code
    version = (browser.get(url).json or {}).get("version", 1)
    edit = {"base_version": version, "edit_id": str(UUID(int=random.getrandbits(128)))}
    return browser.patch(url, json=edit | {"changes": some_fields(random)}).status_code


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.matrix)])
def test_after_a_storm_the_counts_and_the_history_hold(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, seed: int
) -> None:
    def storm(hand: int) -> set[int]:
        random, browser = Random(seed * 100 + hand), browser_of(cast.drolma)
        return {one_step(browser, random) for _ in range(STEPS)}

    with ThreadPoolExecutor(HANDS) as pool:
        assert set().union(*pool.map(storm, range(HANDS))) <= EXPECTED
    for command in (["rollups", "verify"], ["audit", "verify"]):
        said = FlaskCliRunner(app).invoke(args=command)
        assert said.exit_code == 0, said.output
