"""The product as it runs: its own durable PostgreSQL, gunicorn with two workers; to be hurt."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import flask_migrate
from house import accounts, cluster, databases, postgres
from house.errors import HouseError
from sqlalchemy import create_engine, text

from app import create_app
from app.db import db, transaction
from app.people import actions
from app.people.area_models import AdminArea
from app.people.models import Person
from tests.cast import make_cast

ROOT = Path(__file__).resolve().parents[2]
JSON = "application/json"
DATABASE = "lane_steward"
UNTIL_UP_S = 60.0
PATIENCE_S = 60.0  # how long a phone of these tests tries again
PAUSE_S = 0.05
NO_ANSWER = 0
DELIVERED = {200, 201, 410}


@dataclass
class Site:
    """A running product: its address, its token, its processes, and every status it answered."""

    place: cluster.Cluster
    environment: dict[str, str]
    port: int
    server: subprocess.Popen[bytes]
    web: subprocess.Popen[bytes]
    token: str
    answered: list[int]

    def send(self, method: str, path: str, body: bytes = b"", kind: str = JSON) -> int:
        """Send once; return the status.

        Raises:
            OSError: The server is gone, or went before it answered.
        """
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": kind}
        try:
            line.request(method, path, body, headers)
            status = line.getresponse().status
        except http.client.HTTPException as error:
            raise ConnectionError from error
        finally:
            line.close()
        self.answered.append(status)
        return status

    def put(self, report: UUID, body: dict[str, Any]) -> int:
        """Send a pin once."""
        return self.send("PUT", f"/api/v1/reports/{report}", json.dumps(body).encode())

    def deliver(self, report: UUID, body: dict[str, Any]) -> int:
        """Send a pin until it is acknowledged, as a phone does; return the last status."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                status = self.put(report, body)
            except OSError:
                status = NO_ANSWER
                self.answered.append(status)
            if status in DELIVERED:
                return status
            time.sleep(PAUSE_S)
        return NO_ANSWER

    def send_and_hang_up(self, report: UUID, body: dict[str, Any]) -> None:
        """Send a pin and close before any answer can be read."""
        sent = json.dumps(body).encode()
        head = (
            f"PUT /api/v1/reports/{report} HTTP/1.1\r\nHost: x\r\n"
            f"Authorization: Bearer {self.token}\r\nContent-Type: {JSON}\r\n"
            f"Content-Length: {len(sent)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(head.encode() + sent)

    def workers(self) -> list[int]:
        """Return the numbers of the web server's workers."""
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children")
        return [int(number) for number in children.read_text().split()]

    def kill_a_worker(self) -> None:
        """Kill one of the web server's workers with -9."""
        for number in self.workers()[:1]:
            os.kill(number, signal.SIGKILL)

    def kill_the_database(self) -> None:
        """Kill PostgreSQL with -9, and start it again as soon as its last process is gone."""
        self.server.kill()
        self.server.wait()
        deadline = time.monotonic() + UNTIL_UP_S
        while True:
            try:
                self.server = cluster.start(self.place)
            except HouseError:
                assert time.monotonic() < deadline, self.place.log.read_text()[-2000:]
            else:
                return

    def rows(self, sql: str) -> list[Any]:
        """Return what the database holds."""
        engine = create_engine(databases.url(databases.SUPERUSER, DATABASE, self.place.sockets))
        with engine.connect() as connection:
            found = list(connection.execute(text(sql)))
        engine.dispose()
        return found

    def until_up(self) -> None:
        """Wait until the product answers and finds its database."""
        deadline = time.monotonic() + UNTIL_UP_S
        while True:
            try:
                if self.send("GET", "/readyz") == 200:
                    break
            except OSError:
                assert self.web.poll() is None, "the web server ended"
            assert time.monotonic() < deadline, "the web server does not answer"
            time.sleep(PAUSE_S)
        self.answered.clear()


@contextmanager
def running(photos: Path) -> Iterator[Site]:
    """Run a site with the cast in it, and end all of it."""
    with tempfile.TemporaryDirectory(prefix="lane-faults-", dir="/tmp") as directory:
        home = Path(directory)
        home.chmod(0o755)
        place = cluster.Cluster(
            home / "pg", home / "pg" / "s", postgres.suitable(), accounts.server_account()
        )
        cluster.create(place)
        server = cluster.start(place)
        databases.create(place.installation, place.sockets, DATABASE)
        environment = _environment(place, photos)
        site = Site(place, environment, _free_port(), server, server, _people(environment), [])
        site.web = _web(site, home / "web.log")
        try:
            site.until_up()
            yield site
        finally:
            site.web.terminate()
            site.web.wait(30)
            cluster.stop(site.server)


def _environment(place: cluster.Cluster, photos: Path) -> dict[str, str]:
    return {
        "DATABASE_URL": databases.url(databases.WEB, DATABASE, place.sockets),
        "OWNER_DATABASE_URL": databases.url(databases.OWNER, DATABASE, place.sockets),
        "SECRET_KEY": "a secret for tests, long enough for all",
        "AUDIT_KEY": "a key for the history, for tests, long enough",
        "PHOTO_DIR": str(photos),
    }


def _people(environment: dict[str, str]) -> str:
    """Make schema and cast; return a bearer token of a steward."""
    app = create_app(environment)
    with app.app_context():
        flask_migrate.upgrade()
        with transaction() as session:
            cast = make_cast(session)
            home = session.get_one(AdminArea, cast.community_id)
            person = session.get_one(Person, cast.drolma.id)
            token = actions.create_token(session, person, home, datetime.now(UTC))
        db.session.remove()
        db.engine.dispose()
    return token


def _web(site: Site, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gunicorn", "app:create_app()", "--worker-class", "gthread"]
    command += ["--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{site.port}"]
    with log.open("wb") as out:
        return subprocess.Popen(
            command, cwd=ROOT, env=os.environ | site.environment, stdout=out, stderr=out
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
