"""KML and KMZ."""

import pytest

from app.places.imports.apart import read_apart
from app.places.imports.choices import Choices
from app.places.imports.file_problems import UnreadableFileError
from tests.app.places.imports.drawn import LANE, archive, kml

PLACEMARK = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>小巷</name>
<Placemark><name>{name}</name>
<ExtendedData><Data name="code"><value>L1</value></Data></ExtendedData>
<LineString><coordinates>91.131,29.651,3640 91.132,29.652,3641</coordinates></LineString>
</Placemark>
</Folder></Document></kml>"""


def read(path, **choices):
    return read_apart(path, Choices(**choices))


def test_a_placemark_is_a_lane_with_its_name_and_data(tmp_path):
    (tmp_path / "f").write_text(PLACEMARK.format(name="八廓街"))
    [row] = read(tmp_path / "f").rows
    assert (row.kind, row.code, row.names.zh) == ("lane", "L1", "八廓街")
    assert row.geometry.equals(LANE)


def test_the_name_can_be_the_code(tmp_path):
    (tmp_path / "f").write_text(PLACEMARK.format(name="BL-07"))
    assert read(tmp_path / "f", columns={"code": "Name"}).rows[0].code == "BL-07"


def test_what_gdal_writes_as_kml_comes_back(tmp_path):
    [row] = read(kml(tmp_path / "f.kml", code=["L5"])).rows
    assert (row.code, row.geometry) == ("L5", LANE)


def test_a_kmz_is_its_kml(tmp_path):
    body = PLACEMARK.format(name="八廓街")
    path = archive(tmp_path / "f", {"images/a.png": b"\x89PNG", "doc.kml": body})
    assert [row.code for row in read(path).rows] == ["L1"]


@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE kml SYSTEM "x">', '<!DOCTYPE k [<!ENTITY a "b">]>']
)
def test_entities_of_its_own_are_refused(tmp_path, declared):
    (tmp_path / "f").write_text(declared + PLACEMARK.format(name="x"))
    with pytest.raises(UnreadableFileError, match="entities"):
        read(tmp_path / "f")


def test_a_link_to_another_file_is_not_followed(tmp_path):
    canary = tmp_path / "canary.kml"
    canary.write_text(PLACEMARK.format(name="canary"))
    link = f"<NetworkLink><Link><href>{canary}</href></Link></NetworkLink></Document>"
    text = PLACEMARK.format(name="x").replace("</Document>", link)
    (tmp_path / "f").write_text(text)
    assert [row.names.en for row in read(tmp_path / "f").rows] == ["x"]


def test_kml_cut_short_is_damaged(tmp_path):
    (tmp_path / "f").write_text(PLACEMARK[:200])
    with pytest.raises(UnreadableFileError, match=r"damaged|no layer"):
        read(tmp_path / "f")
