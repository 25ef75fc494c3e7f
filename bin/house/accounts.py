"""Which account of the machine runs PostgreSQL, and where that account may go."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from house.errors import HouseError

SERVER_ACCOUNT = "postgres"


@dataclass(frozen=True)
class Account:
    """An account of the machine: its name, its user and its group number."""

    name: str
    uid: int
    gid: int

    @property
    def is_caller(self) -> bool:
        """Tell whether this process already runs as the account."""
        return self.uid == os.geteuid()

    def own(self, path: Path, mode: int) -> None:
        """Give a path to the account and set its permission bits."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)

    def can_enter(self, directory: Path) -> bool:
        """Tell whether the account may pass through a directory, all its parents included."""
        if self.is_caller:
            return os.access(directory, os.X_OK)
        return run_as(self, ["test", "-x", str(directory)]).returncode == 0


def caller() -> Account:
    """Return the account that runs this process."""
    entry = pwd.getpwuid(os.geteuid())
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def server_account() -> Account:
    """Return the account that PostgreSQL runs as: the caller, or `postgres` when that is root.

    Raises:
        HouseError: If the caller is root and the machine has no account `postgres`.
    """
    if os.geteuid() != 0:
        return caller()
    try:
        entry = pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError:
        message = (
            "There is no account 'postgres': install PostgreSQL's packages first (make run does)."
        )
        raise HouseError(message) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


class Switch(TypedDict, total=False):
    """The arguments of `subprocess` that start a program as another account."""

    user: int
    group: int
    extra_groups: list[int]


def switch(account: Account) -> Switch:
    """Return the arguments that start a program as an account, without root's groups."""
    if account.is_caller:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def run_as(
    account: Account, command: list[str], **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end as an account, in the root directory, and return what it said."""
    return subprocess.run(
        command,
        cwd="/",
        env=server_environment() | environment,
        text=True,
        capture_output=True,
        check=False,
        **switch(account),
    )


def server_environment() -> dict[str, str]:
    """Return the environment for PostgreSQL's programs, without the caller's PG* variables."""
    kept = {key: os.environ[key] for key in ("PATH", "TZDIR") if key in os.environ}
    return kept | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
