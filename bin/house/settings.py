"""The secrets of a checkout: made once, kept in var/settings.env, readable by one account."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from house.checkout import VAR
from house.errors import HouseError

SECRETS = ("SECRET_KEY", "AUDIT_KEY")
TOLD = ("DATABASE_URL", "OWNER_DATABASE_URL", "PHOTO_DIR", "DEMO")
SECRET_BYTES = 32
_LINE = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)")


def environment() -> dict[str, str]:
    """Return what the program is to find in its environment, but for its database."""
    defaults = {"DEMO": "1", "HOST": "127.0.0.1", "PORT": "8000", "PYTHONUNBUFFERED": "1"}
    defaults["PHOTO_DIR"] = str(VAR / "photos")
    return defaults | load(VAR / "settings.env") | dict(os.environ)


def load(file: Path) -> dict[str, str]:
    """Return the settings of a file, after adding the secrets that it lacks.

    Lines are `NAME=value`; empty lines and comments (#) do not count. A person may add lines.

    Raises:
        HouseError: If a line is neither; the text names it.
    """
    known = _read(file) if file.exists() else {}
    fresh = {name: secrets.token_urlsafe(SECRET_BYTES) for name in SECRETS if not known.get(name)}
    if fresh:
        _append(file, fresh)
    return known | fresh


def _read(file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, raw in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            message = f"{file}, line {number}: expected NAME=value"
            raise HouseError(message)
        found[match[1]] = match[2]
    return found


def keep_for_commands(environment: dict[str, str]) -> None:
    """Write down what commands of this checkout need to find the same database and photos."""
    told = {name: environment[name] for name in TOLD if name in environment}
    _write(VAR / "running.env", "".join(f"{name}={value}\n" for name, value in told.items()))


def _append(file: Path, values: dict[str, str]) -> None:
    """Add lines and have them on the disk whole: written beside the file, then renamed over it."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    before += "\n" if before and not before.endswith("\n") else ""
    _write(file, before + "".join(f"{name}={value}\n" for name, value in values.items()))


def _write(file: Path, text: str) -> None:
    beside = file.with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    beside.rename(file)
