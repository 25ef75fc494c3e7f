"""Heat as it travels: equal to a recount by hand, in its unit, at its place."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from shapely import Point

from app.hotspots import heat
from app.hotspots.queries import Cells
from geo.crs import metres_between, project
from tests.app.hotspots.records import cell_of
from tests.cast import EAST, NORTH

ZONE = 32646
BOX = (EAST, NORTH, EAST + 0.002, NORTH + 0.002)


def cells(*rows: tuple[int, int, int]) -> Cells:
    """Return counts by cell."""
    table = np.array(rows, np.int64).reshape(-1, 3)
    return Cells(table[:, :2], table[:, 2])


def numbers(document: dict[str, object]) -> np.ndarray:
    """Return the values of a document, rows from the south."""
    raw = np.frombuffer(base64.b64decode(str(document["values"])), "<u2")
    return raw.reshape(document["rows"], document["cols"]) * document["scale"]


def by_hand(counts: Cells, east: float, north: float, days: int) -> float:
    """Add up the hills of all reports at the centre of a cell, cell by cell."""
    total = norm = 0.0
    for step_x in range(-6, 7):
        for step_y in range(-6, 7):
            norm += max(0.0, 1 - (step_x**2 + step_y**2) / 36) ** 2
    for (cell_x, cell_y), count in zip(counts.indices, counts.reports, strict=True):
        far = (cell_x + 0.5 - east / 10) ** 2 + (cell_y + 0.5 - north / 10) ** 2
        total += count * max(0.0, 1 - far / 36) ** 2 / norm
    return total * 100 / (days / 30.4375)


@pytest.mark.parametrize("offset", [(0, 0), (3, 2), (5, -1), (9, 9)])
def test_heat_equals_a_recount_by_hand(offset: tuple[int, int]) -> None:
    x, y = cell_of(EAST + 0.001, NORTH + 0.001)
    counts = cells((x, y, 4), (x + 3, y + 1, 2), (x - 2, y + 5, 1))
    made = heat.surface(counts, BOX, ZONE, 30)
    east, north = (x + offset[0] + 0.5) * 10, (y + offset[1] + 0.5) * 10
    row = int(north // 10) - round(made.grid.origin_north / 10)
    col = int(east // 10) - round(made.grid.origin_east / 10)
    values = numbers(heat.document(made, ZONE))
    assert values[row, col] == pytest.approx(by_hand(counts, east, north, 30), abs=0.01)


def test_reports_beyond_the_box_are_told_apart() -> None:
    x, y = cell_of(EAST + 0.001, NORTH + 0.001)
    made = heat.surface(cells((x, y, 4), (x + 5000, y, 2)), BOX, ZONE, 30)
    assert (made.inside, made.outside) == (4, 2)


def test_the_corners_lie_where_the_grid_lies() -> None:
    made = heat.surface(cells(), BOX, ZONE, 30)
    south_west = heat.document(made, ZONE)["corners"][0]
    origin = project(Point(made.grid.origin_east, made.grid.origin_north), ZONE, 4326)
    assert metres_between(*south_west, origin.x, origin.y) < 0.02


def test_without_reports_the_grid_is_nought() -> None:
    document = heat.document(heat.surface(cells(), BOX, ZONE, 30), ZONE)
    assert document["max"] == 0.0
    assert not numbers(document).any()


def test_a_wide_box_gets_coarser_cells_and_still_travels_light() -> None:
    made = heat.surface(cells(), (EAST, NORTH, EAST + 0.1, NORTH + 0.1), ZONE, 30)
    document = heat.document(made, ZONE)
    assert document["cell_m"] > 10.0
    assert len(str(document["values"])) < 150_000


def test_a_coarser_cell_keeps_every_report() -> None:
    x, y = cell_of(EAST + 0.05, NORTH + 0.05)
    made = heat.surface(cells((x, y, 7)), (EAST, NORTH, EAST + 0.1, NORTH + 0.1), ZONE, 30)
    hectares = (made.grid.cell_m / 100) ** 2
    assert made.grid.values.sum() * hectares * 30 / 30.4375 == pytest.approx(7, rel=1e-4)


def test_a_box_as_wide_as_the_earth_has_no_heat() -> None:
    assert heat.surface(cells(), (85.0, -80.0, 95.0, 84.0), ZONE, 30) is None
