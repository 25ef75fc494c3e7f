"""The whole loop: lanes from a file, a claim, a pin, tomorrow's walks, paper, the bulletin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from geoalchemy2.shape import to_shape
from playwright.sync_api import expect
from shapely import Point, line_interpolate_point
from shapely.affinity import translate
from sqlalchemy import select

from app import LaneSteward
from app.db import session
from app.jobs.queue import run_job
from app.places.imports.job import import_places_job
from app.places.models import Lane
from tests.app.places.imports.drawn import geopackage
from tests.journeys.conftest import DESK, PHONE, Visit
from tests.journeys.test_bulletin_and_paper import YESTERDAY
from tests.journeys.test_planning_a_day import PATIENCE_MS, planned, tomorrow

pytestmark = pytest.mark.browser

Start = Callable[..., Visit]
CODE, NAME = "LOOP-1", "环线新巷"
ASIDE = 0.00012  # degrees: beside the lane that it was drawn after, some 12 m off
FIGURES = ("63.5", "370", "391", "16", "5", "102", "65", "4")
TITLES = {"zh_Hans": "简报", "bo": "མདོར་བསྡུས།", "en": "Bulletin"}


def lane_with(app: LaneSteward, **values: str) -> Lane:
    """Return a lane of the demo by its columns."""
    with app.app_context():
        found = session().scalars(select(Lane).filter_by(**values).order_by(Lane.id)).first()
        assert found is not None
        session().expunge(found)
        return found


def import_lane(visit: Start, app: LaneSteward, folder: Path) -> None:
    """Bring in a lane from a GeoPackage: look, check, import."""
    beside = translate(to_shape(lane_with(app, code="BL-L034").geom), ASIDE, ASIDE)
    path = geopackage(folder / "lane.gpkg", [beside], code=[CODE], name_zh=[NAME])
    admin = visit(DESK)
    admin.sign_in("admin")
    admin.open("/places/import")
    page = admin.page
    page.set_input_files("#file", path)
    page.click("main form button.primary")
    upload = page.url.rsplit("/", 1)[1]
    for step, dry_run in (("check", True), ("run", False)):
        page.click(f"form[action$='/{step}'] button.primary")
        job = UUID(urlsplit(page.url).path.rsplit("/", 1)[1])
        with app.app_context():
            run_job(job, import_places_job, {"upload": upload, "dry_run": dry_run})
        page.locator("a.button.primary").click()
        page.wait_for_url("**/report")
    admin.behaved()


def claim_lane(visit: Start, lane: Lane) -> None:
    """Let a representative ask for the lane and the supervisor confirm it."""
    representative, supervisor = visit(PHONE), visit(DESK)
    representative.sign_in("representative")
    representative.open(f"/places/lanes/{lane.id}")
    representative.page.click("section:has(#claim-title) button")
    supervisor.sign_in("supervisor")
    supervisor.open("/claims")
    asked = supervisor.page.locator("section:has(#asked-title) li", has_text=CODE)
    asked.locator("button.primary").click()
    representative.open("/claims")
    expect(representative.page.locator("section:has(#live-title)")).to_contain_text(CODE)
    representative.behaved()
    supervisor.behaved()


def pin_on(visit: Start, lane: Lane) -> None:
    """Let a steward stand in the lane and drop a pin."""
    steward = visit(PHONE)
    middle: Point = line_interpolate_point(to_shape(lane.geom), 0.5, normalized=True)
    steward.page.context.set_geolocation(
        {"longitude": middle.x, "latitude": middle.y, "accuracy": 5}
    )
    steward.sign_in("steward")
    steward.open("/pin")
    expect(steward.page.locator("input[name=lon]")).not_to_have_value("")
    steward.page.locator("label.tile:has(input[value=sticker_ads])").click()
    steward.page.click("#save")
    steward.page.wait_for_url("**/reports/**")
    expect(steward.page.locator(".page-head")).to_contain_text(NAME)
    steward.behaved()


def plan_and_print(visit: Start) -> Visit:
    """Let the supervisor plan tomorrow with three teams; the new lane is on a printed sheet."""
    supervisor = planned(visit, DESK, minutes=240)  # enough for all that is due
    page = supervisor.page
    expect(page.locator("#walks")).to_contain_text(NAME)
    printed = page.request.get(f"{supervisor.base}/api/v1/plans/{tomorrow()}.pdf")
    assert printed.body().startswith(b"%PDF-")
    page.get_by_role("link", name="打印巡查单").click(timeout=PATIENCE_MS)
    expect(page.locator(".sheet", has_text=NAME)).to_have_count(1)
    return supervisor


def enter_paper(supervisor: Visit) -> None:
    """Type a team's returned sheet: two finds, and the hours."""
    page = supervisor.page
    supervisor.open("/paper")
    page.fill("#day", YESTERDAY)  # today's hours may not be over
    page.locator("main form button").click()
    page.fill("#started", "04:10")  # an hour at which no other journey's sheet is of this team
    page.fill("#ended", "04:50")
    page.locator("[name=member]").first.check()
    page.locator("input.cell").first.fill("2")
    page.locator("main form button.primary").click()
    expect(page.locator("#status .notice")).to_be_visible()
    supervisor.behaved()


def read_bulletin(supervisor: Visit, language: str) -> None:
    """Open April's bulletin in a language: the published figures are all there."""
    page = supervisor.page
    page.locator("details.menu > summary").click()
    page.locator(f"button[name=lang][value={language}]").click()
    page.wait_for_load_state()
    supervisor.open("/bulletins/2026-04")
    expect(page.locator("h1")).to_contain_text(TITLES[language])
    assert set(FIGURES) <= set(page.locator(".duty-line b").all_inner_texts())
    supervisor.behaved()


@pytest.mark.matrix
def test_from_a_file_of_lanes_to_the_months_bulletin(
    visit: Start, site: tuple[str, LaneSteward], tmp_path: Path
) -> None:
    app = site[1]
    import_lane(visit, app, tmp_path)
    lane = lane_with(app, code=CODE)
    claim_lane(visit, lane)
    pin_on(visit, lane)
    supervisor = plan_and_print(visit)
    enter_paper(supervisor)
    for language in TITLES:
        read_bulletin(supervisor, language)
