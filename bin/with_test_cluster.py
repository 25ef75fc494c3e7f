"""Run a command with a throwaway PostGIS: `bin/with_test_cluster.py [--durable] COMMAND ...`.

The command finds TEST_DATABASE_URL (superuser), TEST_OWNER_DATABASE_URL and
TEST_WEB_DATABASE_URL in its environment. The server goes when the command ends. A durable one
writes as `make run`'s does, fsync and all: for measuring.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from house.children import end_with_parent
from house.errors import HouseError
from house.throwaway import test_cluster


def main(command: list[str]) -> int:
    """Run the command inside the life of a throwaway server and return its exit status."""
    durable = command[:1] == ["--durable"]
    command = command[1:] if durable else command
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with test_cluster(durable=durable) as environment:
            return _run(command, os.environ | environment)
    except HouseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _run(command: list[str], environment: dict[str, str]) -> int:
    """Run a command, this Python's own programs first on the path; on Ctrl-C wait for its end."""
    here = str(Path(sys.executable).parent)
    environment = environment | {"PATH": here + os.pathsep + environment.get("PATH", os.defpath)}
    child = subprocess.Popen(command, env=environment, preexec_fn=end_with_parent(signal.SIGTERM))
    try:
        status = child.wait()
    except KeyboardInterrupt:
        child.terminate()
        child.wait(30)
        raise
    return status if status >= 0 else 128 - status


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
