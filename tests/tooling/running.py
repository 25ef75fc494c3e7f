"""A run of a checkout in the background, for tests to look at and to kill."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

START_SECONDS = 90
READY = "Ctrl-C stops everything"


class Run:
    """One `bin/run.py`, its words in a file."""

    def __init__(self, checkout, port, *, above=(), **settings):
        self.checkout, self.port = checkout, port
        self.words = checkout / f"words-{time.monotonic_ns()}"
        kept = {key: os.environ[key] for key in os.environ if not key.endswith("DATABASE_URL")}
        with self.words.open("wb") as out:
            self.process = subprocess.Popen(
                [*above, sys.executable, "bin/run.py"],
                cwd=checkout,
                env=kept | {"PORT": str(port)} | settings,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def said(self):
        return self.words.read_text("utf-8")

    def until_ready(self):
        deadline = time.monotonic() + START_SECONDS
        while READY not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)
        return self

    def numbers(self):
        """Return the processes that the run has noted, by name."""
        noted = (self.checkout / "var" / "processes").iterdir()
        return {file.name: int(file.read_text().split()[0]) for file in noted}

    def pins(self, method="GET"):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/pins", method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.read())

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_gone(pid, seconds=20):
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return not Path(f"/proc/{pid}").exists()
