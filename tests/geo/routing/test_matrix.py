"""Shortest walking times between the nodes that matter."""

from __future__ import annotations

import numpy as np
import pytest

from geo.routing import matrix
from geo.routing.matrix import ways_between
from geo.routing.plan import Edge


def ring(count: int) -> tuple[Edge, ...]:
    """Return a ring of one-minute edges."""
    return tuple(Edge(i, (i + 1) % count, 60.0, 1.0) for i in range(count))


def test_times_are_the_shortest_either_way() -> None:
    ways = ways_between(6, ring(6), [4, 0, 0, 1])
    assert ways.nodes.tolist() == [0, 1, 4]
    assert ways.minutes.tolist() == [[0.0, 1.0, 2.0], [1.0, 0.0, 3.0], [2.0, 3.0, 0.0]]
    assert ways.edges(4, 0) == [(4, True), (5, True)]
    assert ways.edges(0, 4) == [(5, False), (4, False)]


def test_of_parallel_edges_the_quickest_counts() -> None:
    ways = ways_between(2, (Edge(0, 1, 90.0, 3.0), Edge(1, 0, 90.0, 2.0)), [0, 1])
    assert ways.minutes[0, 1] == 2.0
    assert ways.edges(0, 1) == [(1, False)]


def test_where_no_way_leads_is_infinitely_far() -> None:
    assert ways_between(3, (Edge(0, 1, 60.0, 1.0),), [0, 2]).minutes[0, 1] == np.inf


def test_a_loop_and_no_nodes_are_no_trouble() -> None:
    assert ways_between(1, (Edge(0, 0, 60.0, 1.0),), [0]).minutes.tolist() == [[0.0]]
    assert ways_between(1, (), []).minutes.shape == (0, 0)


def test_many_nodes_are_worked_out_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ways_between(40, ring(40), range(40)).minutes
    monkeypatch.setattr(matrix, "AT_ONCE", 7)
    parts = ways_between(40, ring(40), range(1, 40)).minutes
    assert np.array_equal(parts, whole[1:, 1:])


def test_the_ways_of_a_day_are_found_once() -> None:
    first = ways_between(5, ring(5), [0, 2])
    assert ways_between(5, ring(5), [2, 0]) is first
    assert ways_between(5, ring(5), [0, 3]) is not first
