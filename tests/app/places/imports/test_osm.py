"""Lanes out of small OpenStreetMap files written by hand."""

import pytest

from app.places.imports.osm_tags import LANE_HIGHWAYS
from app.places.imports.reading import read_places
from app.places.imports.rows import Names
from tests.app.places.imports.samples import way, write_pbf


@pytest.mark.parametrize("highway", sorted(LANE_HIGHWAYS))
def test_a_walkable_way_is_a_lane(read_osm, highway):
    [row] = read_osm(way(7, "1 2", highway=highway)).rows
    assert (row.kind, row.code, row.source_ref) == ("lane", "W7", "way 7")


@pytest.mark.parametrize("highway", ["motorway", "trunk", "construction", "proposed", "elevator"])
def test_another_highway_is_counted_and_is_no_lane(read_osm, highway):
    result = read_osm(way(7, "1 2", highway=highway))
    assert (result.rows, result.refusals) == ((), ())
    assert result.ignored == {f"highway={highway}": 1}


def test_an_area_is_no_lane(read_osm):
    result = read_osm(way(7, "1 2 3 1", highway="pedestrian", area="yes"))
    assert (result.rows, result.ignored) == ((), {"area=yes": 1})


def test_a_ring_street_round_a_temple_is_a_lane(read_osm):
    [row] = read_osm(way(7, "1 2 3 1", highway="pedestrian")).rows
    assert row.geometry.is_ring


def test_longitude_comes_first(read_osm):
    [row] = read_osm(way(7, "1 2")).rows
    assert row.geometry.coords[0] == (91.131, 29.651)


def test_names_are_taken_by_language(read_osm):
    [row] = read_osm(way(7, "1 2", name="八廓街", name__bo="བར་སྐོར།", name__en="Barkhor")).rows
    assert row.names == Names(zh="八廓街", bo="བར་སྐོར།", en="Barkhor")


def test_a_lane_without_a_name_is_taken(read_osm):
    [row] = read_osm(way(7, "1 2")).rows
    assert row.names == Names()


def test_width_surface_and_light_are_taken(read_osm):
    [row] = read_osm(way(7, "1 2", width="2.5 m", surface="sett", lit="no")).rows
    assert row.attributes == {"width_m": 2.5, "surface": "sett", "lit": False}


def test_a_senseless_width_does_not_cost_the_lane(read_osm):
    [row] = read_osm(way(7, "1 2", width="narrow")).rows
    assert row.attributes == {}


@pytest.mark.parametrize(
    ("nodes", "reason"),
    [
        ("1", "one_node"),
        ("", "empty_geometry"),
        ("1 1 1", "zero_length"),
        ("1 8 9", "missing_nodes"),
    ],
)
def test_a_way_that_is_no_line_is_refused_by_its_number(read_osm, nodes, reason):
    [refusal] = read_osm(way(7, nodes)).refusals
    assert (refusal.source_ref, refusal.reason_code) == ("way 7", reason)


def test_a_way_cut_at_the_edge_keeps_its_longest_part_inside(read_osm):
    result = read_osm(way(7, "1 2 9 3 4 5"))
    assert len(result.rows[0].geometry.coords) == 3
    assert [note.reason_code for note in result.notes] == ["cut_at_edge"]


def test_a_node_off_the_globe_refuses_its_way(read_osm):
    nodes = '<node id="1" lat="29" lon="91"/><node id="2" lat="95" lon="200"/>'
    [refusal] = read_osm(way(7, "1 2"), nodes).refusals
    assert refusal.reason_code == "out_of_range"


def test_a_node_without_a_position_counts_as_missing(read_osm):
    nodes = '<node id="1" lat="29" lon="91"/><node id="2"/>'
    [refusal] = read_osm(way(7, "1 2"), nodes).refusals
    assert refusal.reason_code == "missing_nodes"


def test_the_second_way_of_one_number_is_refused(read_osm):
    result = read_osm(way(7, "1 2") + way(7, "2 3"))
    assert len(result.rows) == 1
    assert [refusal.reason_code for refusal in result.refusals] == ["duplicate_code"]


def test_ways_may_come_before_their_nodes(read_osm):
    nodes = '<node id="1" lat="29" lon="91"/><node id="2" lat="29.1" lon="91"/>'
    assert len(read_osm(nodes, way(7, "1 2")).rows) == 1


def test_a_name_with_a_control_character_is_refused(read_osm):
    [refusal] = read_osm(way(7, "1 2", name="a&#x85;&#x9;b&#x7f;")).refusals
    assert refusal.reason_code == "bad_text"


def test_a_pbf_file_gives_the_same_lane(tmp_path):
    write_pbf(tmp_path / "lanes.osm.pbf")
    (tmp_path / "lanes.osm.pbf").rename(tmp_path / "upload")
    [row] = read_places(tmp_path / "upload").rows
    assert list(row.geometry.coords) == [(91.131, 29.651), (91.132, 29.652)]


def test_progress_ends_at_the_number_of_lanes(tmp_path):
    path, calls = tmp_path / "lanes", []
    nodes = '<node id="1" lat="29" lon="91"/><node id="2" lat="29.1" lon="91"/>'
    path.write_text(f'<osm version="0.6">{nodes}{way(7, "1 2")}</osm>')
    read_places(path, progress=lambda *done: calls.append(done))
    assert calls == [(0, 1), (1, 1)]
