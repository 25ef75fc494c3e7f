"""The private server and the throwaway one."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy
from house import accounts, cluster, postgres, private, throwaway
from house.errors import HouseError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def site(tmp_path):
    """Give a cluster that has only its directory."""
    found = cluster.Cluster(tmp_path, tmp_path / "s", postgres.suitable(), accounts.caller())
    found.data.mkdir()
    return found


def test_a_stale_note_with_the_number_of_another_program_is_no_server(site):
    (site.data / "postmaster.pid").write_text(f"{os.getpid()}\n{site.data}\n")
    assert cluster.running_pid(site) is None


@pytest.mark.parametrize("text", ["", "\n", "not a number\n", "999999999\n"])
def test_a_broken_note_is_no_server(site, text):
    (site.data / "postmaster.pid").write_text(text)
    assert cluster.running_pid(site) is None


def test_a_server_starts_over_the_locks_of_a_killed_one():
    home = Path(tempfile.mkdtemp(prefix="lane-steward-locks-", dir="/tmp"))
    site = cluster.Cluster(
        home, home / "s", postgres.suitable(), accounts.server_account(), throwaway=True
    )
    cluster.create(site)
    for lock in (site.data / "postmaster.pid", site.sockets / ".s.PGSQL.5432.lock"):
        lock.write_text(f"{os.getpid()}\n{site.data}\n0\n5432\n")
    server = cluster.start(site)
    cluster.stop(server)
    assert server.returncode == 0
    shutil.rmtree(home)


def test_a_deep_path_gets_a_short_socket_directory(tmp_path):
    deep = tmp_path / ("x" * 100)
    sockets = private._sockets(deep, accounts.server_account())
    assert len(os.fsencode(sockets)) <= cluster.LONGEST_SOCKET_DIRECTORY


@pytest.mark.parametrize("name", ["a b", "小巷", "a,b", "a'b"])
def test_a_path_that_postgres_would_misread_gets_a_plain_socket_directory(name):
    sockets = private._sockets(Path("/srv") / name, accounts.server_account())
    assert private._PLAIN.fullmatch(str(sockets))


def test_a_missing_version_of_postgres_is_named_with_its_packages():
    with pytest.raises(HouseError, match="postgresql-99-postgis-3-scripts"):
        postgres.suitable(99)


def test_the_two_roles_of_the_product_may_connect_and_are_no_superusers():
    with throwaway.test_cluster() as environment:
        for name in ("TEST_OWNER_DATABASE_URL", "TEST_WEB_DATABASE_URL"):
            engine = sqlalchemy.create_engine(environment[name])
            with engine.connect() as link:
                sql = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
                assert link.scalar(sqlalchemy.text(sql)) is False
            engine.dispose()


def test_the_throwaway_server_is_gone_after_the_command_and_passes_its_status_on():
    command = [sys.executable, "bin/with_test_cluster.py", "sh", "-c"]
    script = 'echo "$TEST_DATABASE_URL"; exit 7'
    said = subprocess.run([*command, script], cwd=ROOT, text=True, capture_output=True, check=False)
    home = Path(said.stdout.strip().partition("host=")[2]).parent
    assert said.returncode == 7
    assert home.name.startswith(throwaway.PREFIX)
    assert not home.exists()


def test_what_a_killed_test_run_left_is_swept_away(tmp_path):
    old = tmp_path / f"{throwaway.PREFIX}999999999-abc"
    old.mkdir()
    accounts.server_account().own(old, 0o700)
    throwaway.sweep(tmp_path)
    assert not old.exists()


def test_a_test_run_that_is_alive_is_not_swept_away(tmp_path):
    live = tmp_path / f"{throwaway.PREFIX}{os.getpid()}-abc"
    live.mkdir()
    accounts.server_account().own(live, 0o700)
    throwaway.sweep(tmp_path)
    assert live.exists()
