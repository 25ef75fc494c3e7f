"""The geo package stands alone, and every public name in it says what it does."""

import doctest
import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import geo

MODULES = sorted(found.name for found in pkgutil.walk_packages(geo.__path__, "geo."))
FOREIGN = {"flask", "apiflask", "sqlalchemy", "geoalchemy2", "folium", "app", "jinja2", "psycopg2"}
LIST_MODULES = "import sys, {}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"


def loaded_after(statement: str) -> set[str]:
    """Names of the top-level modules that a fresh interpreter has after an import."""
    script = LIST_MODULES.format(statement)
    root = Path(next(iter(geo.__path__))).parent
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root
    )
    return set(done.stdout.split())


def public_functions(module: ModuleType) -> list[object]:
    """Functions and classes that a module defines for others."""
    members = inspect.getmembers(module, lambda m: inspect.isfunction(m) or inspect.isclass(m))
    return [m for name, m in members if m.__module__ == module.__name__ and name[0] != "_"]


def test_geo_loads_no_web_no_database_and_no_map_library() -> None:
    assert not loaded_after(", ".join(MODULES)) & FOREIGN


def test_the_bare_package_loads_nothing_heavy() -> None:
    assert not loaded_after("geo") & {"numpy", "scipy", "shapely", "pyproj"}


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_has_a_docstring(name: str) -> None:
    module = importlib.import_module(name)
    assert module.__doc__
    assert [m for m in public_functions(module) if not m.__doc__] == []


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
