"""System packages: which are missing, and how to get them on Debian and Ubuntu."""

from __future__ import annotations

import ctypes.util
import os
import re
import shutil
import subprocess
from pathlib import Path

from house import postgres
from house.errors import HouseError

OLDEST_NODE = 18
PANGO = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
FONTS = {"zh-cn": "fonts-noto-cjk", "bo": "fonts-noto-core"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def missing(*, tests: bool, server: bool = True) -> list[str]:
    """Return the Debian packages to install: those of the program, and those of its tests.

    Args:
        tests: Whether tests are to run: a browser and fonts for it.
        server: Whether a PostgreSQL of our own is to run.
    """
    names = _node() + [name for library, name in PANGO.items() if not _has_library(library)]
    if server and not any(one.has_postgis for one in postgres.installations()):
        names += _postgres()
    if tests or names or os.geteuid() == 0:  # a PDF needs letters; alone they ask nobody for sudo
        names += _fonts()
    if tests and not (browser() or _is_ubuntu()):
        names.append("chromium")
    return names


def install(names: list[str]) -> None:
    """Install packages, as root or through sudo, after one `apt-get update`.

    Raises:
        HouseError: Where there is no apt-get or no way to become root, or if apt-get fails.
    """
    if not names:
        return
    listed = " ".join(names)
    if shutil.which("apt-get") is None:
        message = f"This is no Debian or Ubuntu. Install {listed}; or run: docker compose up"
        raise HouseError(message)
    root = _root_prefix(listed)
    print(f"Installing system packages: {listed}", flush=True)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, check=False)
    done = subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *names],
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        message = f"apt-get could not install: {listed} (see above)."
        raise HouseError(message)


def browser() -> str | None:
    """Return the path of a Chromium that tests can drive, or None."""
    for name in BROWSERS:
        path = shutil.which(name)
        if path and not _is_snap(path):
            return path
    return None


def _is_snap(path: str) -> bool:
    """Tell whether a program is Ubuntu's wrapper round a snap, which needs a running snapd."""
    with Path(path).open("rb") as file:
        return b"snap" in file.read(4096) and not Path("/snap/bin/chromium").exists()


def _is_ubuntu() -> bool:
    return "ID=ubuntu" in Path("/etc/os-release").read_text(encoding="utf-8").splitlines()


def _root_prefix(listed: str) -> list[str]:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        message = f"Missing system packages: {listed}. Install them as root, or install sudo."
        raise HouseError(message)
    return ["sudo"]


def _node() -> list[str]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        said = subprocess.run([node, "--version"], text=True, capture_output=True, check=False)
        version = re.match(r"v(\d+)", said.stdout)
        if version and int(version[1]) >= OLDEST_NODE:
            return []
    return ["nodejs", "npm"]


def _has_library(name: str) -> bool:
    """Tell whether a shared library is there, even where ldconfig is not in the path."""
    return ctypes.util.find_library(name) is not None or any(
        Path("/usr/lib").glob(f"*-linux-gnu*/lib{name}.so.*")
    )


def _postgres() -> list[str]:
    """Name the packages of the PostgreSQL that is there without PostGIS, or of the release's."""
    known = postgres.installations()
    number = known[0].version if known else _release_version()
    return [f"postgresql-{number}{suffix}" for suffix in ("", "-postgis-3", "-postgis-3-scripts")]


def _release_version() -> int:
    """Ask apt for the version that the package `postgresql` stands for."""
    for _ in range(2):
        said = subprocess.run(
            ["apt-cache", "depends", "postgresql"], text=True, capture_output=True, check=False
        )
        found = re.search(r"Depends: postgresql-(\d+)", said.stdout)
        if found:
            return int(found[1])
        subprocess.run([*_root_prefix("postgresql"), "apt-get", "-q", "update"], check=False)
    message = "apt knows no package postgresql: install PostgreSQL 15 or newer with PostGIS."
    raise HouseError(message)


def _fonts() -> list[str]:
    lister = shutil.which("fc-list")
    if lister is None:
        return ["fontconfig", *FONTS.values()]
    return [name for language, name in FONTS.items() if not _has_font(lister, language)]


def _has_font(lister: str, language: str) -> bool:
    said = subprocess.run([lister, f":lang={language}"], capture_output=True, check=False)
    return bool(said.stdout.strip())
