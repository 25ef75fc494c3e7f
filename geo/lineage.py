"""History over merges and splits: what a lane of today inherits from lanes that are no more.

The rule. What was counted on a lane that ended goes on to its successors by their shares; shares of
one lane that add up to less than 1 leave the rest behind, with the ground that is no lane any more.
A pass is not cut up like that: who walked the old lane walked every piece of it, so a piece has all
its passes. Where several lanes became one, the new lane was walked as often as its parts on the
average, each part counting by its length times the share that came over. Successors of successors
inherit in turn.
"""

from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.discount import checked
from geo.errors import NotAdjacency, ShapeMismatch, WeightOutOfRange

Floats = NDArray[np.float64]
Link = tuple[int, int, float]

_ROUNDING = 1e-9


def inherited(
    events: ArrayLike, passes: ArrayLike, lengths_m: ArrayLike, links: Sequence[Link]
) -> tuple[Floats, Floats]:
    """Return events and passes of every lane with those that it inherits.

    Args:
        events: Per lane and day, shape (n, days), >= 0; ended lanes are among the n.
        passes: The same.
        lengths_m: Shape (n,), > 0, ground metres.
        links: From lane, to lane (positions), share of the first that the second carries on, in
            (0, 1]; the shares of one lane add up to 1 at most.

    Returns:
        Events and passes, shape (n, days). Of ended lanes too, unchanged: leave them out by their
        validity. Events are neither lost nor made where the shares of each ended lane add up to 1.

    Raises:
        ShapeMismatch, WeightOutOfRange: The arrays do not belong together or hold no counts.
        NotAdjacency: A link names no lane, or lanes inherit from each other in a circle.
        WeightOutOfRange: A share is out of range, or a lane is given away more than whole.

    Source:
        Own choice; the test is that a lane cut in two has the rate per metre that it had.

    >>> inherited([[6], [2], [0]], [[10], [10], [0]], [50, 50, 100], [(0, 2, 1), (1, 2, 1)])[0][2]
    array([8.])
    """
    found, walked, lengths = checked(events).copy(), checked(passes).copy(), checked(lengths_m)
    if found.ndim != 2 or found.shape != walked.shape or lengths.shape != found.shape[:1]:  # noqa: PLR2004
        message = f"Events {found.shape}, passes {walked.shape}, lengths {lengths.shape} differ"
        raise ShapeMismatch(message)
    _require_shares(links, lengths.size)
    for heir in _oldest_first(links):
        came = [(source, share) for source, target, share in links if target == heir]
        if came:
            sources, shares = [source for source, _ in came], np.array([part for _, part in came])
            ground = shares * lengths[sources]
            found[heir] += shares @ found[sources]
            walked[heir] += ground @ walked[sources] / ground.sum()
    return found, walked


def _require_shares(links: Sequence[Link], n: int) -> None:
    """Refuse links to nowhere and lanes given away more than whole."""
    given = np.zeros(n)
    for source, target, share in links:
        if not (0 <= source < n and 0 <= target < n and source != target):
            message = f"A lane's history cannot go from {source} to {target} of {n} lanes"
            raise NotAdjacency(message)
        if not 0.0 < share <= 1.0:
            message = f"A share is above 0 and 1 at most, not {share}"
            raise WeightOutOfRange(message)
        given[source] += share
    if (given > 1.0 + _ROUNDING).any():
        message = "A lane's successors carry on more than the whole of it"
        raise WeightOutOfRange(message)


def _oldest_first(links: Sequence[Link]) -> list[int]:
    """Return the lanes of the links, none before those that it inherits from."""
    order: TopologicalSorter[int] = TopologicalSorter()
    for source, target, _ in links:
        order.add(target, source)
    try:
        return list(order.static_order())
    except CycleError as error:
        message = "Lanes inherit from each other in a circle"
        raise NotAdjacency(message) from error
