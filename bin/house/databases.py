"""The roles, the databases and the extensions of a cluster, and the addresses they have."""

from __future__ import annotations

import subprocess
from pathlib import Path
from urllib.parse import quote

from house import accounts
from house.errors import HouseError
from house.postgres import Installation

SUPERUSER = "postgres"
OWNER = "lane_steward_owner"
WEB = "lane_steward_web"
ROLES = (SUPERUSER, OWNER, WEB)
DATABASE = "lane_steward"
EXTENSIONS = ("postgis", "btree_gist")


def url(role: str, database: str, sockets: Path) -> str:
    """Return SQLAlchemy's address of a database behind a socket directory."""
    return f"postgresql+psycopg2://{role}@/{database}?host={quote(str(sockets))}"


def create(installation: Installation, sockets: Path, database: str) -> None:
    """Create the two login roles, a database that the owner owns, and its extensions.

    May be repeated: what is there stays.

    Raises:
        HouseError: If the server refuses; the text is what it said.
    """
    run_sql(installation, sockets, SUPERUSER, _ROLES_SQL)
    known = run_sql(installation, sockets, SUPERUSER, "SELECT datname FROM pg_database")
    if database not in known.split():
        statement = f"CREATE DATABASE {database} OWNER {OWNER}"
        run_sql(installation, sockets, SUPERUSER, statement)
    extensions = "".join(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS)
    run_sql(installation, sockets, database, extensions)


_ROLES_SQL = f"""
DO $$ BEGIN
  IF to_regrole('{OWNER}') IS NULL THEN CREATE ROLE {OWNER} LOGIN; END IF;
  IF to_regrole('{WEB}') IS NULL THEN CREATE ROLE {WEB} LOGIN; END IF;
END $$
"""


def run_sql(installation: Installation, sockets: Path, database: str, sql: str) -> str:
    """Run SQL as the superuser, stopping at the first error, and return the unadorned rows.

    Raises:
        HouseError: With the server's message.
    """
    command = [installation.program("psql"), "--no-psqlrc", "--quiet", "--no-align"]
    command += ["--tuples-only", "--set", "ON_ERROR_STOP=1", "--host", str(sockets)]
    command += ["--username", SUPERUSER, "--dbname", database, "--command", sql]
    said = subprocess.run(
        command,
        cwd="/",
        env=accounts.server_environment() | {"PGOPTIONS": "-c client_min_messages=warning"},
        text=True,
        capture_output=True,
        check=False,
    )
    if said.returncode != 0:
        raise HouseError(said.stderr.strip())
    return said.stdout
