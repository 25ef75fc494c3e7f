"""Founding a community: what it works with from its first day."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app import LaneSteward
from app.db import session, transaction
from app.errors import Conflict, InvalidInput
from app.people.area_models import AdminArea
from app.places.communities import ensure_definitions, found_community
from app.places.definitions import Category, CommunityCategory, CommunityDepartment


def found(code: str = "new", zone: str = "Asia/Shanghai") -> AdminArea:
    with transaction() as own:
        return found_community(own, code=code, name_zh="新", time_zone=zone, utm_srid=32646)


def test_a_new_community_uses_the_fourteen_categories_of_the_domain(ctx: LaneSteward) -> None:
    area = found()
    used = select(func.count()).where(CommunityCategory.community_id == area.id)
    assert session().scalar(used) == 14


def test_further_national_matters_are_defined_but_not_in_use(ctx: LaneSteward) -> None:
    found()
    assert session().get_one(Category, "fire_lane_blocked").national_code == "09012"
    assert session().scalar(select(CommunityCategory).filter_by(code="fire_lane_blocked")) is None


def test_every_default_department_is_one_the_community_works_with(ctx: LaneSteward) -> None:
    found()
    known = set(session().scalars(select(CommunityDepartment.code)))
    asked = set(session().scalars(select(CommunityCategory.department_code).distinct()))
    assert asked - {None} <= known


def test_a_definition_that_was_corrected_stays_corrected(ctx: LaneSteward) -> None:
    found()
    with transaction() as own:
        own.get_one(Category, "masks").name_en = "Masks"
        own.flush()
        ensure_definitions(own)
    session().expire_all()
    assert session().get_one(Category, "masks").name_en == "Masks"


def test_a_code_is_taken_once(ctx: LaneSteward) -> None:
    found()
    with pytest.raises(Conflict):
        found()


@pytest.mark.parametrize("zone", ["Nowhere/Here", "", "../etc/passwd", "Asia"])
def test_a_community_needs_a_time_zone(ctx: LaneSteward, zone: str) -> None:
    with pytest.raises(InvalidInput):
        found(zone=zone)
