"""The demo's town on the throwaway server, and the program that serves it."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection

import flask_migrate
from sqlalchemy import select, text

from app import LaneSteward, clock, create_app
from app.config import Config
from app.db import session, transaction
from app.demo.load import load
from app.people import actions
from app.people.area_models import AdminArea
from app.people.models import Person, RoleAssignment
from benchmarks.settings import CHECKOUT, environment

WORKERS, THREADS = 2, 8  # as `make run` serves
READY_SECONDS = 30.0


@dataclass(frozen=True)
class Town:
    """The program, its town's community and the box round its lanes, WGS 84 degrees."""

    app: LaneSteward
    community_id: int
    box: tuple[float, float, float, float]


@cache
def town() -> Town:
    """Return the demo's town; the first call migrates and loads it."""
    app = create_app(environment())
    with app.app_context():
        flask_migrate.upgrade()
        with transaction() as own:
            load(own, clock.now(), Config.from_env(environment()))
        row = session().execute(text(_BOX)).one()
    return Town(app, row[0], (row[1], row[2], row[3], row[4]))


_BOX = """
    SELECT community_id, ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)
    FROM (SELECT community_id, ST_Extent(geom) AS box FROM lane GROUP BY community_id) b
"""


def tokens(role: str, most: int) -> list[str]:
    """Return new bearer tokens, one each for as many people of a role as there are."""
    with town().app.app_context(), transaction() as own:
        home = own.get_one(AdminArea, town().community_id)
        people = own.scalars(
            select(Person)
            .join(RoleAssignment, RoleAssignment.person_id == Person.id)
            .where(RoleAssignment.role == role)
            .order_by(Person.id)
            .limit(most)
        )
        return [actions.create_token(own, person, home, clock.now()) for person in people]


@contextmanager
def served() -> Iterator[int]:
    """Run the web server as `make run` does; give its port on the loopback."""
    town()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "app:create_app()", "--bind", f"127.0.0.1:{port}"]
    command += ["--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS)]
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=CHECKOUT, env=environment())
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(READY_SECONDS)


def _wait(port: int) -> None:
    """Wait until the server answers.

    Raises:
        TimeoutError: It does not.
    """
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=READY_SECONDS)
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The web server did not come up.")
