"""The maps that pages show, by name: each is built once per process and found again by its digest.

A map's script and style depend on nothing but the code, so every worker builds the same bytes and
can answer for an address that another worker wrote into a page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from app.maps.base import LaneMap, MapShell, shell_of

_builders: dict[str, Callable[[], LaneMap]] = {}


def register(name: str, build: Callable[[], LaneMap]) -> None:
    """Say how a map is built; a feature does so once, when it is imported."""
    _builders[name] = build


@cache
def shell(name: str) -> MapShell:
    """Return the shell of a registered map.

    Raises:
        KeyError: Nobody registered that name.
    """
    return shell_of(_builders[name]())


def script_with(digest: str) -> str | None:
    """Return the script with that SHA-256, or None."""
    return next((s.script for s in map(shell, _builders) if s.script_digest == digest), None)


def style_with(digest: str) -> str | None:
    """Return the style with that SHA-256, or None."""
    return next((s.style for s in map(shell, _builders) if s.style_digest == digest), None)
