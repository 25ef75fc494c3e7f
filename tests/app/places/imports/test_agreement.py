"""Real towns: the same lanes and metres as GDAL finds in the same file."""

import gzip

import pyogrio.raw
import pytest
import shapely
from pyproj import Geod

from app.places.imports.osm_tags import LANE_HIGHWAYS
from app.places.imports.reading import read_places

WGS84 = Geod(ellps="WGS84")


def lanes_by_gdal(path):
    _, _, geometries, (highway,) = pyogrio.raw.read(path, layer="lines", columns=["highway"])
    pairs = zip(geometries, highway, strict=True)
    return [shapely.from_wkb(wkb) for wkb, value in pairs if value in LANE_HIGHWAYS]


@pytest.mark.parametrize("town", ["monaco", "campo-grande"])
def test_lanes_and_metres_agree_with_gdal(tmp_path, shared_data, town):
    packed = shared_data / "networks" / f"{town}.osm.gz"
    plain = tmp_path / f"{town}.osm"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    ours = [row.geometry for row in read_places(packed).rows]
    theirs = lanes_by_gdal(plain)
    assert len(ours) == pytest.approx(len(theirs), rel=1e-3)
    assert metres(ours) == pytest.approx(metres(theirs), rel=1e-3)


def metres(lines):
    return sum(WGS84.geometry_length(line) for line in lines)
