"""Files of lanes in foreign formats, drawn by the tests themselves."""

import warnings
import zipfile
from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely
from shapely import LineString

EAST, NORTH = 91.131, 29.651
LANE = LineString([(EAST, NORTH), (EAST + 0.001, NORTH + 0.001)])
NAMES = ("八廓街巷", "北巷")
WGS84 = "EPSG:4326"


def draw(path, geometries=(LANE,), *, driver, crs=WGS84, layer="lanes", encoding=None, **columns):
    """Write geometries of any types and columns of texts, numbers or None as a layer; return it.

    Without columns the codes are L1, L2, ...
    """
    made = columns or {"code": [f"L{number}" for number in range(1, len(geometries) + 1)]}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a layer without a reference system, a name without .gpkg
        pyogrio.raw.write(
            path,
            shapely.to_wkb(list(geometries)),
            [np.array(values, dtype=_type(values)) for values in made.values()],
            list(made),
            geometry_type=_common([geometry.geom_type for geometry in geometries]),
            crs=crs,
            driver=driver,
            layer=layer,
            encoding=encoding,
            append=Path(path).exists(),
            nan_as_null=True,
        )
    return Path(path)


def _type(values):
    return object if any(isinstance(value, str) for value in values) else None


def _common(types):
    return types[0] if len(set(types)) == 1 else "Unknown"


def geopackage(path, geometries=(LANE,), **options):
    return draw(path, geometries, driver="GPKG", **options)


def kml(path, geometries=(LANE,), **options):
    return draw(path, geometries, driver="LIBKML", **options)


def shapefile(path, geometries=(LANE,), *, without=(), inside="lanes", **options):
    """Write a Shapefile, packed as .zip at `path`, without the parts whose endings are named."""
    folder = path.parent / f"{path.name}-parts"
    folder.mkdir()
    draw(folder / "lanes.shp", geometries, driver="ESRI Shapefile", **options)
    parts = {f"{inside}{part.suffix}": part.read_bytes() for part in folder.iterdir()}
    return archive(
        path, {name: body for name, body in parts.items() if Path(name).suffix not in without}
    )


def archive(path, entries):
    """Write a .zip with entries by name (or ZipInfo)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in entries.items():
            made.writestr(name, body)
    return path
