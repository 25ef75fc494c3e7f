"""Compiling the solver before anybody waits for it."""

from __future__ import annotations

import threading

from app.jobs import at_start
from geo import warming

_once = threading.Lock()


@at_start
def warm() -> None:
    """Compile what plans need: the worker does it before any page asks for it."""
    warming.patrols()


def warm_soon() -> None:
    """Load the solver beside what this process does, once, while the page before is looked at."""
    if _once.acquire(blocking=False):  # never released: once is enough
        threading.Thread(target=warming.patrols, name="warm", daemon=True).start()
