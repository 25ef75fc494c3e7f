"""Compiling with numba, the result kept on disk where there is a place to keep it.

Loading numba takes half a second, so modules that compile are loaded by those that need them when
they first do. The first call compiles, unless an earlier process has kept the result beside the
source or in the user's cache. What is compiled calls only functions of its own file: a change of
another file would not renew what is kept.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")

_LOOSE = {"contract", "reassoc", "nsz"}


def njit(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function compiled when it is first called; it reckons as Python would."""
    return _kept(function, fastmath=False)


def njit_loose(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function compiled when it is first called, for sums where speed counts.

    Sums may be taken in any order, several at once; NaN and infinity stay what they are.
    """
    return _kept(function, fastmath=_LOOSE)


def njit_lean(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function compiled when it is first called, that makes no arrays of its own.

    Arrays are then not counted as they are handed from function to function; where many are
    handed on for little work each time, the counting takes three quarters of the time.
    """
    return _kept(function, _nrt=False)


def _kept(function: Callable[P, R], **options: object) -> Callable[P, R]:
    make = cast("Callable[..., Callable[[Callable[P, R]], Callable[P, R]]]", numba.njit)
    try:
        return make(cache=True, **options)(function)
    except RuntimeError:  # neither the directory nor the user's cache can be written to
        return make(**options)(function)
