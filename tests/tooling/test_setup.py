"""Set-up: locks, stamps, packages, files."""

import json
import os
import re
import tomllib
from pathlib import Path

import pytest
import setup
from house import environment, packages, stamps
from house.errors import HouseError

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_digest(name):
    pins = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pins)


@pytest.mark.parametrize("name", [*LOCKS, "package-lock.json"])
def test_no_lock_names_the_place_it_came_from(name):
    text = (ROOT / name).read_text()
    assert "index-url" not in text
    assert "--find-links" not in text
    assert '"resolved"' not in text


def test_all_locks_agree_on_every_version():
    pins = re.findall(
        r"^(\S+)==(\S+)", "\n".join((ROOT / name).read_text() for name in LOCKS), re.MULTILINE
    )
    versions = {name: {version for other, version in pins if other == name} for name, _ in pins}
    assert not {name for name, known in versions.items() if len(known) > 1}


def test_the_browser_files_are_pinned_by_digest():
    packages_locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all(one["integrity"] for name, one in packages_locked.items() if name)


def test_every_served_browser_file_comes_from_a_locked_package():
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    names = {source.split("/")[0] for source in environment.SERVED.values()}
    assert all(f"node_modules/{name}" in locked for name in names)


def test_a_changed_lock_is_installed_again(tmp_path):
    lock = tmp_path / "lock"
    lock.write_text("a==1")
    stamps.done(tmp_path / "stamp", stamps.digest(lock))
    assert stamps.is_done(tmp_path / "stamp", stamps.digest(lock))
    lock.write_text("a==2")
    assert not stamps.is_done(tmp_path / "stamp", stamps.digest(lock))


def test_without_apt_the_packages_are_named(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(HouseError, match="postgresql-15-postgis-3"):
        packages.install(["postgresql-15-postgis-3"])


def test_nothing_missing_means_no_package_manager_is_called(monkeypatch):
    monkeypatch.setattr("subprocess.run", pytest.fail)
    packages.install([])


def test_what_starts_keeps_what_it_compiles_whatever_the_machine_is_used_to(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(setup, "prepare", lambda _target: None)
    started = []
    monkeypatch.setattr(os, "execv", lambda *_: started.append(dict(os.environ)))
    setup.main(["run"])
    assert [one.get("PYTHONDONTWRITEBYTECODE") for one in started] == [None]


def test_every_reason_is_given_where_a_lint_rule_is_left_out():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    codes = [line for line in lines if re.match(r'\s+"[A-Z]+\d*",', line)]
    assert codes
    assert all(re.search(r"# \S+", line) for line in codes)


def test_the_package_names_the_pythons_that_the_bootstrap_takes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == ">=3.11,<3.14"
    assert "(3, 11) <= sys.version_info[:2] <= (3, 13)" in (ROOT / "bin/bootstrap.sh").read_text()


def test_kernels_are_compiled_once(tmp_path, monkeypatch):
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo" / "one.py").write_text("ONE = 1\n")
    compiled = []
    monkeypatch.setattr(environment, "HOME", tmp_path)
    monkeypatch.setattr(environment, "_run", lambda command, _: compiled.append(command))
    for _ in range(2):
        environment.compile_kernels("python")
    assert compiled == [["python", "-m", "geo.warming"]]
    (tmp_path / "geo" / "one.py").write_text("ONE = 2\n")
    environment.compile_kernels("python")
    assert len(compiled) == 2
