"""Where the published data lies, and what a row says where it does not."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.rows import Row
from benchmarks.settings import CHECKOUT


def folder() -> Path | None:
    """Return the folder of published hot-spot data, or None where there is none."""
    root = Path(os.environ.get("LANE_STEWARD_DATA", CHECKOUT.parent / "shared" / "data"))
    found = root / "hotspots"
    return found if found.is_dir() else None


def absent(figure: str, what: str) -> Row:
    """Return the row of a figure whose data is not here."""
    return Row(figure, what, "not measured: no reference data here")


def below(figure: str, what: str, measured: float, most: float) -> Row:
    """Return the row of an error that must not pass a bound."""
    return Row(figure, what, f"{measured:.1e}", f"<= {most:.0e}", measured <= most)
