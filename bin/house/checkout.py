"""Where things lie in a checkout."""

from __future__ import annotations

import os
from pathlib import Path

from house import accounts
from house.errors import HouseError

HOME = Path(__file__).resolve().parent.parent.parent
VENV = HOME / ".venv"
VAR = HOME / "var"
LOGS = VAR / "log"


def venv_python() -> str:
    """Return the path of the virtual environment's Python."""
    return str(VENV / "bin" / "python")


def make_var() -> None:
    """Make `var/`, for this account alone.

    Raises:
        HouseError: If another account made it.
    """
    VAR.mkdir(exist_ok=True, mode=0o700)
    if VAR.stat().st_uid != os.geteuid() and os.geteuid() != 0:
        message = (
            f"{VAR} belongs to another account. Run make as the account that ran it first, "
            f"or hand the checkout over: sudo chown -R {accounts.caller().name} '{HOME}'"
        )
        raise HouseError(message)
    LOGS.mkdir(exist_ok=True, mode=0o700)
