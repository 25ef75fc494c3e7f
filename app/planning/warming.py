"""Compiling the solver before anybody waits for it."""

from __future__ import annotations

import threading

from app.jobs import at_start
from geo import warming

_one_at_a_time = threading.Lock()
_ready = threading.Event()


@at_start
def warm() -> None:
    """Return when what plans need is compiled and loaded in this process.

    The worker sees to it before any page asks. Whoever plans waits for it, since compiling would
    use up the seconds that a plan is given.
    """
    with _one_at_a_time:
        if not _ready.is_set():
            warming.patrols()
            _ready.set()


def warm_soon() -> None:
    """Load the solver beside what this process does, while the page before is looked at."""
    if not _ready.is_set():
        threading.Thread(target=warm, name="warm", daemon=True).start()
