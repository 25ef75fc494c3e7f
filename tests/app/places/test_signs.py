"""Signs: a QR code to print, and the page that it opens."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from app.places.place_queries import next_code
from app.qr import qr_svg
from tests.app.people.keeping import BrowserOf, send
from tests.cast import Cast


@pytest.fixture
def pema(cast: Cast, browser_of: BrowserOf) -> FlaskClient:
    """Give the supervisor's browser."""
    return browser_of(cast.pema)


def test_the_sheet_has_the_chosen_signs_and_no_others(pema: FlaskClient, cast: Cast) -> None:
    page = pema.get(f"/places/signs/print?lanes={cast.lanes['long']}").text
    assert page.count('class="sign"') == 1
    assert "http://localhost/s/L1?in=here" in page


def test_the_sheet_has_all_signs_where_none_is_chosen(pema: FlaskClient, cast: Cast) -> None:
    assert pema.get("/places/signs/print").text.count('class="sign"') == 4


def test_a_sheet_of_nothing_is_refused(pema: FlaskClient, cast: Cast) -> None:
    assert pema.get("/places/signs/print?lanes=404").status_code == 422
    assert pema.get(f"/places/signs/print?lanes={cast.lanes['theirs']}").status_code == 422


def test_a_scanned_sign_opens_its_place_with_a_pin_at_hand(
    browser_of: BrowserOf, cast: Cast
) -> None:
    drolma = browser_of(cast.drolma)
    page = drolma.get("/s/L1?in=here").text
    assert "长巷" in page
    assert 'href="/pin?lane=L1"' in page
    assert '<option value="L1" selected>' in drolma.get("/pin?lane=L1").text


def test_a_visitor_who_scans_a_sign_comes_back_to_it_after_signing_in(
    client: FlaskClient, cast: Cast
) -> None:
    answer = client.get("/s/L1?in=here")
    assert (answer.status_code, "/s/L1" in answer.headers["Location"]) == (303, True)


def test_a_sign_of_another_community_opens_nothing_here(browser_of: BrowserOf, cast: Cast) -> None:
    assert browser_of(cast.drolma).get("/s/L1?in=elsewhere").status_code == 404
    assert browser_of(cast.drolma).get("/s/E1?in=here").status_code == 404


def test_the_sign_of_an_ended_place_says_that_it_is_gone(browser_of: BrowserOf, cast: Cast) -> None:
    send(browser_of(cast.admin), f"/places/lanes/{cast.lanes['far']}/end")
    assert browser_of(cast.drolma).get("/s/L3").status_code == 404


def test_a_qr_code_holds_no_text_of_the_address(cast: Cast) -> None:
    drawn = str(qr_svg('http://x/"><script>'))
    assert "script" not in drawn
    assert "style=" not in drawn


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], "L001"),
        (["A"], "L001"),
        (["BL-L009", "BL-L011", "X7"], "BL-L012"),
        (["L9"], "L10"),
        (["L099", "L1000"], "L1001"),
    ],
)
def test_the_next_code_is_written_as_the_others_are(codes: list[str], expected: str) -> None:
    assert next_code(codes, "L001") == expected
