"""Remembering what has been done, so that the second time takes no time."""

from __future__ import annotations

import hashlib
from pathlib import Path


def digest(*files: Path, also: str = "") -> str:
    """Return a digest of files' contents and of a text besides."""
    total = hashlib.sha256(also.encode("utf-8", "surrogateescape"))
    for file in files:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def is_done(stamp: Path, value: str) -> bool:
    """Tell whether a stamp says that the work of this digest has been done."""
    return stamp.exists() and stamp.read_text(encoding="ascii").strip() == value


def done(stamp: Path, value: str) -> None:
    """Note that the work of this digest has been done, to its end."""
    stamp.write_text(value + "\n", encoding="ascii")
