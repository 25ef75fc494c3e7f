"""Web server, worker and database server of a run: started, watched, started again, ended."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from house import children
from house.errors import HouseError
from house.register import Register

Process = subprocess.Popen[bytes]
WATCH_SECONDS = 0.5
MOST_RESTARTS = 5  # within RESTART_WINDOW; more often means that it cannot work
RESTART_WINDOW = 60.0  # seconds
LARGEST_LOG = 20_000_000  # bytes; a larger one is set aside at the next start
_TAIL_LINES = 15


@dataclass
class Service:
    """A program that is to run as long as we do."""

    name: str
    start: Callable[[], Process]
    log: Path
    polite: signal.Signals = signal.SIGTERM
    patience_s: float = 15.0
    process: Process | None = None
    restarts: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_RESTARTS))


def program(
    command: list[str], directory: Path, environment: dict[str, str], log: Path
) -> Callable[[], Process]:
    """Return what starts a program with its words going to a log; it ends with this process."""

    def start() -> Process:
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.rename(log.with_suffix(".old"))
        with log.open("ab") as out:
            return subprocess.Popen(
                command,
                cwd=directory,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=children.end_with_parent(signal.SIGTERM),
            )

    return start


class House:
    """The services of a run, in the order of their start; they end in the opposite order."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._services: list[Service] = []

    def open(self, service: Service) -> None:
        """Start a service and watch it from now on."""
        self._services.append(service)
        self._start(service)

    def _start(self, service: Service) -> None:
        service.process = service.start()
        self._register.add(service.name, service.process.pid)

    def watch_once(self) -> None:
        """Start again whatever has ended.

        Raises:
            HouseError: If a service ends again and again; the text holds the end of its log.
        """
        for service in self._services:
            if service.process is None or service.process.poll() is None:
                continue
            now = time.monotonic()
            often = len(service.restarts) == MOST_RESTARTS
            if often and now - service.restarts[0] < RESTART_WINDOW:
                raise HouseError(f"{service.name} ends again and again.\n" + tail(service.log))
            status = service.process.returncode
            print(f"{service.name} ended with status {status}; starting it again", flush=True)
            service.restarts.append(now)
            self._register.end_orphans(service.process.pid)
            self._start(service)

    def ended(self) -> Service | None:
        """Return a service that does not run although it should."""
        for service in self._services:
            if service.process is not None and service.process.poll() is not None:
                return service
        return None

    def close(self) -> None:
        """End every service, the last first; one that does not listen is killed."""
        for service in reversed(self._services):
            if service.process is not None:
                _end(service, service.process)
            self._register.remove(service.name)


def _end(service: Service, process: Process) -> None:
    if process.poll() is None:
        process.send_signal(service.polite)
        try:
            process.wait(service.patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait()


def tail(log: Path) -> str:
    """Return the end of a log with its name, for a person to read."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_TAIL_LINES:]
    return "\n".join([f"The end of {log}:", *lines])
