"""Rows and live places meet by their code."""

from dataclasses import replace

from shapely import LineString

from app.places.imports.matching import Existing, match, said
from app.places.imports.rows import Names, PlaceKind, PlaceRow

LINE = LineString([(91.1, 29.6), (91.2, 29.6)])
ROW = PlaceRow(PlaceKind.LANE, "L1", Names(zh="长巷"), LINE, "feature 1", {"width_m": 2.5})
BLANK = {"name_bo": "", "name_en": "", "surface": "", "lit": None}


def live(row, **values):
    return Existing(7, row.code, BLANK | said(row) | values)


def test_a_new_code_is_added():
    assert match([ROW], []).added == (ROW,)


def test_the_same_again_changes_nothing():
    found = match([ROW], [live(ROW)])
    assert (found.added, found.changed, found.unchanged) == ((), (), 1)


def test_only_what_differs_is_changed():
    [change] = match([ROW], [live(ROW, width_m=3.0)]).changed
    assert (change.id, change.values) == (7, {"width_m": 2.5})


def test_a_moved_line_is_changed():
    moved = replace(ROW, geometry=LineString([(91.1, 29.6), (91.3, 29.6)]))
    [change] = match([moved], [live(ROW)]).changed
    assert change.values == {"geom": moved.wkb}


def test_a_line_that_went_through_a_projection_and_back_is_not_changed():
    moved = replace(ROW, geometry=LineString([(91.1 + 1e-9, 29.6), (91.2, 29.6 - 1e-9)]))
    assert match([moved], [live(ROW)]).unchanged == 1


def test_a_line_of_more_points_is_changed():
    finer = replace(ROW, geometry=LineString([(91.1, 29.6), (91.15, 29.6), (91.2, 29.6)]))
    assert len(match([finer], [live(ROW)]).changed) == 1


def test_what_the_file_does_not_say_is_kept():
    assert match([ROW], [live(ROW, name_bo="རིང་པོ།", lit=True)]).unchanged == 1


def test_a_place_that_the_file_lacks_is_missing():
    other = replace(ROW, code="L2")
    assert [place.code for place in match([ROW], [live(ROW), live(other)]).missing] == ["L2"]


def test_what_a_facility_is_goes_to_its_column():
    row = replace(ROW, kind=PlaceKind.FACILITY, attributes={"facility": "lamp"})
    assert said(row)["kind"] == "lamp"
