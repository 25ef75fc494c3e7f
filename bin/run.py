"""Run the program of this checkout until Ctrl-C: database server, web server, worker.

Set up by `make run`; the settings are environment variables (docs/operations.md lists them).
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time

from house import children, listening, private, settings
from house.checkout import HOME, LOGS, VAR, make_var, venv_python
from house.errors import HouseError
from house.listening import Place
from house.register import Register, lock
from house.services import WATCH_SECONDS, House, Service, program, tail

HEALTHY_SECONDS = 90.0
_POLL_SECONDS = 0.1
_NOTE = LOGS / "accounts.txt"  # what the demo says of its accounts, shown when all is up
_WEB_WORKERS = 2
_WEB_THREADS = 8


class Ended(BaseException):
    """Ctrl-C, SIGTERM or SIGHUP: not an error, so that no handler of errors catches it."""


def main() -> int:
    """Start, say where, watch, and end everything that was started; return the exit status."""
    _listen_to_signals()
    register: Register | None = None
    house: House | None = None
    try:
        make_var()
        _held = lock(VAR / "run.lock")
        register = Register(VAR / "processes", HOME)
        house = House(register)
        _run(house, register)
    except HouseError as error:
        print(error, file=sys.stderr)
        return 1
    except Ended:
        print("\nStopping ...", flush=True)
        return 0
    finally:
        _ignore_signals()
        if house is not None:
            house.close()
    return 0


def _run(house: House, register: Register) -> None:
    """Bring everything up in its order, then watch until a signal ends it."""
    began = time.monotonic()
    register.end_leftovers(patience_s=20.0)
    environment = settings.environment()
    place = listening.read_place(environment)
    listening.require_free(place)
    if "DATABASE_URL" not in environment:
        environment |= _open_cluster(house)
    environment.setdefault("OWNER_DATABASE_URL", environment["DATABASE_URL"])
    _prepare_data(environment)
    _open_web(house, place, environment)
    _tell(place, environment, time.monotonic() - began)
    while True:
        time.sleep(WATCH_SECONDS)
        house.watch_once()


def _open_cluster(house: House) -> dict[str, str]:
    """Start the private PostgreSQL and return the settings that lead to it."""
    site = private.private_cluster()
    if not site.exists:
        print("Making a private PostgreSQL cluster", flush=True)
    house.open(
        Service(
            "postgres", lambda: private.bring_up(site), site.log, signal.SIGINT, patience_s=30.0
        )
    )
    return private.addresses(site)


def _prepare_data(environment: dict[str, str]) -> None:
    """Migrate; load the demo into an empty database, or ask for the first administrator."""
    print("Bringing the database up to date", flush=True)
    commands = ["db", "upgrade"]
    if environment["DEMO"] != "0":
        commands += ["--", "demo", "load", "--if-empty", "--", "demo", "accounts"]
    _finish([venv_python(), "bin/prepare.py", str(_NOTE), *commands], environment)
    if environment["DEMO"] == "0":
        _ask_for_administrator(environment)


def _ask_for_administrator(environment: dict[str, str]) -> None:
    """Let the program ask for the first administrator, who may also be made later."""
    if sys.stdin.isatty():
        try:
            flask = [venv_python(), "-m", "flask", "--app", "app"]
            _finish([*flask, "admin", "first"], environment)
        except HouseError as error:
            print(error)
        else:
            return
    later = ".venv/bin/python bin/with_house.py flask --app app admin first"
    print(f"To make the first administrator later: {later}", flush=True)


def _finish(command: list[str], environment: dict[str, str]) -> None:
    """Run a command to its end, its words on the terminal.

    Raises:
        HouseError: If it fails.
    """
    process = subprocess.Popen(
        command, cwd=HOME, env=environment, preexec_fn=children.end_with_parent(signal.SIGTERM)
    )
    try:
        status = process.wait()
    except Ended:
        process.terminate()
        process.wait()
        raise
    if status != 0:
        raise HouseError(f"This failed (see above): {shlex.join(command)}")


def _open_web(house: House, place: Place, environment: dict[str, str]) -> None:
    """Start web server and worker, and wait until the web server answers.

    Raises:
        HouseError: If either ends, or no answer comes in time.
    """
    python = [venv_python(), "-m"]
    web = [*python, "gunicorn", "app:create_app()", "--bind", place.bind]
    web += ["--worker-class", "gthread", "--workers", str(_WEB_WORKERS)]
    web += ["--threads", str(_WEB_THREADS), "--graceful-timeout", "10"]
    worker = [*python, "flask", "--app", "app", "worker"]
    for name, command in (("web", web), ("worker", worker)):
        log = LOGS / f"{name}.log"
        house.open(Service(name, program(command, HOME, environment, log), log))
    deadline = time.monotonic() + HEALTHY_SECONDS
    while not listening.is_healthy(place):
        ended = house.ended()
        if ended is not None or time.monotonic() > deadline:
            name = ended.name if ended else "web"
            raise HouseError(f"{name} did not come up.\n" + tail(LOGS / f"{name}.log"))
        time.sleep(_POLL_SECONDS)


def _tell(place: Place, environment: dict[str, str], seconds: float) -> None:
    print(f"\n  Lane Steward 小巷管家: {place.url}  (ready in {seconds:.1f} s)\n", flush=True)
    if environment["DEMO"] != "0":
        print(_NOTE.read_text(encoding="utf-8"), flush=True)
    print(f"Logs: {LOGS}. Ctrl-C stops everything.", flush=True)


def _listen_to_signals() -> None:
    """Let Ctrl-C, SIGTERM and a closed terminal end us; and the death of the make above us."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    if "MAKELEVEL" in os.environ:
        children.end_with_parent(signal.SIGTERM)()


def _end(_number: int, _frame: object) -> None:
    raise Ended


def _ignore_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
