"""Made-up communities whose truth is known."""

import numpy as np
from numpy.typing import NDArray

LANES = 60
EVEN = np.full(LANES, 10.0)
FIVE_TO_ONE = np.where(np.arange(LANES) % 2 == 0, 50.0, 10.0)


def blocks(across: int = 10, down: int = 6) -> NDArray[np.int64]:
    """Pairs of neighbours of lanes that lie like the squares of a board."""
    at = np.arange(across * down).reshape(down, across)
    beside = np.stack((at[:, :-1].ravel(), at[:, 1:].ravel()), axis=1)
    below = np.stack((at[:-1].ravel(), at[1:].ravel()), axis=1)
    return np.vstack((beside, below))
