"""What the pin page refuses: clear words at the field, the right status, nothing changed."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from tests.app.reports.form_filling import filled, photo, post, post_bytes, post_pin
from tests.app.reports.pictures import HEIC, SVG, empty_png, picture
from tests.app.reports.reporting import NOTHING, BrowserOf, how_many
from tests.cast import EAST, NORTH, Cast

NUL = "a\0b"


@pytest.mark.parametrize(
    ("field", "value", "shown_at"),
    [
        ("lon", "NaN", "position"),
        ("lat", "Infinity", "position"),
        ("lat", "-inf", "position"),
        ("lon", "1e999", "position"),
        ("lon", "east", "position"),
        ("lon", "", "position"),
        ("lat", "91", "position"),
        ("lon", "181", "position"),
        ("accuracy_m", "nan", "position"),
        ("accuracy_m", "-1", "position"),
        ("datum", "MARS", "position"),
        ("count", "0", "count"),
        ("count", "-3", "count"),
        ("count", "2.5", "count"),
        ("count", "1e20", "count"),
        ("count", "9" * 5000, "count"),
        ("count", "many", "count"),
        ("count", "", "count"),
        ("count", ..., "count"),
        ("category", "", "category"),
        ("category", ..., "category"),
        ("category", "no_such", "category"),
        ("category", NUL, "category"),
        ("outcome", "", "outcome"),
        ("outcome", "lost", "outcome"),
        ("handling", "handed_out", "handling"),
        ("lane", "no such lane", "lane"),
        ("lane", "E1", "lane"),
        ("note", NUL, "note"),
        ("note", "x" * 2001, "note"),
        ("house_number", NUL, "house_number"),
        ("house_number", "9" * 41, "house_number"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_saved(
    browser_of: BrowserOf, cast: Cast, owner: Engine, field: str, value: object, shown_at: str
) -> None:
    answer = post_pin(browser_of(cast.drolma), **{field: value})
    assert answer.status_code == 422, answer.text
    assert f'id="{shown_at}-error"' in answer.text
    assert how_many(owner) == NOTHING


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("observed_at", "yesterday"),
        ("observed_at", "2026-11-01T08:00:00"),
        ("sent_at", "99999-01-01T00:00:00Z"),
        ("uuid", "not one"),
        ("uuid", ...),
    ],
)
def test_a_bad_hidden_field_is_said_above_the_form(
    browser_of: BrowserOf, cast: Cast, owner: Engine, field: str, value: object
) -> None:
    answer = post_pin(browser_of(cast.drolma), **{field: value})
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert how_many(owner) == NOTHING


def test_swapped_longitude_and_latitude_are_called_swapped(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    swapped = {"lon": str(NORTH), "lat": str(EAST)}
    answer = post(browser_of(cast.drolma), "/pin?lang=en", filled(**swapped))
    assert answer.status_code == 422
    assert "swapped" in answer.text
    assert how_many(owner) == NOTHING


def test_an_empty_form_names_every_field_at_once(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    answer = post(browser_of(cast.drolma), "/pin", {"uuid": filled()["uuid"]})
    assert answer.status_code == 422
    for field in ("category", "count", "outcome", "position"):
        assert f'id="{field}-error"' in answer.text
    assert how_many(owner) == NOTHING


def test_what_was_typed_is_kept(browser_of: BrowserOf, cast: Cast) -> None:
    typed = {"count": "0", "note": "by the well", "house_number": "12", "category": "garbage"}
    page = post_pin(browser_of(cast.drolma), lane="L2", **typed).text
    assert 'value="0"' in page
    assert ">by the well</textarea>" in page
    assert 'value="12"' in page
    assert '<option value="L2" selected>' in page
    assert str(EAST + 0.0005) in page


def test_a_retired_category_is_refused(browser_of: BrowserOf, cast: Cast, owner: Engine) -> None:
    with owner.connect() as connection:
        connection.execute(
            text("UPDATE community_category SET retired = TRUE WHERE code = 'illegal_parking'")
        )
    answer = post_pin(browser_of(cast.drolma))
    assert (answer.status_code, 'id="category-error"' in answer.text) == (422, True)
    assert how_many(owner) == NOTHING


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (SVG, 415),
        (HEIC, 415),
        (picture()[:400], 422),
        (empty_png(10_000, 10_000), 413),
    ],
    ids=["svg", "heic", "truncated", "100 megapixels"],
)
def test_a_photo_that_cannot_be_kept_refuses_the_whole_pin(
    browser_of: BrowserOf, cast: Cast, owner: Engine, body: bytes, status: int
) -> None:
    answer = post_pin(browser_of(cast.drolma), photo_before=photo(body), note="by the well")
    assert answer.status_code == status
    assert 'id="photo_before-error"' in answer.text
    assert "by the well" in answer.text
    assert how_many(owner) == NOTHING


def test_the_same_photo_for_before_and_after_is_refused(
    browser_of: BrowserOf, cast: Cast, owner: Engine
) -> None:
    same = {"photo_before": photo(picture()), "photo_after": photo(picture())}
    answer = post_pin(browser_of(cast.drolma), **same)
    assert (answer.status_code, 'id="photo_after-error"' in answer.text) == (422, True)
    assert how_many(owner) == NOTHING


@pytest.mark.parametrize("field", ["photo_before", "note"])
def test_nine_megabytes_are_too_large(
    browser_of: BrowserOf, cast: Cast, owner: Engine, field: str
) -> None:
    body = b"\xff\xd8\xff" + b"x" * 9_000_000
    answer = post_bytes(browser_of(cast.drolma), **{field: body})
    assert answer.status_code == 413
    assert "<h1" in answer.text
    assert how_many(owner) == NOTHING


@pytest.mark.parametrize("field", ["note", "house_number"])
def test_half_a_character_is_refused(
    browser_of: BrowserOf, cast: Cast, owner: Engine, field: str
) -> None:
    answer = post_bytes(browser_of(cast.drolma), **{field: b"a\xed\xa0\x80b"})
    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert how_many(owner) == NOTHING
