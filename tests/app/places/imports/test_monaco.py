"""A real town goes in, and a pin in one of its streets finds it."""

import pytest
from geoalchemy2 import Geography
from sqlalchemy import cast, func, select

from app.db import session
from app.people.areas import community_by_code
from app.places.imports.importing import ImportRequest, NewCommunity, import_file
from app.places.models import Lane

RUE_GRIMALDI = "SRID=4326;POINT(7.41910 43.73495)"


@pytest.fixture
def monaco(ctx, shared_data):
    """Import Monaco and give its community."""
    packed = shared_data / "networks" / "monaco.osm.gz"
    found = NewCommunity("摩纳哥", "Europe/Monaco")
    import_file(ImportRequest(packed, "monaco", found=found))
    return community_by_code(session(), "monaco")


def test_all_of_monaco_goes_in(monaco):
    count, metres = session().execute(select(func.count(), func.sum(Lane.length_m))).one()
    assert (count, metres) == (860, pytest.approx(82_424.93, abs=0.01))


def test_the_nearest_lane_of_a_pin_is_its_street(monaco):
    here = cast(RUE_GRIMALDI, Geography)
    nearest = (
        select(Lane.name_en)
        .where(Lane.community_id == monaco.id)
        .order_by(func.ST_Distance(cast(Lane.geom, Geography), here))
    )
    assert session().scalar(nearest.limit(1)) == "Rue Grimaldi"
