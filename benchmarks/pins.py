"""S1 and S2: a pin over HTTP, its SQL alone, and a bare insert of one row."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median
from uuid import uuid4

from sqlalchemy import text

from app.reports.insert import PUT
from app.reports.models import Report
from benchmarks import http_load, pgbench
from benchmarks.rows import Row
from benchmarks.settings import superuser
from benchmarks.timing import interleaved, ratio, spread
from benchmarks.town import served, tokens, town

CLIENTS = 8
PASS_SECONDS = 3
LEAST = 0.5
CREATED = 201
_PARAMETER = re.compile(r"(?<!:):([a-z_0-9]+)")
_CATEGORY = "ebike_disorder"
# A body as long as the program's. A space after each colon: pgbench takes `:name` for a variable.
_BODY = json.dumps({"after": {"category": _CATEGORY, "note": "x" * 300}, "before": None})


def rows() -> Iterator[Row]:
    """Measure in turns: pins over HTTP, the statement of a pin, a bare insert."""
    people = tokens("steward", CLIENTS)
    prepare()
    with served() as port:
        found = interleaved(
            {
                "pin": lambda: pins_per_second(port, people),
                "statement": lambda: pgbench.rate(statement_script(), CLIENTS, PASS_SECONDS),
                "bare": lambda: pgbench.rate(bare_script(), CLIENTS, PASS_SECONDS),
            }
        )
    yield _row("S1", "pins over HTTP against their SQL under pgbench", found, "pin", "statement")
    yield _row("S2", "that SQL against a bare insert of one row", found, "statement", "bare")


def _row(figure: str, what: str, found: dict[str, list[float]], over: str, under: str) -> Row:
    share = ratio(found, over, under)
    rates = " against ".join(
        f"{median(found[name]):.0f}/s ({spread(found[name])})" for name in (over, under)
    )
    what += f", {CLIENTS} clients, fsync on"
    return Row(figure, what, f"{share:.2f}; {rates}", f">= {LEAST}", share >= LEAST)


def pins_per_second(port: int, people: list[str]) -> float:
    """Return how many pins a second the web server takes.

    Raises:
        RuntimeError: Some were refused, so there is nothing to compare.
    """
    load = http_load.run(port, [_maker(token) for token in people], PASS_SECONDS)
    if set(load.statuses) != {CREATED}:
        raise RuntimeError(f"Pins were not all created: {dict(load.statuses)}")
    return load.statuses[CREATED] / PASS_SECONDS


def _maker(token: str) -> Callable[[], bytes]:
    """Return what makes a client's next pin, somewhere in town."""
    chance = random.Random(token)  # noqa: S311 -- places, not secrets
    west, south, east, north = town().box

    def make() -> bytes:
        body = {
            "category": _CATEGORY,
            "count": 1,
            "position": {
                "type": "Point",
                "coordinates": [chance.uniform(west, east), chance.uniform(south, north)],
            },
            "accuracy_m": 8,
            "observed_at": datetime.now(UTC).isoformat(),
            "outcome": "fixed",
            "note": "x" * 60,
        }
        target = f"/api/v1/reports/{uuid4()}"
        return http_load.request("PUT", target, token, json.dumps(body).encode())

    return make


def statement_script() -> str:
    """Return the pgbench script of the one statement that makes a pin."""
    values = dict.fromkeys(PUT.types, "NULL") | {
        "community_id": str(town().community_id),
        "id": "gen_random_uuid()",
        "lon": ":lon",
        "lat": ":lat",
        "accuracy_m": "8",
        "count": "1",
        "person_id": "1",
        **dict.fromkeys(("observed_at", "received_at", "effective_at", "placed_at"), "now()"),
        **{name: f"'{value}'" for name, value in _TEXTS.items()},
        **dict.fromkeys(("sha256", "digest", "mac"), f"'\\x{'ab' * 32}'"),
        "salt": f"'\\x{'cd' * 16}'",
        **dict.fromkeys(("team_ids", "photo_sha256", "photo_taken"), "'{}'"),
        "may_be_far": "false",
    }
    casts = {name: f"CAST({values[name]} AS {kind})" for name, kind in PUT.types.items()}
    return _somewhere() + _PARAMETER.sub(lambda found: casts[found[1]], PUT.statement) + ";\n"


_TEXTS = {
    "category": _CATEGORY,
    "datum": "WGS84",
    "house_number": "",
    "outcome": "fixed",
    "note": "x" * 60,
    "what": "created",
    "body": _BODY,
}


def bare_script() -> str:
    """Return the pgbench script that inserts the same row into a table that is only a table."""
    some = {
        "community_id": str(town().community_id),
        "id": "gen_random_uuid()",
        "geom": "ST_SetSRID(ST_MakePoint(CAST(:lon AS float8), CAST(:lat AS float8)), 4326)",
        "count": "1",
        "candidates": "'[]'",
        "local_day": "current_date",
        "local_hour": "8",
        "version": "1",
        **dict.fromkeys(("observed_at", "received_at", "effective_at"), "now()"),
        **dict.fromkeys(("assigned_by", "found_by"), "'nearest'"),
        "category_code": f"'{_CATEGORY}'",
        **{name: f"'{_TEXTS[name]}'" for name in ("datum", "house_number", "outcome", "note")},
    }
    columns = [column.name for column in Report.__table__.c]
    values = ", ".join(some.get(name, "NULL") for name in columns)
    return f"{_somewhere()}INSERT INTO bench.bare ({', '.join(columns)}) VALUES ({values});\n"  # noqa: S608 -- constants


def _somewhere() -> str:
    """Return the pgbench commands that draw a place in town, to a millionth of a degree."""
    west, south, east, north = (round(degrees * 1e6) for degrees in town().box)
    return (
        f"\\set lon double(random({west}, {east})) / 1000000\n"
        f"\\set lat double(random({south}, {north})) / 1000000\n"
    )


def prepare() -> None:
    """Make the bare table: a report's columns and key, no other index, no foreign key."""
    town()
    with superuser().connect() as own:
        own.execute(text("CREATE SCHEMA IF NOT EXISTS bench"))
        own.execute(
            text("CREATE TABLE bench.bare (LIKE public.report, PRIMARY KEY (community_id, id))")
        )
