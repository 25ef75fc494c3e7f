"""What a team takes along: one page, numbered as its map is, whatever the language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from shapely import LineString, Point
from sqlalchemy import insert, select

from app import LaneSteward
from app.config import LANGUAGES
from app.db import transaction
from app.pdf import OwnStyles
from app.people.areas import community
from app.planning.minimap import Frame, Stretch, drawing
from app.planning.models import PatrolPlan, WalkLeg
from app.planning.sheets import HIGH_MM, LOW_MM, fitted
from tests.app.planning.conftest import DAY
from tests.cast import Cast, Player, add_lane
from tests.pages import pdf_pages

Browser = Callable[[Player], FlaskClient]
EAST = LineString([(0, 0), (200, 0)])
START = Point(0, 0)


def test_an_arrow_points_the_way_that_is_walked() -> None:
    there = drawing([], [Stretch(EAST, serves=True)], START, ratio=1.0, width=400)
    back = drawing([], [Stretch(EAST.reverse(), serves=True)], START, ratio=1.0, width=400)
    assert "rotate(0)" in there
    assert "rotate(180)" in back


def test_what_is_only_walked_over_is_dashed() -> None:
    assert 'stroke-dasharray="5 4"' in drawing(
        [], [Stretch(EAST, serves=False)], START, ratio=1.0, width=400
    )


def test_a_place_is_numbered_once() -> None:
    twice = [Stretch(EAST, serves=True, number=1), Stretch(EAST, serves=True, number=1)]
    assert drawing([], twice, START, ratio=1.0, width=400).count("<circle") == 1


def test_lanes_out_of_sight_are_not_drawn() -> None:
    far = LineString([(9000, 9000), (9100, 9000)])
    drawn = drawing([EAST, far], [Stretch(EAST, serves=True)], START, ratio=1.0, width=400)
    assert drawn.count('class="ground"') == 1


def test_north_is_up() -> None:
    frame = Frame.round_about([Point(0, 0), Point(0, 500)], 1.0, 400)
    assert frame.at(0, 500)[1] < frame.at(0, 0)[1]


def test_one_place_alone_can_be_drawn() -> None:
    assert "<svg" in drawing([], [Stretch(START, serves=True, number=1)], START, ratio=2.0, width=9)


@pytest.mark.parametrize("places", [0, 1, 8, 14, 18, 40])
def test_the_map_takes_what_the_rows_leave(app: LaneSteward, places: int) -> None:
    with app.test_request_context():
        fit, map_mm = fitted(places)
    assert LOW_MM <= map_mm <= HIGH_MM
    assert fit == ("usual" if places <= 14 else "tight")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_walk_of_fourteen_places_fits_one_page(
    app: LaneSteward, planned: Cast, pema: FlaskClient, language: str
) -> None:
    with app.app_context(), transaction() as own:
        here = community(own, planned.community_id)
        plan = own.scalars(select(PatrolPlan)).one()
        leg = own.scalars(select(WalkLeg).where(WalkLeg.number == 0)).one()
        for i in range(11):
            line = [(0, 1e-4 * i), (0.001, 1e-4 * i)]
            lane = add_lane(own, here, f"BL-{i:03}", line, f"很长的巷子名字第{i}号")
            values = {"lane_id": lane, "serves": True, "begins_min": 1.0, "minutes": 4.0}
            of = {"community_id": here.id, "plan_id": plan.id, "team_id": planned.team_id}
            own.execute(
                insert(WalkLeg).values(**of, **values, number=10 + i, metres=97.0, geom=leg.geom)
            )
    answer = pema.get(f"/api/v1/plans/{DAY}.pdf?team={planned.team_id}&lang={language}")
    assert pdf_pages(answer.data) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/static/css/sheets.css",
        "file:///etc/passwd",
        "https://sheet.invalid/static/css/../../app/config.py",
        "https://sheet.invalid/static/js/pages/plan.js",
    ],
)
def test_a_pdf_fetches_nothing_but_our_style_sheets(url: str) -> None:
    with pytest.raises(ValueError, match="is not fetched"):
        OwnStyles().fetch(url)


def test_a_pdf_may_read_the_sheets_style() -> None:
    assert b"@page" in OwnStyles().fetch("https://sheet.invalid/static/css/sheets.css").read()
