"""What the tests of reports say and ask again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from tests.cast import EAST, NORTH, Player

BrowserOf = Callable[[Player], FlaskClient]
URL = "/api/v1/reports/"
TABLES = (
    "report_key",
    "report",
    "report_event",
    "photo",
    "lane_tally",
    "courtyard_tally",
    "cell_tally",
)


def pin(dx: float = 0.0005, dy: float = 0.00001, **changes: Any) -> dict[str, Any]:
    """Return the body of a PUT: one parked car on the long lane, away from its crossing."""
    body: dict[str, Any] = {
        "category": "illegal_parking",
        "count": 1,
        "position": {"type": "Point", "coordinates": [EAST + dx, NORTH + dy]},
        "accuracy_m": 5,
        "datum": "WGS84",
        "observed_at": datetime.now(UTC).isoformat(),
        "outcome": "fixed",
    }
    body.update(changes)
    return {name: value for name, value in body.items() if value is not ...}


def put(
    browser: FlaskClient, body: dict[str, Any] | None = None, uuid: object = None
) -> TestResponse:
    """Send a pin under a UUID, a new one if none is given."""
    return browser.put(f"{URL}{uuid or uuid4()}", json=pin() if body is None else body)


def rows(owner: Engine, table: str, columns: str = "*") -> list[Any]:
    """Return what a table holds."""
    with owner.connect() as connection:
        return list(connection.execute(text(f"SELECT {columns} FROM {table} ORDER BY 1, 2")))


def how_many(owner: Engine) -> dict[str, int]:
    """Return how many rows each table that a report writes to holds."""
    with owner.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in TABLES
        }


NOTHING = dict.fromkeys(TABLES, 0)
