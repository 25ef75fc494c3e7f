"""Run a command with this checkout's settings: `bin/with_house.py COMMAND [ARGUMENT...]`.

The command finds what `make run` gives its own programs (DATABASE_URL, SECRET_KEY ...) and
LIBPQ_URL for PostgreSQL's tools, as the schema's owner. If `make run` does not run, the private
server runs for as long as the command does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from house import cluster, private, settings
from house.checkout import make_var
from house.errors import HouseError


def main(command: list[str]) -> int:
    """Run the command and return its exit status."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        make_var()
        environment = settings.environment()
        if "DATABASE_URL" in environment:
            return _run(command, environment)
        with _server() as addresses:
            return _run(command, environment | addresses)
    except HouseError as error:
        print(error, file=sys.stderr)
        return 1


@contextmanager
def _server() -> Iterator[dict[str, str]]:
    """Give the addresses of the private server, which runs already or runs meanwhile."""
    site = private.private_cluster()
    if site.exists and private.running_server(site) is not None:
        yield private.addresses(site)
        return
    server = private.bring_up(site)
    try:
        yield private.addresses(site)
    finally:
        cluster.stop(server)


def _run(command: list[str], environment: dict[str, str]) -> int:
    owner = environment.setdefault("OWNER_DATABASE_URL", environment["DATABASE_URL"])
    environment["LIBPQ_URL"] = owner.replace("+psycopg2", "", 1)
    here = str(Path(sys.executable).parent)
    environment["PATH"] = here + os.pathsep + environment.get("PATH", os.defpath)
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
