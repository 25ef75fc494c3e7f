"""The demo in the database: the same figures in SQL, tallies that equal a recount, once only."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from geoalchemy2.functions import ST_X, ST_Y
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app import LaneSteward, clock
from app.cases import history
from app.chain import breaches
from app.current import config
from app.db import db
from app.demo.accounts import PASSWORD
from app.demo.cli import demo_group
from app.policy import Role
from app.reports import events
from app.reports.models import Report
from app.reports.photos_store import path_of
from app.reports.placing import Spot, placed
from tests.cast import DEMO_NOW as NOW
from tests.rows import empty

MONTH = {"first": date(2026, 4, 1), "last": date(2026, 4, 30)}
ACCOUNTS = {
    "steward": Role.STEWARD,
    "representative": Role.REPRESENTATIVE,
    "supervisor": Role.SUPERVISOR,
    "committee": Role.COMMITTEE,
    "department": Role.DEPARTMENT,
    "inspector": Role.INSPECTOR,
    "admin": Role.ADMINISTRATOR,
}


@pytest.fixture(scope="module")
def loaded(
    app: LaneSteward, superuser: Engine, stage_demo: Callable[[], None]
) -> Iterator[Session]:
    """Give a session on the loaded demo; loaded once for all tests of this file."""
    stage_demo()
    with app.app_context():
        yield db.session()
        db.session.remove()
    empty(app, superuser)


def rows(session: Session, statement: str, **values: object) -> list[Any]:
    return list(session.execute(text(statement), values))


def run(app: LaneSteward, *arguments: str) -> tuple[int, str]:
    with clock.frozen(NOW):
        result = app.test_cli_runner().invoke(demo_group, list(arguments))
    return result.exit_code, result.output


def test_aprils_pieces_in_the_database_are_the_bulletins(loaded: Session) -> None:
    sums = rows(
        loaded,
        "SELECT category_code, sum(count) FROM report"
        " WHERE local_day BETWEEN :first AND :last AND handling IS NOT NULL GROUP BY 1",
        **MONTH,
    )
    wanted = {"illegal_parking": 370, "ebike_disorder": 391, "shopfront": 16}
    wanted |= {"sticker_ads": 5, "corridor_clutter": 102, "masks": 65}
    assert {code: many for code, many in sums if code in wanted} == wanted


def test_aprils_hours_in_the_database_are_the_bulletins(loaded: Session) -> None:
    hours = rows(
        loaded,
        "SELECT sum(extract(epoch FROM ended_at - started_at)) / 3600 FROM patrol"
        " WHERE (started_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN :first AND :last",
        **MONTH,
    )
    assert float(hours[0][0]) == 63.5


def test_aprils_four_cases_are_closed(loaded: Session) -> None:
    cases = rows(
        loaded,
        'SELECT category_code, state FROM "case" JOIN report ON report.id = report_id'
        " WHERE local_day BETWEEN :first AND :last ORDER BY 1",
        **MONTH,
    )
    codes = ["drain_blocked", "road_damage", "road_damage", "street_lamp"]
    assert [tuple(one) for one in cases] == [(code, "closed") for code in codes]


CELL = (
    "floor(ST_X(ST_Transform(geom, 32646)) / 10)::int,"
    " floor(ST_Y(ST_Transform(geom, 32646)) / 10)::int"
)


@pytest.mark.parametrize(
    ("table", "place"),
    [("lane_tally", "lane_id"), ("courtyard_tally", "courtyard_id"), ("cell_tally", CELL)],
)
def test_tallies_equal_a_recount(loaded: Session, table: str, place: str) -> None:
    by = "local_day, local_hour, category_code, found_by, outcome"
    columns = "cell_east, cell_north" if table == "cell_tally" else place
    kept = rows(loaded, f"SELECT {columns}, {by}, reports, quantity FROM {table}")
    counted = rows(
        loaded, f"SELECT {place}, {by}, count(*), sum(count) FROM report GROUP BY {place}, {by}"
    )
    assert kept
    assert sorted(map(tuple, kept)) == sorted(tuple(r) for r in counted if r[0] is not None)


def test_a_pin_in_a_lane_is_nearest_to_that_lane_on_earth(loaded: Session) -> None:
    strangers = rows(
        loaded,
        "SELECT report.id FROM report CROSS JOIN LATERAL (SELECT id FROM lane"
        " ORDER BY lane.geom::geography <-> report.geom::geography LIMIT 1) AS nearest"
        " WHERE courtyard_id IS NULL AND nearest.id <> lane_id",
    )
    assert strangers == []


def test_a_pin_in_a_courtyard_lies_in_it_on_earth(loaded: Session) -> None:
    outside = rows(
        loaded,
        "SELECT report.id FROM report JOIN courtyard ON courtyard.id = courtyard_id"
        " WHERE NOT ST_Contains(courtyard.geom, report.geom)",
    )
    assert outside == []


def test_stored_places_are_valid_and_lanes_meet_at_their_vertices(loaded: Session) -> None:
    assert rows(loaded, "SELECT id FROM courtyard WHERE NOT ST_IsValid(geom)") == []
    crossing = rows(
        loaded,
        "SELECT a.code, b.code FROM lane a JOIN lane b"
        " ON a.id < b.id AND ST_Intersects(a.geom, b.geom)"
        " WHERE NOT ST_Equals(ST_Intersection(a.geom, b.geom),"
        " ST_Intersection(ST_Points(a.geom), ST_Points(b.geom)))",
    )
    assert crossing == []


def test_entrances_lie_on_their_lane_within_5_centimetres(loaded: Session) -> None:
    away = rows(
        loaded,
        "SELECT courtyard.code FROM courtyard JOIN lane ON lane.id = courtyard.lane_id"
        " WHERE NOT ST_DWithin(lane.geom::geography, courtyard.entrance::geography, 0.05)",
    )
    assert away == []


def test_the_reports_histories_verify(loaded: Session) -> None:
    assert list(breaches(config().audit_key, events.HISTORY.every_link(loaded))) == []


def test_a_pin_is_where_the_product_itself_would_put_it(loaded: Session) -> None:
    sample = loaded.execute(select(Report, ST_X(Report.geom), ST_Y(Report.geom)).limit(60))
    for pin, lon, lat in sample:
        spot = Spot(pin.community_id, lon, lat, pin.accuracy_m, None, pin.effective_at)
        found = placed(loaded, spot)
        assert (found.lane_id, found.courtyard_id) == (pin.lane_id, pin.courtyard_id)
        assert found.assigned_by == pin.assigned_by


def test_each_report_has_one_key_and_one_first_event(loaded: Session) -> None:
    reports = rows(loaded, "SELECT id FROM report ORDER BY id")
    assert len(reports) > 1500
    assert rows(loaded, "SELECT id FROM report_key ORDER BY id") == reports
    assert rows(loaded, "SELECT report_id FROM report_event WHERE seq = 1 ORDER BY 1") == reports


def test_the_cases_histories_verify(loaded: Session) -> None:
    links = list(history.HISTORY.every_link(loaded))
    assert len(links) > 4
    assert list(breaches(config().audit_key, links)) == []


def test_the_community_says_that_it_is_a_demo(loaded: Session) -> None:
    [area] = rows(loaded, "SELECT * FROM admin_area WHERE kind = 'community'")
    assert area.is_demo
    assert "演示" in area.name_zh
    assert "(demo)" in area.name_en


def test_the_demo_accounts_have_their_roles_and_no_one_else_can_sign_in(loaded: Session) -> None:
    known = rows(
        loaded,
        "SELECT username, role FROM person JOIN role_assignment ON person_id = person.id"
        " WHERE password_hash IS NOT NULL",
    )
    assert {one.username: one.role for one in known} == ACCOUNTS


@pytest.mark.parametrize("username", sorted(ACCOUNTS))
def test_a_demo_account_signs_in_with_the_demo_password(
    loaded: Session, app: LaneSteward, username: str
) -> None:
    browser: FlaskClient = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    answer = browser.post("/sign-in", data={"username": username, "password": PASSWORD})
    app.config["WTF_CSRF_ENABLED"] = True
    assert answer.status_code == 303


def test_loading_again_if_empty_changes_nothing(loaded: Session, app: LaneSteward) -> None:
    before = rows(loaded, "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM person)")
    loaded.rollback()
    assert run(app, "load", "--if-empty")[0] == 0
    assert (
        rows(loaded, "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM person)")
        == before
    )


def test_loading_again_is_refused(loaded: Session, app: LaneSteward) -> None:
    code, words = run(app, "load")
    assert code != 0
    assert words


def test_the_accounts_are_printed_with_their_password(loaded: Session, app: LaneSteward) -> None:
    _code, words = run(app, "accounts")
    assert all(username in words for username in ACCOUNTS)
    assert PASSWORD in words


def test_the_houses_and_the_temple_are_drawn_beside_the_lanes(loaded: Session) -> None:
    drawn = dict(
        tuple(row)
        for row in rows(
            loaded,
            "SELECT kind, count(*) FROM facility WHERE kind IN ('building', 'landmark') GROUP BY 1",
        )
    )
    assert drawn["building"] > 500
    assert drawn["landmark"] == 9


def test_the_latest_pins_have_drawn_photos_before_and_after(loaded: Session) -> None:
    kept = rows(loaded, "SELECT taken, stored_sha256 FROM photo")
    assert {one.taken for one in kept} == {"before", "after"}
    assert len(kept) > 20
    assert all(path_of(config().photo_dir, bytes(one.stored_sha256)).exists() for one in kept)
