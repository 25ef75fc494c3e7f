"""The cluster of this checkout: where it lives, and bringing it up.

It lives in `var/postgres` where the account that runs PostgreSQL may go there; otherwise (root's
checkout under a private directory) in /var/lib/lane-steward/NAME. `var/cluster` remembers the
place, so that a checkout that is moved keeps its data; one that is copied gets a cluster of its
own, for two servers on one directory would destroy it.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

from house import accounts, children, cluster, databases, postgres
from house.accounts import Account
from house.checkout import HOME, VAR
from house.cluster import Cluster
from house.errors import HouseError

SHARED_HOME = Path("/var/lib/lane-steward")
SHORT_HOME = Path("/tmp")  # noqa: S108 -- for a socket directory of 0700 that is checked to be ours
CRASH_SECONDS = 20.0
_PLAIN = re.compile(r"[A-Za-z0-9/._-]+")


def private_cluster() -> Cluster:
    """Return the cluster of this checkout, which may not exist yet.

    Raises:
        HouseError: If another account made it, or its PostgreSQL is gone from the machine.
    """
    account = accounts.server_account()
    home = _home(account)
    return Cluster(home, _sockets(home, account), _installation(home), account)


def bring_up(site: Cluster) -> subprocess.Popen[bytes]:
    """Make the cluster if need be, end a server that an earlier run left, start it anew.

    Raises:
        HouseError: If PostgreSQL does not start.
    """
    new = not site.exists
    left = running_server(site)
    if left is not None:
        children.end(left, signal.SIGINT, cluster.STOP_SECONDS)
    if new:
        cluster.create(site)
    server = _start_patiently(site)
    if new:
        databases.create(site.installation, site.sockets, databases.DATABASE)
        cluster.mark_complete(site)
    return server


def _start_patiently(site: Cluster) -> subprocess.Popen[bytes]:
    """Start the server; after a crash its old sessions may hold its memory for some seconds."""
    deadline = time.monotonic() + CRASH_SECONDS
    while True:
        try:
            return cluster.start(site)
        except HouseError as error:
            if "shared memory block" not in str(error) or time.monotonic() > deadline:
                raise
        time.sleep(1.0)


def running_server(site: Cluster) -> int | None:
    """Return the number of the server that runs on this cluster, or None."""
    return cluster.running_pid(site)


def addresses(site: Cluster) -> dict[str, str]:
    """Return the settings that lead the program to the cluster."""
    return {
        "DATABASE_URL": databases.url(databases.WEB, databases.DATABASE, site.sockets),
        "OWNER_DATABASE_URL": databases.url(databases.OWNER, databases.DATABASE, site.sockets),
    }


def _home(account: Account) -> Path:
    note = VAR / "cluster"
    if note.exists():
        home = Path(note.read_text(encoding="utf-8").rstrip("\n"))
        if _is_still_ours(home):
            _check_owner(home, account)
            (home / "checkout").write_text(str(HOME), encoding="utf-8")
            return home
    home = _new_home(account)
    home.mkdir(parents=True, exist_ok=True)
    account.own(home, 0o700)
    (home / "checkout").write_text(str(HOME), encoding="utf-8")
    note.write_text(f"{home}\n", encoding="utf-8")
    return home


def _new_home(account: Account) -> Path:
    if account.is_caller:
        return VAR / "postgres"
    if account.can_enter(HOME):
        VAR.chmod(0o711)
        return VAR / "postgres"
    SHARED_HOME.mkdir(mode=0o711, exist_ok=True)
    home = SHARED_HOME / f"{_short_name(HOME)}-{secrets.token_hex(3)}"
    if (VAR / "postgres").exists():  # the checkout has moved under a private directory
        shutil.move(VAR / "postgres", home)
    return home


def _is_still_ours(home: Path) -> bool:
    """Tell whether the remembered place is this checkout's: not that of one it was copied from."""
    try:
        other = Path((home / "checkout").read_text(encoding="utf-8"))
    except OSError:
        return False
    if other == HOME:
        return True
    return not (other / "var" / "cluster").exists()


def _check_owner(home: Path, account: Account) -> None:
    data = home / "data"
    if data.exists() and data.stat().st_uid != account.uid:
        owner = data.stat().st_uid
        message = (
            f"The data in {data} belong to user {owner}, but {account.name} would run PostgreSQL. "
            "Run make as the account that ran it first."
        )
        raise HouseError(message)


def _sockets(home: Path, account: Account) -> Path:
    """Return where the socket lies: beside the data, unless that path is too long or not plain."""
    beside = home / "socket"
    short = len(os.fsencode(beside)) <= cluster.LONGEST_SOCKET_DIRECTORY
    if short and _PLAIN.fullmatch(str(beside)):
        return beside
    if not account.is_caller:
        SHARED_HOME.mkdir(mode=0o711, exist_ok=True)
        return SHARED_HOME / f"{_short_name(home)}-socket"
    place = SHORT_HOME / f"lane-steward-{account.uid}-{_short_name(home)}"
    if place.is_symlink() or (place.exists() and place.stat().st_uid != account.uid):
        message = f"{place} is not ours: remove it, PostgreSQL's socket goes there."
        raise HouseError(message)
    return place


def _short_name(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _installation(home: Path) -> postgres.Installation:
    """Return the PostgreSQL that made the data, or the newest where there are none yet."""
    version = home / "data" / "PG_VERSION"
    if not version.exists():
        return postgres.suitable()
    return postgres.suitable(int(version.read_text(encoding="ascii")))
