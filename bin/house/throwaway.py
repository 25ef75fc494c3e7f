"""A server for tests: in memory where there is room, gone when the tests are."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from house import accounts, children, cluster, databases, postgres

MEMORY = Path("/dev/shm")  # noqa: S108 -- a tmpfs; the directory made in it is 0700
DISK = Path("/tmp")  # noqa: S108 -- short, for the socket; the directory made in it is 0700
ROOM_BYTES = 1 << 30
PREFIX = "lane-steward-test-"
DATABASE = "lane_steward_test"


@contextmanager
def test_cluster(*, durable: bool = False) -> Iterator[dict[str, str]]:  # noqa: PT028 -- no test
    """Run a throwaway server and give the environment that leads tests to it.

    Args:
        durable: Write as `make run`'s server does, fsync and all, on the disk; for measuring.

    Yields:
        TEST_DATABASE_URL (superuser), TEST_OWNER_DATABASE_URL and TEST_WEB_DATABASE_URL (the two
        roles of the product), all to the same empty database with PostGIS in it.
    """
    parent = DISK if durable else _parent()
    sweep(parent)
    home = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent))
    try:
        (home / "mark").write_text(children.start_mark(os.getpid()), encoding="ascii")
        site = cluster.Cluster(
            home,
            home / "s",
            postgres.suitable(),
            accounts.server_account(),
            throwaway=not durable,
        )
        cluster.create(site)
        server = cluster.start(site)
        try:
            databases.create(site.installation, site.sockets, DATABASE)
            yield _environment(site.sockets)
        finally:
            cluster.stop(server)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _environment(sockets: Path) -> dict[str, str]:
    return {
        "TEST_DATABASE_URL": databases.url(databases.SUPERUSER, DATABASE, sockets),
        "TEST_OWNER_DATABASE_URL": databases.url(databases.OWNER, DATABASE, sockets),
        "TEST_WEB_DATABASE_URL": databases.url(databases.WEB, DATABASE, sockets),
    }


def _parent() -> Path:
    """Return where to put the server: memory if a gigabyte is free there, else the disk."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM_BYTES:
        return MEMORY
    return DISK


def sweep(parent: Path) -> None:
    """Remove what test runs of this account that were killed with -9 left behind."""
    for home in parent.glob(f"{PREFIX}*"):
        number = re.match(rf"{PREFIX}(\d+)-", home.name)
        if number is None or not _is_ours(home):
            continue
        mark = home / "mark"
        alive = children.start_mark(int(number[1]))
        if not alive or (mark.exists() and mark.read_text(encoding="ascii") != alive):
            shutil.rmtree(home, ignore_errors=True)


def _is_ours(home: Path) -> bool:
    """Tell whether this account made a directory; root's belong to the server's account."""
    return home.lstat().st_uid == accounts.server_account().uid and not home.is_symlink()
