"""Zipped Shapefiles: texts in Chinese encodings, parts that are missing."""

import pytest

from app.places.imports.apart import read_apart
from app.places.imports.choices import Choices
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.rows import Names
from tests.app.places.imports.drawn import EAST, LANE, NAMES, NORTH, shapefile

CODES = ["L1", "L2"]
NO_PAGE = (".cpg",)


def read(path, **choices):
    return read_apart(path, Choices(**choices))


def chinese(path, encoding, without=NO_PAGE, **columns):
    """Write two lanes with Chinese column names and names, as a Chinese program would."""
    named = columns or {"编号": CODES, "名称": list(NAMES)}
    return shapefile(path, [LANE, LANE], encoding=encoding, without=without, **named)


def names(result):
    return tuple(row.names.zh for row in result.rows)


def test_gbk_without_a_code_page_is_guessed_and_said(tmp_path):
    result = read(chinese(tmp_path / "f", "GBK"))
    assert (names(result), [row.code for row in result.rows]) == (NAMES, CODES)
    assert [note.reason for note in result.notes] == ["encoding_guessed"]
    assert "GBK" in result.notes[0].message


def test_big5_without_a_code_page_is_guessed(tmp_path):
    traditional = ("八廓街巷與轉經路", "北邊的小巷")
    path = chinese(tmp_path / "f", "CP950", code=CODES, name=list(traditional))
    result = read(path)
    assert names(result) == traditional
    assert "Big5" in result.notes[0].message


def test_what_was_chosen_is_not_guessed(tmp_path):
    result = read(chinese(tmp_path / "f", "GBK", code=CODES, name=list(NAMES)), encoding="GBK")
    assert (names(result), result.notes) == (NAMES, ())


def test_a_wrong_choice_refuses_the_rows_it_cannot_read(tmp_path):
    path = chinese(tmp_path / "f", "GBK", code=CODES, name=list(NAMES))
    assert [refusal.reason for refusal in read(path, encoding="UTF-8").refusals] == ["bad_text"] * 2


def test_the_code_page_file_is_believed(tmp_path):
    path = chinese(tmp_path / "f", "UTF-8", without=(), code=CODES, name=["巷", "བར་སྐོར"])
    result = read(path)
    assert [row.names for row in result.rows] == [Names(zh="巷"), Names(bo="བར་སྐོར")]
    assert result.notes == ()


def test_a_name_cut_in_half_by_its_columns_width_loses_half_a_character(tmp_path):
    path = chinese(tmp_path / "f", "GBK", code=["L1", "L2"], name=["x" + "巷" * 127, "巷"])
    assert names(read(path))[0] == "x" + "巷" * 126


def test_a_missing_index_is_rebuilt_and_said(tmp_path):
    result = read(shapefile(tmp_path / "f", without=(".shx",)))
    assert [row.code for row in result.rows] == ["L1"]
    assert "index_rebuilt" in [note.reason for note in result.notes]


def test_a_missing_projection_asks_for_the_reference_system(tmp_path):
    path = shapefile(tmp_path / "f", without=(".prj",))
    with pytest.raises(UnreadableFileError, match="EPSG:4326") as caught:
        read(path)
    assert caught.value.problem is FileProblem.NO_CRS_DEGREES
    assert read(path, crs="EPSG:4326").rows[0].geometry.equals(LANE)


def test_a_missing_table_is_no_way_to_find_codes(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"without its table"):
        read(shapefile(tmp_path / "f", without=(".dbf",)))


def test_a_shapefile_cut_short_is_damaged_or_gives_only_whole_rows(tmp_path):
    path = shapefile(tmp_path / "f", [LANE] * 50, without=(".shx",))
    assert len(read(path).rows) == 50


def test_the_layer_is_called_as_the_file_in_the_zip(tmp_path):
    path = shapefile(tmp_path / "f", inside="数据/背街小巷")
    assert read(path).rows[0].source_ref == "背街小巷 1"


def test_chinese_words_for_kinds_are_understood(tmp_path):
    path = shapefile(tmp_path / "f", inside="things", code=["L1"], kind=["小巷"], lit=["是"])
    [row] = read(path).rows
    assert (row.kind, row.attributes["lit"]) == ("lane", True)
    assert row.geometry.coords[0] == (EAST, NORTH)
