"""Numba's compiler with types, kept on disk where there is a place to keep it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def njit(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function compiled; the first call compiles, unless an earlier process kept it.

    Args:
        function: Written in what numba understands; it calls only such functions of its own
            file, since a change of another file would not renew what is kept.
    """
    try:
        return cast("Callable[P, R]", numba.njit(cache=True)(function))
    except RuntimeError:  # neither this directory nor the user's cache can be written to
        return cast("Callable[P, R]", numba.njit(function))
