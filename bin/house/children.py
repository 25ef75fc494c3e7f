"""Starting, recognising and ending processes: by number and identity, never by name."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
_POLL_SECONDS = 0.05


def end_with_parent(how: signal.Signals) -> Callable[[], None]:
    """Return a `preexec_fn`: the kernel sends the child this signal when its parent dies.

    So that nothing stays behind even when the parent is killed with -9.
    """
    libc = ctypes.CDLL(None, use_errno=True)

    def arrange() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(how), 0, 0, 0)

    return arrange


def is_alive(pid: int) -> bool:
    """Tell whether a process runs (a zombie, dead but not yet fetched, does not)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def start_mark(pid: int) -> str:
    """Return what tells a process from a later one with the same number, or '' if it is gone.

    The mark is the boot's identity with the process's start time in clock ticks since that boot.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return f"{_boot()}:{stat.rpartition(')')[2].split()[19]}"


def is_of_this_boot(mark: str) -> bool:
    """Tell whether a mark was made since the machine last started."""
    return mark.startswith(f"{_boot()}:")


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def session_members(session: int, directory: Path) -> list[int]:
    """Return the processes of a session that work in a directory: what a killed service left.

    A service leads its own session, and the system gives no number anew while a session has it.
    """
    return [
        int(path.name)
        for path in Path("/proc").glob("[0-9]*")
        if _session(path) == session and _works_in(path, directory) and is_alive(int(path.name))
    ]


def _session(process: Path) -> int | None:
    try:
        stat = (process / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return int(stat.rpartition(")")[2].split()[3])


def _works_in(process: Path, directory: Path) -> bool:
    try:
        return (process / "cwd").readlink() == directory
    except OSError:
        return False


def wait_for_end(pid: int, seconds: float) -> bool:
    """Wait until a process that need not be our child is gone; tell whether it is."""
    deadline = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def end(pid: int, polite: signal.Signals, patience_s: float) -> None:
    """Ask a process to end, wait, and kill it only if it does not listen."""
    try:
        os.kill(pid, polite)
        if not wait_for_end(pid, patience_s):
            os.kill(pid, signal.SIGKILL)
            wait_for_end(pid, patience_s)
    except ProcessLookupError:
        return
