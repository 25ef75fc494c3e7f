"""An administrator brings in a file of lanes: looks, checks, imports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from geoalchemy2.shape import to_shape
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app import LaneSteward
from app.db import session
from app.jobs.queue import run_job
from app.places.imports.job import import_places_job
from app.places.models import Lane
from tests.app.places.imports.drawn import geopackage
from tests.journeys.conftest import DESK, PHONE, Visit

pytestmark = pytest.mark.browser


def lane_of(app: LaneSteward) -> Lane:
    """Return the demo's first lane."""
    with app.app_context():
        found = session().scalars(select(Lane).order_by(Lane.id).limit(1)).one()
        session().expunge(found)
        return found


def work(app: LaneSteward, page: Page, upload: str, *, dry_run: bool) -> None:
    """Do the job whose page is open; the page sees its end and leads to the result."""
    job = UUID(page.url.rsplit("/", 1)[1])
    with app.app_context():
        run_job(job, import_places_job, {"upload": upload, "dry_run": dry_run})
    page.locator("a.button.primary").click()
    page.wait_for_url("**/report")


@pytest.mark.matrix
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_geopackage_is_looked_into_checked_and_imported(
    visit: Callable[..., Visit],
    site: tuple[str, LaneSteward],
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    app, lane = site[1], lane_of(site[1])
    surface = f"stone {size[0]}"
    path = geopackage(
        tmp_path / "lanes.gpkg", [to_shape(lane.geom)], code=[lane.code], surface=[surface]
    )
    admin = visit(size)
    admin.sign_in("admin")
    admin.open("/places/import")
    page = admin.page
    page.set_input_files("#file", path)
    page.click("main form button.primary")
    expect(page.locator("main table")).to_contain_text(lane.code)
    upload = page.url.rsplit("/", 1)[1]
    page.click("form[action$='/check'] button.primary")
    work(app, page, upload, dry_run=True)
    page.click("form[action$='/run'] button.primary")
    work(app, page, upload, dry_run=False)
    with app.app_context():
        assert session().scalar(select(Lane.surface).where(Lane.id == lane.id)) == surface
    admin.behaved()
