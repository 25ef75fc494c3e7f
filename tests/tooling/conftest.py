"""Checkouts for tests of bin/: the real scripts round a program of fifty lines."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.tooling.running import Run, free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def make_checkout(tmp_path):
    """Give a way to make a checkout under a name; what it keeps outside goes with the test."""

    def make(name):
        home = tmp_path / name
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "bin", home / "bin", ignore=skipped)
        shutil.copytree(Path(__file__).parent / "stand_in/app", home / "app", ignore=skipped)
        (home / ".venv").symlink_to(sys.prefix)
        return home

    yield make
    for note in Path("/var/lib/lane-steward").glob("*/checkout"):
        if Path(note.read_text()).is_relative_to(tmp_path):
            shutil.rmtree(note.parent, ignore_errors=True)


@pytest.fixture
def checkout(make_checkout):
    """Give a checkout whose path holds a space and Chinese characters."""
    return make_checkout("小巷 x")


@pytest.fixture
def start():
    """Give a way to start a checkout; whatever runs at the end of the test is ended."""
    runs = []

    def start_one(home, port=None, **settings):
        runs.append(Run(home, port or free_port(), **settings))
        return runs[-1]

    yield start_one
    for run in runs:
        run.stop()
