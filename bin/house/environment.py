"""The virtual environment, the message catalogues and the browser's files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from house import stamps
from house.checkout import HOME, VENV, venv_python
from house.errors import HouseError

VENDOR = HOME / "static" / "vendor"
SERVED = {
    "leaflet/leaflet-src.esm.js": "leaflet/dist/leaflet-src.esm.js",
    "leaflet/leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet/leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet/images": "leaflet/dist/images",
    "idb/index.js": "idb/build/index.js",
}
RUN_LOCKS = ("requirements.txt",)
TEST_LOCKS = ("requirements.txt", "requirements-dev.txt")
BENCH_LOCKS = (*TEST_LOCKS, "requirements-bench.txt")


def make_venv(locks: tuple[str, ...]) -> None:
    """Make the virtual environment and install locks into it, unless that is done already.

    A `.venv` that is a link is somebody else's and is left alone. One that has moved with its
    checkout, or whose Python is gone, is made anew: its programs name their place.

    Raises:
        HouseError: If venv or pip fails.
    """
    if VENV.is_symlink():
        return
    base = f"{HOME}\n{sys.version}"
    place = VENV / ".made"
    if not stamps.is_done(place, stamps.digest(also=base)):
        shutil.rmtree(VENV, ignore_errors=True)
        print("Making the virtual environment .venv", flush=True)
        _run([sys.executable, "-m", "venv", str(VENV)], "Python could not make .venv")
        stamps.done(place, stamps.digest(also=base))
    for lock in locks:
        _install(HOME / lock)


def _install(lock: Path) -> None:
    stamp = VENV / f".installed-{lock.stem}"
    value = stamps.digest(lock)
    if stamps.is_done(stamp, value):
        return
    print(f"Installing {lock.name}", flush=True)
    pip = [venv_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "-r", str(lock)], f"pip could not install {lock.name}")
    stamps.done(stamp, value)


def fetch_browser_files(*, tests: bool) -> None:
    """Fetch the browser packages and copy the files that are served into static/vendor/.

    Raises:
        HouseError: If npm fails.
    """
    lock = HOME / "package-lock.json"
    stamp = HOME / "node_modules" / ".stamp"
    values = [stamps.digest(lock, also=kind) for kind in ("tests", "run")]
    if not any(stamps.is_done(stamp, value) for value in values[: 1 if tests else 2]):
        print("Fetching the browser files", flush=True)
        omit = [] if tests else ["--omit=dev", "--omit=optional"]
        _run(["npm", "ci", "--ignore-scripts", "--no-progress", *omit], "npm failed")
        copy_served()
        stamps.done(stamp, values[0 if tests else 1])
    if not all((VENDOR / name).exists() for name in SERVED):
        copy_served()


def copy_served() -> None:
    """Copy the files that are served, and no others, from node_modules to static/vendor/."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in SERVED.items():
        origin, copy = HOME / "node_modules" / source, VENDOR / target
        copy.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if origin.is_dir() else shutil.copy)(origin, copy)


def compile_catalogues(python: str) -> None:
    """Compile, by a Python that has Babel, the message catalogues that have changed.

    Raises:
        HouseError: If a catalogue has an error.
    """
    for catalogue in (HOME / "app" / "translations").glob("*/LC_MESSAGES/*.po"):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            tool = [python, "-m", "babel.messages.frontend", "compile"]
            command = [*tool, "-i", str(catalogue), "-o", str(compiled)]
            command += ["-l", catalogue.parent.parent.name]
            _run(command, f"{catalogue} has an error", quiet=True)


def compile_kernels(python: str) -> None:
    """Compile geo/'s kernels once for every process that will use them.

    Raises:
        HouseError: If one does not compile.
    """
    stamp = HOME / "geo" / "__pycache__" / ".compiled"
    value = stamps.digest(*sorted((HOME / "geo").rglob("*.py")), also=sys.version)
    if stamps.is_done(stamp, value):
        return
    print("Compiling the kernels", flush=True)
    stamp.parent.mkdir(exist_ok=True)
    _run([python, "-m", "geo.warming"], "The kernels do not compile")
    stamps.done(stamp, value)


def _run(command: list[str], complaint: str, *, quiet: bool = False) -> None:
    """Run a command in the checkout, its input closed; show what it says, or only when it fails."""
    done = subprocess.run(
        command,
        cwd=HOME,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        stdin=subprocess.DEVNULL,
        capture_output=quiet,
        check=False,
    )
    if done.returncode != 0:
        detail = ":\n" + done.stderr.decode("utf-8", "replace") if quiet else " (see above)."
        raise HouseError(complaint + detail)
