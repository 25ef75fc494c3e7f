"""What the register hears of an import."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.db import session, transaction
from app.people.areas import community
from app.people.register import By, changes_of
from app.places.claim_models import Claim
from app.places.claims import LIVE, Wish, give
from app.places.imports.load import load_places
from app.places.imports.rows import Names, PlaceKind, PlaceRow, no_progress
from app.places.models import Lane
from tests.app.places.imports.drawn import LANE

TODAY = date(2026, 4, 1)
NOW = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def load(cast, app):
    """Load lanes into the cast's community as its administrator, and end what they lack."""

    def run(*codes, end_missing=True):
        rows = [PlaceRow(PlaceKind.LANE, code, Names(zh="新名"), LANE, "row") for code in codes]
        with transaction() as s:
            place = community(s, cast.community_id)
            by = By(cast.admin.id, NOW)
            options = {"today": TODAY, "source": "town.gpkg", "end_missing": end_missing}
            return load_places(s, place, rows, no_progress, by=by, **options)

    with app.app_context():
        yield run


def heard(cast, lane):
    return changes_of(session(), cast.community_id, f"lane {cast.lanes[lane]}")


def test_a_changed_place_is_told_with_what_it_was(load, cast):
    load("L1")
    [change] = heard(cast, "long")
    assert (change.what, change.by, change.body["file"]) == ("changed", "Admin", "town.gpkg")
    assert (change.body["before"], change.body["after"]) == (
        {"name_zh": "长巷"},
        {"name_zh": "新名"},
    )
    assert change.body["redrawn"]


def test_an_ended_place_is_told(load, cast):
    load("L1")
    [change] = heard(cast, "far")
    assert (change.what, change.body["valid_to"]) == ("ended", "2026-04-01")


def test_the_claim_of_an_ended_place_ends_too(load, cast):
    with transaction() as s:
        lane = s.get_one(Lane, (cast.community_id, cast.lanes["far"]))
        give(s, Wish(cast.team_id, lane, date(2026, 1, 1)), By(cast.admin.id, NOW))
    load("L1")
    claim = session().scalars(select(Claim).where(Claim.lane_id == cast.lanes["far"])).one()
    assert (claim.state != LIVE, claim.valid_to) == (True, TODAY)


def test_a_place_that_stays_as_it_is_is_not_told(load, cast):
    load("L1", end_missing=False)
    before = len(heard(cast, "long"))
    load("L1", end_missing=False)
    assert len(heard(cast, "long")) == before
    assert heard(cast, "short") == []
