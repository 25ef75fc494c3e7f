"""Which column is what, and values as places take them."""

import math

import numpy as np
import pytest

from app.places.imports.columns import (
    FACILITIES,
    as_read,
    chosen_columns,
    guessed_columns,
    kind_of_layer,
    plain,
)
from app.places.imports.properties import FACILITY_KINDS
from app.places.imports.rows import PlaceKind


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (["CODE", "Name"], {"code": "CODE", "name": "Name"}),
        (["编号", "名称", "户数"], {"code": "编号", "name": "名称", "households": "户数"}),
        (["ref", "code"], {"code": "code"}),
        (["objectid", "shape_leng"], {}),
    ],
)
def test_columns_are_known_by_what_they_are_usually_called(columns, found):
    assert guessed_columns(columns) == found


def test_what_was_chosen_goes_before_what_is_guessed_and_can_be_nothing():
    chosen = {"code": "nr", "name": "", "colour": "x"}
    assert chosen_columns(["code", "name", "nr"], chosen) == {"code": "nr"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("背街小巷", "lane"),
        ("Streets 2026", "lane"),
        ("白林大院", "courtyard"),
        ("街巷设施", "facility"),
        ("layer0", None),
    ],
)
def test_a_layer_is_known_by_its_name(name, kind):
    assert kind_of_layer(name) == kind


@pytest.mark.parametrize(
    ("ours", "value", "read"),
    [
        ("code", 12, "12"),
        ("name", 2026, "2026"),
        ("name", "  ", None),
        ("width_m", "3,5", 3.5),
        ("width_m", "narrow", "narrow"),
        ("households", "12", 12),
        ("lit", "是", True),
        ("lit", 0, False),
        ("lit", "perhaps", "perhaps"),
        ("kind", "大院", PlaceKind.COURTYARD),
        ("facility", "路灯", "lamp"),
        ("facility", "pub", "pub"),
        ("code", b"\xff", b"\xff"),
    ],
)
def test_a_value_becomes_what_the_checks_take_or_stays_to_be_refused(ours, value, read):
    found = as_read(ours, value)
    assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (np.float64(12.0), 12),
        (np.float64(2.5), 2.5),
        (np.float64(math.nan), None),
        (np.int32(7), 7),
        (np.bool_(True), True),
        (np.datetime64("2026-04-01"), "2026-04-01"),
        (None, None),
    ],
)
def test_a_columns_value_is_made_plain(value, found):
    assert (plain(value), type(plain(value))) == (found, type(found))


def test_every_chinese_word_for_a_facility_is_one_that_there_is():
    assert set(FACILITIES.values()) <= set(FACILITY_KINDS)
