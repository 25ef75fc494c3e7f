"""Processes of an earlier run: recognised by number and start, never by name."""

import os
import signal
import subprocess
import sys

import pytest
from house import children
from house.errors import HouseError
from house.register import Register, lock


@pytest.fixture
def sleeper():
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def test_what_an_earlier_run_left_is_ended(tmp_path, sleeper):
    Register(tmp_path / "p", tmp_path).add("web", sleeper.pid)
    assert Register(tmp_path / "p", tmp_path).end_leftovers(5) == ["web"]
    assert sleeper.wait(5) == -signal.SIGTERM


def test_another_process_with_the_same_number_is_left_alone(tmp_path, sleeper):
    Register(tmp_path / "p", tmp_path)
    (tmp_path / "p" / "web").write_text(f"{sleeper.pid} another-boot:12345\n")
    assert Register(tmp_path / "p", tmp_path).end_leftovers(5) == []
    assert sleeper.poll() is None


def test_the_orphans_of_a_killed_service_are_ended_too(tmp_path):
    script = "sleep 60 & echo $!; wait"
    where = {"cwd": tmp_path, "start_new_session": True, "stdout": subprocess.PIPE}
    with subprocess.Popen(["sh", "-c", script], **where) as service:
        Register(tmp_path / "p", tmp_path).add("web", service.pid)
        orphan = int(service.stdout.readline())
        service.kill()
    assert Register(tmp_path / "p", tmp_path).end_leftovers(5) == ["web"]
    assert not children.is_alive(orphan)


def test_a_note_that_a_full_disk_cut_short_ends_nobody(tmp_path):
    Register(tmp_path / "p", tmp_path)
    (tmp_path / "p" / "web").write_text("")
    assert Register(tmp_path / "p", tmp_path).end_leftovers(5) == []


def test_a_process_that_does_not_listen_is_killed():
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        children.end(process.pid, signal.SIGTERM, 0.3)
        assert process.wait(5) == -signal.SIGKILL


def test_a_zombie_does_not_count_as_alive():
    with subprocess.Popen(["true"]) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert not children.is_alive(process.pid)


def test_a_child_ends_with_its_parent():
    parent = (
        "import subprocess, signal, sys; sys.path.insert(0, 'bin')\n"
        "from house.children import end_with_parent\n"
        "p = subprocess.Popen(['sleep', '60'], preexec_fn=end_with_parent(signal.SIGTERM))\n"
        "print(p.pid, flush=True); p.wait()"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE) as process:
        child = int(process.stdout.readline())
        process.kill()
    assert children.wait_for_end(child, 5)


def test_only_one_run_holds_the_lock(tmp_path, monkeypatch):
    monkeypatch.setattr("house.register.LOCK_SECONDS", 0.1)
    with lock(tmp_path / "lock"), pytest.raises(HouseError, match=f"as process {os.getpid()}"):
        lock(tmp_path / "lock")
