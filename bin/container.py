"""What a container of the Dockerfile does: `bin/container.py build|migrate|web|worker|healthy`."""

from __future__ import annotations

import os
import subprocess
import sys

from house import environment
from house.listening import Place, is_healthy

PORT = 8000
_WEB = (
    "-m gunicorn app:create_app() --worker-class gthread --workers 2 --threads 8 "
    "--graceful-timeout 10 --access-logfile -"
)


def main(arguments: list[str]) -> int:
    """Do one thing; `web` and `worker` replace this process and so get the engine's signals."""
    match arguments:
        case ["build"]:
            environment.copy_served()
            environment.compile_catalogues(sys.executable)
        case ["migrate"]:
            return _migrate()
        case ["web"]:
            _become(*_WEB.split(), "--bind", f"0.0.0.0:{PORT}")
        case ["worker"]:
            _become("-m", "flask", "--app", "app", "worker")
        case ["healthy"]:
            return 0 if is_healthy(Place("127.0.0.1", PORT)) else 1
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


def _become(*arguments: str) -> None:
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 -- no shell meant


def _migrate() -> int:
    """Migrate as the owner, before web and worker start."""
    owner = os.environ["OWNER_DATABASE_URL"]
    command = [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"]
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": owner}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
