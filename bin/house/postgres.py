"""Where the machine keeps PostgreSQL's programs, by version."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from house.errors import HouseError

DEBIAN_ROOT = Path("/usr/lib/postgresql")
OLDEST_VERSION = 15


@dataclass(frozen=True)
class Installation:
    """One PostgreSQL on the machine: its major version and its directories."""

    version: int
    programs: Path
    extensions: Path

    def program(self, name: str) -> str:
        """Return the path of one of its programs, such as `initdb`."""
        return str(self.programs / name)

    @property
    def has_postgis(self) -> bool:
        """Tell whether PostGIS, with the scripts that CREATE EXTENSION reads, is there."""
        return (self.extensions / "postgis.control").exists() and any(
            self.extensions.glob("postgis--[0-9]*.sql")
        )


def installations() -> list[Installation]:
    """Return every PostgreSQL of the machine that is new enough, newest first."""
    found = [
        Installation(
            int(path.name), path / "bin", Path("/usr/share/postgresql") / path.name / "extension"
        )
        for path in DEBIAN_ROOT.glob("[0-9]*")
        if path.name.isdigit() and (path / "bin" / "postgres").exists()
    ]
    found = found or _from_pg_config()
    fit = [one for one in found if one.version >= OLDEST_VERSION]
    return sorted(fit, key=lambda one: one.version, reverse=True)


def suitable(version: int | None = None) -> Installation:
    """Return the newest PostgreSQL with PostGIS, or the one of a given major version.

    Raises:
        HouseError: If there is none; the text names the packages.
    """
    for one in installations():
        if one.has_postgis and version in {None, one.version}:
            return one
    number = version or "N"
    message = (
        f"PostgreSQL {version or f'{OLDEST_VERSION} or newer'} with PostGIS is missing. Install "
        f"postgresql-{number}, postgresql-{number}-postgis-3 and "
        f"postgresql-{number}-postgis-3-scripts, or set DATABASE_URL to a server that has them."
    )
    raise HouseError(message)


def _from_pg_config() -> list[Installation]:
    """Ask `pg_config`, for systems that do not lay PostgreSQL out as Debian does."""
    tool = shutil.which("pg_config")
    if tool is None:
        return []

    def ask(option: str) -> str:
        return subprocess.run(
            [tool, option], text=True, capture_output=True, check=True
        ).stdout.strip()

    version = ask("--version").split()[1].split(".")[0]
    if not version.isdigit():
        return []
    return [
        Installation(int(version), Path(ask("--bindir")), Path(ask("--sharedir")) / "extension")
    ]
