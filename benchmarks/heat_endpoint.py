"""H10: the heat endpoint at a million stored reports."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.client import HTTPConnection
from itertools import cycle

from sqlalchemy import text

from app import clock
from app.db import session, transaction
from app.reports import rollups
from benchmarks import http_load
from benchmarks.rows import Row
from benchmarks.settings import superuser
from benchmarks.timing import percentile
from benchmarks.town import served, tokens, town

REPORTS = 1_000_000
DAYS = 3 * 365
MOST_MS, MOST_KB = 50.0, 150.0
PASS_SECONDS = 4.0
MONTH = 30
OK = 200


def rows() -> Iterator[Row]:
    """Store the reports, count them, ask for the heat of a month and of all."""
    store()
    yield _agreement()
    token = tokens("supervisor", 1)[0]
    with served() as port:
        yield _row(port, token, MONTH, MOST_MS)
        yield _row(port, token, DAYS, None)


def store() -> None:
    """Write a million reports by one statement, then their tallies as the product counts them."""
    place = town()
    with superuser().connect() as own:
        own.execute(text("SET session_replication_role = replica"))  # no row looks for its keys
        own.execute(
            text(_GENERATE),
            {"community": place.community_id, "reports": REPORTS, "days": DAYS},
        )
    with place.app.app_context(), transaction() as own_session:
        rollups.rebuild(own_session, "cell_tally")
    with superuser().connect() as own:
        own.execute(text("VACUUM ANALYZE cell_tally"))
        own.execute(text("ANALYZE report"))


# Along the lanes, the first ones more often, some metres off; more in the morning.
_GENERATE = """
INSERT INTO report (community_id, id, category_code, count, geom, datum, lane_id, house_number,
    assigned_by, candidates, outcome, observed_at, received_at, effective_at, local_day,
    local_hour, found_by, note, version)
SELECT :community, gen_random_uuid(), k.codes[1 + floor(random() ^ 2 * array_length(k.codes, 1))],
    1 + floor(random() * 3),
    ST_SetSRID(ST_MakePoint(ST_X(p.at) + (random() - 0.5) * 0.0002,
        ST_Y(p.at) + (random() - 0.5) * 0.00016), 4326),
    'WGS84', p.lane_id, '', 'nearest', '[]', 'fixed', t.at, t.at, t.at,
    (t.at AT TIME ZONE 'Asia/Shanghai')::date,
    extract(hour FROM t.at AT TIME ZONE 'Asia/Shanghai'), 'off_patrol', '', 1
FROM (SELECT array_agg(code) AS codes FROM category WHERE kind = 'problem') k,
    (SELECT array_agg(id ORDER BY id) AS ids, array_agg(geom ORDER BY id) AS lines
        FROM lane WHERE community_id = :community) l,
    generate_series(1, :reports) n,
    LATERAL (SELECT 1 + floor(random() ^ 2 * array_length(l.ids, 1))::int + n * 0 AS number) d,
    LATERAL (SELECT l.ids[d.number] AS lane_id,
        ST_LineInterpolatePoint(l.lines[d.number], random()) AS at) p,
    LATERAL (SELECT now() - random() * :days * interval '1 day' + n * interval '0' AS at) t
"""


def _agreement() -> Row:
    """Recount what the cells count."""
    with town().app.app_context():
        wrong = rollups.differences(session(), "cell_tally")
        stored = session().execute(text("SELECT count(*) FROM report")).scalar_one()
        session().rollback()
    what = f"cells that differ from a recount of {stored:,} reports"
    return Row("H10", what, str(len(wrong)), "0", not wrong)


def _row(port: int, token: str, days: int, most_ms: float | None) -> Row:
    """Ask for one kind of problem after another, and all; the answer is never the same again."""
    targets = _targets(days)
    body = _body(port, token, targets[0])
    load = http_load.run(port, [_maker(token, targets)], PASS_SECONDS)
    if set(load.statuses) != {OK}:
        raise RuntimeError(f"Heat was not always given: {dict(load.statuses)}")
    slow_ms, kilobytes = percentile(load.seconds, 0.95) * 1000, max(load.bytes_each) / 1000
    middle_ms = percentile(load.seconds, 0.5) * 1000
    counted = body["reports"] + body["outside"]
    met = None if most_ms is None else slow_ms <= most_ms and kilobytes <= MOST_KB
    return Row(
        "H10",
        f"heat of {days} days ({counted:,} reports of {REPORTS:,} stored), p95 over HTTP",
        f"{slow_ms:.0f} ms (median {middle_ms:.0f}), {kilobytes:.0f} kB",
        f"<= {most_ms:.0f} ms, <= {MOST_KB:.0f} kB" if most_ms else "",
        met,
    )


def _targets(days: int) -> list[str]:
    today = clock.now().date()
    asked = []
    for back in range(20):
        end = today - timedelta(days=back if days < DAYS else 0)
        asked.append(f"/api/v1/heat?from={end - timedelta(days=days - 1)}&to={end}")
    return asked


def _maker(token: str, targets: list[str]) -> Callable[[], bytes]:
    turn = cycle(targets)
    return lambda: http_load.request("GET", next(turn), token)


def _body(port: int, token: str, target: str) -> dict[str, int]:
    """Return the figures of one answer, having seen that its cells can be read."""
    connection = HTTPConnection("127.0.0.1", port, timeout=http_load.SLOWEST_S)
    connection.request("GET", target, headers={"Authorization": f"Bearer {token}"})
    body = json.loads(connection.getresponse().read())
    if len(base64.b64decode(body["values"])) != 2 * body["rows"] * body["cols"]:
        raise RuntimeError("The heat's values are not one for each cell.")
    return {name: int(body[name]) for name in ("reports", "outside")}
