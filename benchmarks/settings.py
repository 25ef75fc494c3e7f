"""The throwaway server that `make bench` gives, and the program's settings for it."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine

CHECKOUT = Path(__file__).resolve().parent.parent
STEWARD, SUPERVISOR = "steward", "supervisor"  # accounts of the demo
_NAMES = {
    "DATABASE_URL": "TEST_WEB_DATABASE_URL",
    "OWNER_DATABASE_URL": "TEST_OWNER_DATABASE_URL",
}


@cache
def environment() -> dict[str, str]:
    """Return the program's environment on the throwaway server.

    Raises:
        SystemExit: There is no such server: this was not started by `make bench`.
    """
    if missing := [name for name in _NAMES.values() if name not in os.environ]:
        message = f"{missing[0]} is not set. Start this by: make bench ARGS='PART...'"
        raise SystemExit(message)
    return dict(os.environ) | {
        **{name: os.environ[given] for name, given in _NAMES.items()},
        "SECRET_KEY": "a secret for measuring, long enough for all",
        "AUDIT_KEY": "a key for the history, for measuring, long enough",
        "PHOTO_DIR": tempfile.mkdtemp(prefix="lane-steward-bench-"),
        "DEMO": "1",
    }


def superuser_url() -> str:
    """Return where the superuser of the throwaway server connects, for PostgreSQL's own tools."""
    environment()
    return os.environ["TEST_DATABASE_URL"].replace("+psycopg2", "", 1)


@cache
def superuser() -> Engine:
    """Return an engine of the superuser, each statement a transaction of its own."""
    environment()
    return create_engine(os.environ["TEST_DATABASE_URL"], isolation_level="AUTOCOMMIT")
