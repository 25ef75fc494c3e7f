"""Statements under pgbench, PostgreSQL's load generator: the floor for what the program does."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from benchmarks.settings import superuser_url

_TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
_DIRECTORIES = "/usr/lib/postgresql"


def rate(script: str, clients: int, duration_s: int) -> float:
    """Return the transactions per second of a pgbench script, its statements prepared.

    Raises:
        RuntimeError: pgbench failed; the text is what it said.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
        file.write(script)
        file.flush()
        command = [_program(), "--no-vacuum", "--protocol=prepared", f"--client={clients}"]
        command += ["--jobs=2", f"--time={duration_s}", f"--file={file.name}", superuser_url()]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = _TPS.search(done.stdout)
    if done.returncode != 0 or found is None:
        raise RuntimeError(done.stderr[-2000:])
    return float(found[1])


def _program() -> str:
    """Return pgbench of the newest PostgreSQL; Debian keeps it out of the path."""
    found = Path(_DIRECTORIES).glob("*/bin/pgbench")
    return str(max(found, key=lambda path: int(path.parent.parent.name), default="pgbench"))
