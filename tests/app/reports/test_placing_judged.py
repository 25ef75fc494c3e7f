"""Placing against a plain reading of the rule: every lane measured, none left out."""

from __future__ import annotations

import random
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import LaneSteward, clock
from app.db import session, transaction
from app.people.area_models import AdminArea
from app.reports.placing import Spot, placed
from tests.cast import EAST, NORTH, Cast, add_lane

EVERY_LANE = text("""
SELECT id, ST_Distance(
    geom::geography, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326)::geography) AS metres
FROM lane WHERE community_id = :community_id ORDER BY metres, id
""")


@pytest.fixture
def a_maze(ctx: LaneSteward, cast: Cast) -> random.Random:
    """Give chance itself, and a quarter of 80 crooked lanes within about 400 m."""
    chance = random.Random(20260401)
    with transaction() as orm:
        area = orm.get_one(AdminArea, cast.community_id)
        for number in range(80):
            x, y = chance.uniform(-0.002, 0.002), chance.uniform(-0.002, 0.002)
            steps = [(chance.gauss(0, 3e-4), chance.gauss(0, 3e-4)) for _ in range(3)]
            add_lane(orm, area, f"M{number}", [(x, y), *((x + dx, y + dy) for dx, dy in steps)])
    return chance


def by_the_rule(orm: Session, spot: Spot) -> tuple[int | None, list[int]]:
    """Return the lane and the candidates that the rule gives, all lanes measured."""
    slack = min(spot.accuracy_m or 0, 50)
    lanes: list[Any] = list(orm.execute(EVERY_LANE, vars(spot)))
    if lanes[0].metres > 60 + slack:
        return None, []
    near = [lane.id for lane in lanes if lane.metres <= lanes[0].metres + slack][:5]
    return lanes[0].id, near if len(near) > 1 else []


def test_the_index_finds_what_measuring_every_lane_finds(a_maze: random.Random, cast: Cast) -> None:
    for _ in range(200):
        lon, lat = EAST + a_maze.uniform(-0.004, 0.004), NORTH + a_maze.uniform(-0.004, 0.004)
        accuracy = a_maze.choice([1, 8, 20, 60])
        spot = Spot(cast.community_id, lon, lat, accuracy, None, clock.now())
        found = placed(session(), spot)
        if found.assigned_by != "courtyard":
            candidates = [lane["id"] for lane in found.candidates]
            assert (found.lane_id, candidates) == by_the_rule(session(), spot)
