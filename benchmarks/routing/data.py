"""Where the published instances lie, and the best values known."""

from __future__ import annotations

import csv
import os
from functools import cache
from pathlib import Path

from benchmarks.settings import CHECKOUT


def folder() -> Path:
    """Return the folder of reference data: `LANE_STEWARD_DATA`, or `shared/data` beside this."""
    return Path(os.environ.get("LANE_STEWARD_DATA", CHECKOUT.parent / "shared" / "data"))


@cache
def best_known() -> dict[str, float]:
    """Return the best known cost of each instance, by its name; empty where there is no data."""
    table = folder() / "routing" / "bounds.csv"
    if not table.exists():
        return {}
    with table.open(encoding="utf-8") as file:
        return {row["instance"]: float(row["ub"]) for row in csv.DictReader(file)}
