"""A house with every room that the contracts know, and one breach of each kind in it."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from house.contracts import FEATURES, GEO_STRANGERS, INSIDE, TOP_MODULES

ROOT = Path(__file__).resolve().parents[2]
MODULES = [name for row in INSIDE for name in row]
Breach = tuple[str, str]  # who imports, what is imported; both dotted


def build(home: Path, breaches: list[Breach]) -> None:
    """Write the house under `home`: empty modules, and an import for each breach."""
    rooms = [f"app/{name}" for row in FEATURES for name in row]
    for room in ("app", "geo", "app/maps", *rooms):
        (home / room).mkdir(parents=True)
        (home / room / "__init__.py").touch()
    for name in (*TOP_MODULES, "policy"):
        (home / f"app/{name}.py").touch()
    for room in rooms:
        for name in MODULES:
            (home / room / f"{name}.py").touch()
    seed(home, breaches)


def seed(home: Path, breaches: list[Breach]) -> None:
    """Add the imports to the files that are there or make them."""
    for importer, imported in breaches:
        path = home / (importer.replace(".", "/") + ".py")
        with path.open("a", encoding="utf-8") as file:
            file.write(f"import {imported}\n")


def upward() -> Iterator[Breach]:
    """Give an import from each row of features to the row on its left, and to its neighbours."""
    for left, right in itertools.pairwise(FEATURES):
        yield from ((f"app.{low}.models", f"app.{high}.actions") for low in right for high in left)
    for row in FEATURES:
        yield from (
            (f"app.{one}.models", f"app.{two}.models") for one in row for two in row if one != two
        )
    yield "app.policy", f"app.{FEATURES[-1][0]}.models"
    yield from ((f"app.{FEATURES[-1][0]}.queries", f"app.{name}") for name in TOP_MODULES)


def inside() -> Iterator[Breach]:
    """Give, in each feature, an import from each layer to the one above it."""
    rows = list(itertools.pairwise(INSIDE))
    for feature in (name for row in FEATURES for name in row):
        yield from (
            (f"app.{feature}.{low}", f"app.{feature}.{high}")
            for above, below in rows
            for high in above
            for low in below
        )


def private() -> Iterator[Breach]:
    """Give, for each feature, an import of its views and forms from elsewhere."""
    for feature in (name for row in FEATURES for name in row):
        yield from (("app.policy", f"app.{feature}.{name}") for row in INSIDE[:2] for name in row)


def foreign() -> Iterator[Breach]:
    """Give the imports of packages that have one home, or none here."""
    yield from (("app.policy", name) for name in ("folium", "branca"))
    yield from (("geo.stray", name) for name in GEO_STRANGERS)


def check(home: Path) -> subprocess.CompletedProcess[str]:
    """Run `bin/check.py contracts` over another tree."""
    command = [sys.executable, str(ROOT / "bin/check.py"), "--root", str(home), "contracts"]
    return subprocess.run(command, capture_output=True, text=True, check=False)
