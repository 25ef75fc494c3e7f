"""What a check reports: a place and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One breach of a rule at a line of a file (lines count from 1)."""

    rule: str
    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """Return the finding as editors read it: path, line, rule, message."""
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}"


def excused(line: str, rule: str) -> bool:
    """Tell whether a line carries `allow RULE: reason` (a reason is required)."""
    _, marker, reason = line.partition(f"allow {rule}:")
    return bool(marker) and len(reason.strip(" */-#}>")) > 0
