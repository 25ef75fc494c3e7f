"""The peer that heat is compared with draws the same surface, so that the comparison is fair."""

import numpy as np
import pytest

from benchmarks import heat
from geo.heat import heat_from_points


def test_heat_lies_within_a_thousandth_of_the_exact_sum() -> None:
    assert heat.worst_error(heat.town(20_000)) < heat.MOST_ERROR


def test_the_peer_smooths_as_many_reports_over_as_much_ground() -> None:
    points = heat.town(5_000)
    ours = heat_from_points(points, np.ones(5_000), heat.EXTENT, heat.MONTH).values.sum()
    cells_in_a_hectare = 100
    assert ours / cells_in_a_hectare == pytest.approx(heat.peer(points).sum(), rel=1e-3)
