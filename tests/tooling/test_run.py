"""`make run`: what comes up, what a signal leaves, what a crash leaves."""

import os
import shutil
import signal
import socket
from pathlib import Path

import pytest

from tests.tooling.running import is_gone


def test_a_run_serves_and_leaves_nothing_behind_when_it_is_told_to_end(checkout, start):
    run = start(checkout).until_ready()
    assert run.pins("POST") == 1
    numbers = run.numbers()
    assert set(numbers) == {"postgres", "web", "worker"}
    assert run.stop() == 0
    assert all(is_gone(number) for number in numbers.values())


def test_a_taken_port_is_said_with_the_variable_that_changes_it(checkout, start):
    with socket.create_server(("127.0.0.1", 0)) as other:
        run = start(checkout, other.getsockname()[1])
        assert run.process.wait(60) == 1
        assert "is taken by another program" in run.said()
        assert "PORT=" in run.said()


@pytest.mark.matrix
def test_the_database_server_has_no_tcp_port(checkout, start):
    run = start(checkout).until_ready()
    lines = [line for kind in ("tcp", "tcp6") for line in net_lines(kind)]
    listening = {f"socket:[{line.split()[9]}]" for line in lines if " 0A " in line}
    files = Path(f"/proc/{run.numbers()['postgres']}/fd").iterdir()
    assert not listening & {str(file.readlink()) for file in files}


@pytest.mark.matrix
def test_without_a_terminal_it_says_how_to_make_the_first_administrator(checkout, start):
    run = start(checkout, DEMO="0").until_ready()
    assert "flask --app app admin first" in run.said()
    assert "demo loaded" not in run.said()


@pytest.mark.matrix
def test_a_run_killed_with_9_comes_back_with_its_data(checkout, start):
    run = start(checkout).until_ready()
    run.pins("POST")
    numbers = run.numbers()
    run.process.kill()
    assert start(checkout, run.port).until_ready().pins() == 1
    assert all(is_gone(number) for number in numbers.values())


@pytest.mark.matrix
def test_a_crash_of_everything_at_once_loses_nothing(checkout, start):
    run = start(checkout).until_ready()
    run.pins("POST")
    for number in [run.process.pid, *run.numbers().values()]:
        os.kill(number, signal.SIGKILL)
    assert start(checkout, run.port).until_ready().pins() == 1


@pytest.mark.matrix
def test_a_killed_make_takes_its_run_along_and_the_next_one_has_the_data(checkout, start):
    above = ["sh", "-c", 'MAKELEVEL=1 "$@"; exit $?', "make"]
    run = start(checkout, above=above).until_ready()
    run.pins("POST")
    run.process.kill()
    assert start(checkout, run.port).until_ready().pins() == 1


@pytest.mark.matrix
@pytest.mark.parametrize("name", ["postgres", "web", "worker"])
def test_a_service_that_is_killed_is_started_again(checkout, start, name):
    run = start(checkout).until_ready()
    run.pins("POST")
    before = run.numbers()[name]
    os.kill(before, signal.SIGKILL)
    assert is_gone(before)
    assert start_of(run, name, before) != before
    assert run.stop() == 0


@pytest.mark.matrix
def test_two_checkouts_run_side_by_side_with_their_own_data(make_checkout, start):
    one = start(make_checkout("one")).until_ready()
    two = start(make_checkout("two")).until_ready()
    one.pins("POST")
    assert (one.pins(), two.pins()) == (1, 0)


@pytest.mark.matrix
def test_a_checkout_that_is_moved_keeps_its_data(checkout, start):
    run = start(checkout).until_ready()
    run.pins("POST")
    run.stop()
    moved = checkout.rename(checkout.with_name("moved"))
    assert start(moved).until_ready().pins() == 1


@pytest.mark.matrix
def test_a_checkout_that_is_copied_gets_a_server_of_its_own(checkout, start):
    run = start(checkout).until_ready()
    copy = shutil.copytree(checkout, checkout.with_name("copy"), symlinks=True)
    shutil.rmtree(copy / "var" / "processes")
    other = start(copy).until_ready()
    other.pins("POST")
    assert run.pins() == 0


@pytest.mark.matrix
def test_a_second_run_of_one_checkout_says_that_it_runs_already(checkout, start):
    first = start(checkout).until_ready()
    second = start(checkout)
    assert second.process.wait(60) == 1
    assert f"runs already, as process {first.process.pid}" in second.said()


def net_lines(kind):
    return Path("/proc/net", kind).read_text().splitlines()


def start_of(run, name, before):
    """Return the number of a service once it is another one than before."""
    for _ in range(200):
        number = run.numbers().get(name, before)
        if number != before:
            return number
        signal.sigtimedwait([], 0.1)
    return before
