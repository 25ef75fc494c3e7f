"""The processes that a run of this checkout started, on disk, for the run after a crash."""

from __future__ import annotations

import fcntl
import os
import signal
import time
from pathlib import Path
from typing import TextIO

from house import children
from house.errors import HouseError

LOCK_SECONDS = 12.0  # a run that was told to end rarely needs longer
_POLL_SECONDS = 0.2


class Register:
    """One file per process in a directory: its number, and the mark that no later one has."""

    def __init__(self, directory: Path, workplace: Path) -> None:
        self._directory = directory
        self._workplace = workplace
        directory.mkdir(exist_ok=True, mode=0o700)

    def add(self, name: str, pid: int) -> None:
        """Note a process that runs."""
        text = f"{pid} {children.start_mark(pid)}\n"
        (self._directory / name).write_text(text, encoding="ascii")

    def remove(self, name: str) -> None:
        """Forget a process that has ended."""
        (self._directory / name).unlink(missing_ok=True)

    def end_leftovers(self, patience_s: float) -> list[str]:
        """End what an earlier run started and could not end itself; return the names."""
        ended = []
        for file in sorted(self._directory.iterdir()):
            number, _, mark = file.read_text(encoding="ascii").strip().partition(" ")
            if mark and number.isdigit() and self._end(int(number), mark, patience_s):
                ended.append(file.name)
            file.unlink()
        return ended

    def _end(self, number: int, mark: str, patience_s: float) -> bool:
        """End a process if it is the marked one, and what it has left behind if it is gone."""
        now = children.start_mark(number)
        if now == mark:
            children.end(number, signal.SIGTERM, patience_s)
        elif now or not children.is_of_this_boot(mark):
            return False
        orphans = self.end_orphans(number)
        return now == mark or orphans

    def end_orphans(self, number: int) -> bool:
        """End what a service that is gone has left in its session; tell whether there was any."""
        orphans = children.session_members(number, self._workplace)
        for orphan in orphans:
            children.end(orphan, signal.SIGKILL, 5.0)
        return bool(orphans)


def lock(file: Path) -> TextIO:
    """Take the lock that only one run of a checkout holds, and write our number into it.

    A run that was just told to end gets some seconds to do so.

    Raises:
        HouseError: If another run has it and keeps it; the text names its process.
    """
    handle = file.open("a+", encoding="ascii")
    deadline = time.monotonic() + LOCK_SECONDS
    while not _try_lock(handle):
        if time.monotonic() > deadline:
            handle.close()
            message = (
                f"This checkout runs already, as process {file.read_text('ascii').strip()}. "
                "Stop it with Ctrl-C where it was started, or with kill and that number."
            )
            raise HouseError(message)
        time.sleep(_POLL_SECONDS)
    handle.truncate(0)
    handle.write(f"{os.getpid()}\n")
    handle.flush()
    return handle


def _try_lock(handle: TextIO) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
