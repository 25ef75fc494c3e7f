"""A PostgreSQL server of one's own: a unix socket, no TCP port, one directory.

Who may connect is settled by the kernel (`peer` authentication, see
docs/decisions/0002-private-cluster.md): the account that runs these commands and the one
that runs the server, nobody else, and no password lies anywhere.
"""

from __future__ import annotations

import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from house import accounts, children, databases
from house.accounts import Account
from house.errors import HouseError
from house.postgres import Installation

PORT = 5432  # only part of the socket's file name: there is no TCP port
LONGEST_SOCKET_DIRECTORY = 80  # bytes; with `/.s.PGSQL.5432.lock` it stays under 100
START_SECONDS = 120.0  # crash recovery of a large database takes its time
STOP_SECONDS = 30.0
_POLL_SECONDS = 0.05

_COMMON_SETTINGS = {
    "listen_addresses": "''",
    "port": str(PORT),
    "unix_socket_permissions": "0777",  # the directory, 0700, is the door
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
    "jit": "off",  # compiling costs more than it saves on this program's short queries
}
_THROWAWAY_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}


@dataclass(frozen=True)
class Cluster:
    """A server's home: `home/data` belongs to PostgreSQL, the socket may lie elsewhere."""

    home: Path
    sockets: Path
    installation: Installation
    account: Account
    throwaway: bool = False

    @property
    def data(self) -> Path:
        """Return PostgreSQL's data directory."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """Return the server's log file."""
        return self.home / "postgres.log"

    @property
    def exists(self) -> bool:
        """Tell whether the cluster has been made, to the end."""
        return (self.home / "complete").exists()


def create(cluster: Cluster) -> None:
    """Make the directories, run initdb and write the configuration.

    A half-made cluster, of an earlier run that was killed here, is set aside and made again.

    Raises:
        HouseError: If initdb fails; the text is what it said.
    """
    if cluster.data.exists():
        cluster.data.rename(cluster.home / f"unfinished-{time.time_ns()}")
    make_directories(cluster)
    command = [cluster.installation.program("initdb"), "--pgdata", str(cluster.data)]
    command += ["--username", databases.SUPERUSER, "--auth", "peer", "--encoding", "UTF8"]
    command += ["--locale", "C.UTF-8", *(["--no-sync"] if cluster.throwaway else [])]
    made = accounts.run_as(cluster.account, command)
    if made.returncode != 0:
        message = f"PostgreSQL could not make its directory {cluster.data}:\n{made.stderr.strip()}"
        raise HouseError(message)
    _configure(cluster)


def make_directories(cluster: Cluster) -> None:
    """Make the home and the socket directory, for the server's account alone."""
    for directory in (cluster.home, cluster.sockets):
        directory.mkdir(parents=True, exist_ok=True)
        cluster.account.own(directory, 0o700)


def mark_complete(cluster: Cluster) -> None:
    """Note that the cluster and its databases are made, so that `exists` is true."""
    (cluster.home / "complete").touch()


def _configure(cluster: Cluster) -> None:
    settings = _COMMON_SETTINGS | (_THROWAWAY_SETTINGS if cluster.throwaway else {})
    lines = [f"{key} = {value}\n" for key, value in settings.items()]
    with (cluster.data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.writelines(["\n# Lane Steward\n", *lines])
    (cluster.data / "pg_hba.conf").write_text("local all all peer map=house\n", encoding="utf-8")
    names = {cluster.account.name, accounts.caller().name}
    rows = [f'house "{name}" {role}\n' for name in sorted(names) for role in databases.ROLES]
    (cluster.data / "pg_ident.conf").write_text("".join(rows), encoding="utf-8")


def running_pid(cluster: Cluster) -> int | None:
    """Return the number of the server that runs on this data directory, or None.

    The number in postmaster.pid may be stale and belong to another program by now: a true
    server has the data directory as its working directory.
    """
    try:
        first = (cluster.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0]
        pid = int(first)
        home = Path(f"/proc/{pid}/cwd").resolve(strict=True)
    except (OSError, ValueError, IndexError):
        return None
    return pid if home == cluster.data.resolve() and children.is_alive(pid) else None


def start(cluster: Cluster) -> subprocess.Popen[bytes]:
    """Start the server as a child that ends with this process, and wait until it answers.

    Raises:
        HouseError: If it does not come up; the text holds the end of its log.
    """
    make_directories(cluster)
    if running_pid(cluster) is None:
        _remove_stale_locks(cluster)
    command = [cluster.installation.program("postgres"), "-D", str(cluster.data)]
    command += ["-c", f"unix_socket_directories={cluster.sockets}"]
    with cluster.log.open("ab") as log:
        server = subprocess.Popen(
            command,
            cwd="/",
            env=accounts.server_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=children.end_with_parent(signal.SIGINT),
            **accounts.switch(cluster.account),
        )
    _wait_until_ready(cluster, server)
    return server


def _remove_stale_locks(cluster: Cluster) -> None:
    """Remove what a killed server left; PostgreSQL itself stops at a number that is alive again.

    Or at a zombie, where nobody fetches the dead (many containers). Both directories are ours.
    """
    (cluster.data / "postmaster.pid").unlink(missing_ok=True)
    for stale in cluster.sockets.glob(".s.PGSQL.*"):
        stale.unlink(missing_ok=True)


def _wait_until_ready(cluster: Cluster, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if _is_ready(cluster, server.pid):
            return
        time.sleep(_POLL_SECONDS)
    stop(server)
    tail = cluster.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
    message = "PostgreSQL did not start. The end of " + f"{cluster.log}:\n" + "\n".join(tail)
    raise HouseError(message)


def _is_ready(cluster: Cluster, pid: int) -> bool:
    """Read the server's own note: its first line is its number, its last one its state."""
    try:
        note = (cluster.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return bool(note) and note[0] == str(pid) and note[-1].strip() == "ready"


def stop(server: subprocess.Popen[bytes]) -> None:
    """End a server started here, quickly and cleanly: clients are cut off, nothing is lost."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
