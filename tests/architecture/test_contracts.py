"""The import contracts: the tree keeps them, and each is seen to fail on a seeded breach."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.architecture import seeded_house
from tests.architecture.seeded_house import Breach

KINDS = ("upward", "inside", "private", "foreign")
BREACHES = {kind: list(getattr(seeded_house, kind)()) for kind in KINDS}
ALL = [breach for breaches in BREACHES.values() for breach in breaches]
SINS = [
    ("app.people.queries", "app.cases.actions"),
    ("app.people.models", "app.people.forms"),
    ("app.cases.queries", "app.people.views"),
    ("app.places.models", "folium"),
    ("geo.heat", "flask"),
    ("geo.heat", "sqlalchemy"),
    ("geo.heat", "app.policy"),
]
VERDICT = re.compile(r"^(.+) (KEPT|BROKEN)$", re.MULTILINE)


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give what the check says of the seeded house, by kind of breach, and of the clean one."""
    answers = {}
    for kind, breaches in {**BREACHES, "clean": []}.items():
        home = tmp_path_factory.mktemp(kind)
        seeded_house.build(home, breaches)
        answers[kind] = seeded_house.check(home).stdout
    return answers


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> CompletedProcess[str]:
    """Give what the check says of a copy of the real tree."""
    return seeded_house.check(copied(tmp_path_factory.mktemp("real")))


@pytest.fixture(scope="module")
def sinful(tmp_path_factory: pytest.TempPathFactory) -> CompletedProcess[str]:
    """Give what the check says of a copy of the real tree with the breaches of SINS in it."""
    home = copied(tmp_path_factory.mktemp("sinful"))
    seeded_house.seed(home, SINS)
    return seeded_house.check(home)


def copied(home: Path) -> Path:
    """Copy the real tree's Python into a folder."""
    for name in ("app", "geo"):
        ignored = shutil.ignore_patterns("__pycache__", "translations")
        shutil.copytree(seeded_house.ROOT / name, home / name, ignore=ignored)
    return home


def named(text: str, breach: Breach) -> bool:
    """Tell whether the check names an import, from where to where."""
    importer, imported = breach
    return re.search(rf"{re.escape(importer)} -> {re.escape(imported)}\b", text) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_every_seeded_import_is_named(said: dict[str, str], kind: str) -> None:
    assert [breach for breach in BREACHES[kind] if not named(said[kind], breach)] == []


def test_every_contract_is_seen_to_fail(said: dict[str, str]) -> None:
    kept_when_clean = {name for name, verdict in VERDICT.findall(said["clean"])}
    broken = {
        n for kind in KINDS for n, verdict in VERDICT.findall(said[kind]) if verdict[0] == "B"
    }
    assert kept_when_clean == broken


def test_a_clean_house_breaks_no_contract(said: dict[str, str]) -> None:
    assert {verdict for _, verdict in VERDICT.findall(said["clean"])} == {"KEPT"}


def test_the_real_tree_keeps_every_contract(real: CompletedProcess[str]) -> None:
    assert real.returncode == 0, real.stdout


def test_the_real_tree_has_no_contract_that_was_never_seen_to_fail(
    real: CompletedProcess[str], said: dict[str, str]
) -> None:
    names = {name for name, _ in VERDICT.findall(real.stdout)}
    assert names <= {name for name, _ in VERDICT.findall(said["clean"])}


def test_breaches_in_the_real_tree_fail_the_check(sinful: CompletedProcess[str]) -> None:
    assert sinful.returncode == 1


@pytest.mark.parametrize("breach", SINS, ids=" to ".join)
def test_a_breach_in_the_real_tree_is_named(sinful: CompletedProcess[str], breach: Breach) -> None:
    assert named(sinful.stdout, breach), sinful.stdout
