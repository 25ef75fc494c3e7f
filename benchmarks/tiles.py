"""S3: a tile of the base map against its own SQL, and against tipg's tile of the lanes alone.

The town is filled up to a district of some thousand lanes for it, which one tile of zoom 14 holds.
All three run in this process, one request after another, no socket between: psycopg2 sends the bare
statement; our program answers as its web server would have it; tipg is called by its own interface
(ASGI), its server left out, which flatters it. Ours holds courtyards, facilities and names besides
the lanes, and asks who is calling; tipg's holds the lanes alone and asks nobody.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import Any
from urllib.parse import quote

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app import clock
from app.db import session
from app.people.areas import local_day
from app.places.tiles import queries, store
from app.places.tiles.mercator import Tile
from benchmarks.rows import Row
from benchmarks.settings import SUPERVISOR, environment, superuser, superuser_url
from benchmarks.timing import interleaved, ratio, seconds
from benchmarks.town import tokens, town

ZOOM = 14
LANES = 2000
REQUESTS = 25  # in a pass
LEAST_OF_SQL, TIMES_TIPG = 0.7, 5.0
OK = 200


def rows() -> Iterator[Row]:
    """Measure a tile made anew and one kept, against SQL and tipg."""
    tile = middle_tile()
    fill(tile)
    anew, kept, bare = ours(tile, anew=True), ours(tile, anew=False), raw(tile)
    passes = {"anew": anew, "kept": kept, "sql": bare}
    if find_spec("tipg") is None:
        yield from _against_sql(interleaved({name: _timed(run) for name, run in passes.items()}))
        yield Row("S3", "a tile against tipg", "tipg is not here: make bench installs it")
        return
    with asyncio.Runner() as runner:
        peer = runner.run(Peer.start(tile))
        timed = {name: _timed(run) for name, run in passes.items()}
        timed["tipg"] = _timed(lambda: runner.run(peer.ask()))
        found = interleaved(timed)
        runner.run(peer.stop())
    yield from _against_sql(found)
    yield from _against_tipg(found)


def middle_tile() -> Tile:
    """Return the tile that holds the middle of the town."""
    west, south, east, north = town().box
    side = 1 << ZOOM
    lon, lat = (west + east) / 2, (south + north) / 2
    column = int((lon + 180.0) / 360.0 * side)
    row = next(y for y in range(side) if Tile(ZOOM, column, y).bounds_deg(0.0)[1] <= lat)
    return Tile(ZOOM, column, row)


def fill(tile: Tile) -> None:
    """Add short, bent lanes all over a tile."""
    west, south, east, north = tile.bounds_deg(0.0)
    with superuser().connect() as own:
        own.execute(
            text(_LANES),
            {
                "community": town().community_id,
                "lanes": LANES,
                "west": west,
                "south": south,
                "width": east - west,
                "height": north - south,
            },
        )
        own.execute(text("VACUUM ANALYZE lane"))


# Some 100 m each, of eight vertices that wander.
_LANES = """
INSERT INTO lane (community_id, code, name_zh, name_bo, name_en, geom, length_m, surface, source,
    valid_from)
SELECT :community, 'BENCH-' || n, '试验巷' || n, '', 'Bench Lane ' || n, line,
    ST_Length(line::geography), '', 'bench', '2020-01-01'
FROM (SELECT n, ST_SetSRID(ST_MakeLine(ARRAY(
        SELECT ST_MakePoint(x + i * 0.00015 * cos(turn) + random() * 0.00003,
            y + i * 0.00015 * sin(turn) + random() * 0.00003)
        FROM generate_series(0, 7) i)), 4326) AS line
    FROM (SELECT n, :west + random() * :width AS x, :south + random() * :height AS y,
            random() * 6.28 AS turn
        FROM generate_series(1, :lanes) n) AS start) AS drawn
"""


def ours(tile: Tile, *, anew: bool) -> Callable[[], object]:
    """Return how the program is asked for a tile; `anew`: as if nobody had asked before."""
    token = tokens(SUPERVISOR, 1)[0]
    headers = [("Authorization", f"Bearer {token}"), ("Accept-Encoding", "gzip")]
    base = EnvironBuilder("/tiles/map.json", headers=headers).get_environ()
    body, _status, _headers = run_wsgi_app(town().app, base, buffered=True)
    version = b"".join(body).decode().split("/tiles/")[1].split("/")[0]
    asked = EnvironBuilder(f"/tiles/{version}/{tile.z}/{tile.x}/{tile.y}.pbf", headers=headers)
    ready = asked.get_environ()

    def ask() -> None:
        if anew:
            store.tiles.clear()
        _body, status, _answer = run_wsgi_app(town().app, ready.copy(), buffered=True)
        if not status.startswith(str(OK)):
            raise RuntimeError(f"A tile answered {status}.")

    return ask


def raw(tile: Tile) -> Callable[[], object]:
    """Return how the statement alone is sent, prepared as the program has it."""
    with town().app.app_context():
        day = local_day(session(), town().community_id, clock.now())
        session().rollback()
    values = queries.values_of(town().community_id, day, tile)
    connection = create_engine(environment()["DATABASE_URL"]).connect()
    orm = Session(connection)
    return lambda: orm.execute(queries.TILE.on(orm), values).scalar_one()


class Peer:
    """Tipg in this process, asked for the same square of the lanes."""

    def __init__(self, app: Any, tile: Tile, stop: Callable[[], Any]) -> None:  # noqa: ANN401 - untyped
        self._app, self.stop = app, stop
        path = f"/collections/public.lane/tiles/WebMercatorQuad/{tile.z}/{tile.x}/{tile.y}"
        self._scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", b"localhost"), (b"accept-encoding", b"gzip")],
            "client": ("127.0.0.1", 1),
            "server": ("localhost", 80),
        }

    @classmethod
    async def start(cls, tile: Tile) -> Peer:
        """Start it on the throwaway server."""
        os.environ["DATABASE_URL"] = _with_socket_as_host(superuser_url())
        app = import_module("tipg.main").app  # it reads the address when it is imported

        lifespan = _opened(app)
        await anext(lifespan)
        return cls(app, tile, lambda: anext(lifespan, None))

    async def ask(self) -> None:
        """Ask once; raise where it does not answer with a tile."""
        told: list[MutableMapping[str, Any]] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            told.append(message)

        await self._app(dict(self._scope), receive, send)
        if told[0]["status"] != OK:
            raise RuntimeError(f"tipg answered {told[0]['status']}.")


def _with_socket_as_host(address: str) -> str:
    """Return an address in the form that asyncpg takes: a socket's directory in place of a host."""
    url = make_url(address)
    host = quote(str(url.query.get("host", url.host)), safe="")
    return f"postgresql://{url.username}@{host}:{url.query.get('port', 5432)}/{url.database}"


async def _opened(app: Any) -> AsyncIterator[None]:  # noqa: ANN401 - untyped
    async with app.router.lifespan_context(app):
        yield


def _timed(ask: Callable[[], object]) -> Callable[[], float]:
    ask()  # connections are open, statements are planned

    def run() -> float:
        return seconds(lambda: [ask() for _ in range(REQUESTS)])

    return run


def _against_sql(found: dict[str, list[float]]) -> Iterator[Row]:
    for name, what in (("kept", "kept by its version"), ("anew", "made anew each time")):
        share = ratio(found, "sql", name)
        yield Row(
            "S3",
            f"tile of lanes, courtyards, facilities and names, {what}, against its SQL",
            f"{share:.2f}; {_ms(found[name])} against {_ms(found['sql'])}",
            f">= {LEAST_OF_SQL}",
            share >= LEAST_OF_SQL,
        )


def _against_tipg(found: dict[str, list[float]]) -> Iterator[Row]:
    times = ratio(found, "tipg", "kept")
    yield Row(
        "S3",
        "that tile, kept by its version, against tipg's of the lanes alone",
        f"{times:.1f} times; {_ms(found['kept'])} against {_ms(found['tipg'])}",
        f">= {TIMES_TIPG:.0f} times",
        times >= TIMES_TIPG,
    )
    yield Row(
        "S3",
        "that tile, made anew each time, against tipg's, which is always",
        f"{ratio(found, 'tipg', 'anew'):.1f} times; {_ms(found['anew'])}",
    )


def _ms(passes: list[float]) -> str:
    return f"{median(passes) / REQUESTS * 1000:.2f} ms"
