"""Files that cannot be read give one clear error."""

import gzip

import pytest

from app.places.imports import files, geojson, osm
from app.places.imports.file_problems import UnreadableFileError
from app.places.imports.files import Format, detect
from app.places.imports.reading import read_places
from tests.app.places.imports.samples import way, write_pbf

ENTITIES = '<!DOCTYPE osm [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
PBF_HEAD = b"\x00\x00\x00\x0d\x0a\x09OSMHeader\x18\x7c"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"PK\x03\x04 a zip file",
        b"<html><body>no map</body></html>",
        b'<osmChange version="0.6"></osmChange>',
        b'<osm version="0.5"></osm>',
        b'<osm version="0.6"><node id="1" lat="29"',
        b'<osm version="0.6"><way id="x"/></osm>',
        (
            b'<osm version="0.6"><node id="1" lat="nan" lon="1"/><way id="1">'
            b'<nd ref="1"/><tag k="highway" v="path"/></way></osm>'
        ),
        b'<osm version="0.6"><way id="1"><nd ref="1e99"/></way></osm>',
        f'<?xml version="1.0"?>{ENTITIES}<osm version="0.6"><note>&b;</note></osm>'.encode(),
        b'<!DOCTYPE osm [<!ENTITY a SYSTEM "file:///etc/passwd">]><osm version="0.6"></osm>',
        PBF_HEAD,
        PBF_HEAD + b"\x10\x08garbage",
        b"lon,lat\n91.1,29.6\n",
    ],
)
def test_what_is_no_map_gives_one_clear_error(read_bytes, content):
    with pytest.raises(UnreadableFileError, match=r"^The "):
        read_bytes(content)


def test_an_absent_file_gives_a_clear_error(tmp_path):
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        read_places(tmp_path / "nothing")


def test_a_folder_gives_a_clear_error(tmp_path):
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        read_places(tmp_path)


def test_a_compressed_file_cut_short_gives_a_clear_error(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(gzip.compress(b'<osm version="0.6"></osm>')[:-9])
    with pytest.raises(UnreadableFileError, match="cut short"):
        read_places(path)


def test_an_empty_file_inside_a_compressed_one_is_named(read_bytes):
    with pytest.raises(UnreadableFileError, match="empty"):
        read_bytes(b"", packed=True)


def test_a_gzip_bomb_is_stopped_at_the_limit(read_bytes, monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 2**20)
    with pytest.raises(UnreadableFileError, match="unpacks to more than 1 MB"):
        read_bytes(b'<osm version="0.6">' + b" " * 2**21, packed=True)


def test_a_pbf_that_unpacks_beyond_the_limit_is_not_unpacked(tmp_path, monkeypatch):
    write_pbf(tmp_path / "lanes.osm.pbf")
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 100)
    with pytest.raises(UnreadableFileError, match="unpacks to more"):
        read_places(tmp_path / "lanes.osm.pbf")


def test_a_pbf_cut_short_gives_a_clear_error(tmp_path):
    path = tmp_path / "lanes.osm.pbf"
    write_pbf(path)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(UnreadableFileError, match="cut short"):
        read_places(path)


def test_a_map_of_too_many_points_is_not_kept_in_memory(read_bytes, monkeypatch):
    monkeypatch.setattr(osm, "MAX_POINTS", 2)
    with pytest.raises(UnreadableFileError, match="more lanes"):
        read_bytes(f'<osm version="0.6">{way(7, "1 2")}</osm>'.encode())


def test_a_geojson_over_its_own_limit_is_not_read(read_features, monkeypatch):
    monkeypatch.setattr(geojson, "MAX_JSON_BYTES", 10)
    with pytest.raises(UnreadableFileError, match="larger than"):
        read_features()


def test_a_file_over_the_limit_is_not_read(read_bytes, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    with pytest.raises(UnreadableFileError, match="larger than"):
        read_bytes(b'<osm version="0.6"></osm>')


def test_a_packed_file_inside_a_packed_one_is_not_opened(read_bytes):
    with pytest.raises(UnreadableFileError, match="no format"):
        read_bytes(gzip.compress(b'<osm version="0.6"></osm>'), packed=True)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b'<?xml version="1.0"?>\n<osm version="0.6">', Format.OSM_XML),
        (b'\xef\xbb\xbf {"type": "FeatureCollection"', Format.GEOJSON),
        (PBF_HEAD, Format.OSM_PBF),
    ],
)
def test_a_format_is_known_by_its_first_bytes(head, found):
    assert detect(head) is found


def test_a_map_without_ways_is_read_as_nothing(read_bytes):
    assert read_bytes(b'<osm version="0.6"></osm>', packed=True).rows == ()
