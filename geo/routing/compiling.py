"""How numeric kernels are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(kernel: Kernel) -> Kernel:
    """Return a kernel compiled, kept on disk where there is a place to keep it."""
    try:
        return cast("Kernel", numba.njit(cache=True)(kernel))
    except RuntimeError:  # neither this directory nor the user's cache can be written to
        return cast("Kernel", numba.njit(kernel))
