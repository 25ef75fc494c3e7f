"""Set up what a target of the Makefile needs, then become it: `bin/setup.py TARGET [ARGUMENT...]`.

Runs under the system's Python, before .venv exists; started by bin/bootstrap.sh.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

from house import environment, packages
from house.checkout import HOME, venv_python
from house.errors import HouseError


@dataclass(frozen=True)
class Target:
    """What a target needs, and the command that follows in .venv (none: set-up was all).

    `whole` is added to the command where nothing else is asked of it.
    """

    locks: tuple[str, ...]
    tests: bool
    command: tuple[str, ...]
    whole: tuple[str, ...] = ()


_TESTS = (environment.TEST_LOCKS, True)
_PYTEST = ("-m", "pytest")
# The whole suite runs in one process more than there are cores, since who drives a browser mostly
# waits; each has a server of its own.
_EVERYTHING = (f"--numprocesses={(os.cpu_count() or 1) + 1}", "--dist=loadfile")
_BENCH = ("bin/with_test_cluster.py", "--durable", "python", "-m", "benchmarks")
TARGETS = {
    "setup": Target(environment.RUN_LOCKS, tests=False, command=()),
    "setup-tests": Target(environment.TEST_LOCKS, tests=True, command=()),
    "run": Target(environment.RUN_LOCKS, tests=False, command=("bin/run.py",)),
    "test": Target(*_TESTS, (*_PYTEST, "-m", "not matrix"), _EVERYTHING),
    "test-all": Target(*_TESTS, (*_PYTEST, "-m", "matrix"), _EVERYTHING),
    "check": Target(environment.TEST_LOCKS, tests=True, command=("bin/check.py",)),
    "words": Target(environment.RUN_LOCKS, tests=False, command=("bin/words.py",)),
    "bench": Target(environment.BENCH_LOCKS, tests=True, command=_BENCH),
    "lock": Target(environment.TEST_LOCKS, tests=True, command=("bin/lock.py",)),
}


def main(arguments: list[str]) -> int:
    """Set up for a target and replace this process with its command."""
    if not arguments or arguments[0] not in TARGETS:
        print(__doc__, "Targets:", ", ".join(TARGETS), file=sys.stderr)
        return 2
    target = TARGETS[arguments[0]]
    try:
        prepare(target)
    except HouseError as error:
        print(error, file=sys.stderr)
        return 1
    if target.command:
        os.chdir(HOME)
        # What starts is many processes, each of which would compile the same files again.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        found = packages.browser()
        if target.tests and found:
            os.environ.setdefault("CHROMIUM_PATH", found)
        python = venv_python()
        rest = arguments[1:] or target.whole
        os.execv(python, [python, *target.command, *rest])  # noqa: S606 -- no shell meant
    return 0


def prepare(target: Target) -> None:
    """Install and make what is missing; a second time this takes a fraction of a second.

    Raises:
        HouseError: With what to do, where something cannot be had.
    """
    server = target.tests or "DATABASE_URL" not in os.environ
    packages.install(packages.missing(tests=target.tests, server=server))
    environment.make_venv(target.locks)
    environment.fetch_browser_files(tests=target.tests)
    environment.compile_catalogues(venv_python())
    if target.tests:
        environment.compile_kernels(venv_python())
    if target.tests and packages.browser() is None:
        _fetch_chromium()


def _fetch_chromium() -> None:
    """Let Playwright fetch its Chromium, where the release has it only as a snap (Ubuntu)."""
    tool = [venv_python(), "-m", "playwright", "install", "chromium"]
    if subprocess.run([*tool, "--dry-run"], capture_output=True, check=False).returncode == 0:
        done = subprocess.run([*tool, "--with-deps"], stdin=subprocess.DEVNULL, check=False)
        if done.returncode == 0:
            return
    message = "There is no Chromium for the tests: install one as `chromium` in the path."
    raise HouseError(message)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
