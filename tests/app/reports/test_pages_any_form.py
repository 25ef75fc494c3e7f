"""Whatever is typed into the forms: a pin or clear words, never a fault of ours."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import LaneSteward
from tests.app.reports.form_filling import edit_form, filled
from tests.app.reports.reporting import BrowserOf
from tests.cast import Cast

FIELDS = sorted(filled())
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ["NaN", "-Infinity", "1e999", "0", "-3", "2.5", "9" * 400, "null", "[]", "true", "\0", "%00"]
)
CHANGES = st.dictionaries(st.sampled_from(FIELDS), ANY_TEXT | st.none(), min_size=1, max_size=6)
TRIES = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def drolma(
    app: LaneSteward, browser_of: BrowserOf, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> FlaskClient:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    return browser_of(cast.drolma)


@TRIES
@given(changes=CHANGES)
def test_any_pin_form_is_taken_or_refused(
    drolma: FlaskClient, changes: dict[str, str | None]
) -> None:
    form = {name: value for name, value in (filled() | changes).items() if value is not None}
    answer = drolma.post("/pin", data=form, content_type="multipart/form-data")
    assert answer.status_code in {303, 409, 422}


@TRIES
@given(changes=CHANGES)
def test_any_edit_form_is_taken_or_refused(
    drolma: FlaskClient, changes: dict[str, str | None]
) -> None:
    url = drolma.post("/pin", data=filled()).location
    form = edit_form(drolma, url)
    form = {name: value for name, value in (form | changes).items() if value is not None}
    answer = drolma.post(f"{url}/edit", data=form, content_type="multipart/form-data")
    assert answer.status_code in {303, 409, 422}
