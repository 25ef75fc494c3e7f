"""Datums, projections and true distances.

Axis order is longitude, latitude (x, y) everywhere; degrees unless a name says metres. Positions
are WGS 84 (EPSG:4326) inside the product; GCJ-02 and BD-09 come in and go out through this module.
"""

from functools import lru_cache
from typing import Final, TypeVar, cast

import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

from geo.datums import (
    Datum,
    bd09_to_wgs84,
    gcj02_to_wgs84,
    in_china,
    to_wgs84,
    wgs84_to_bd09,
    wgs84_to_gcj02,
)
from geo.degrees import Array, Degrees, check_degrees
from geo.errors import NotFinite, NotProjectable, OutsideUtm, UnknownSrid

__all__ = [
    "Datum",
    "bd09_to_wgs84",
    "gcj02_to_wgs84",
    "in_china",
    "looks_swapped",
    "metres_between",
    "project",
    "to_wgs84",
    "utm_srid",
    "wgs84_to_bd09",
    "wgs84_to_gcj02",
]

G = TypeVar("G", bound=BaseGeometry)

# A community is a few km across and its district some tens: further away is another place.
_NEAR_M: Final = 50_000.0

_WGS84: Final = pyproj.Geod(ellps="WGS84")


def utm_srid(lon: float, lat: float) -> int:
    """Return the EPSG code of the WGS 84 / UTM zone of a position.

    Args:
        lon: WGS 84 longitude, degrees, in [-180, 180]; a zone owns its western edge, and 180 is
            -180, zone 1.
        lat: WGS 84 latitude, degrees, in [-80, 84]; the equator counts as north.

    Returns:
        326zz north, 327zz south; the wide zones 32V (Norway) and 31X, 33X, 35X, 37X (Svalbard)
        are honoured, as on printed maps.

    Raises:
        NotFinite, LongitudeOutOfRange, LatitudeOutOfRange: As `wgs84_to_gcj02`.
        OutsideUtm: The latitude is valid, but nearer to a pole than UTM reaches.

    Source:
        DMA TM 8358.2 (1989), chapter 3, the grid zone designations.

    >>> utm_srid(91.1326, 29.6530)
    32646
    """
    check_degrees(np.float64(lon), np.float64(lat))
    south_end, north_end = -80.0, 84.0
    if not south_end <= lat <= north_end:
        message = f"UTM reaches from -80 to 84 degrees of latitude, not {lat}"
        raise OutsideUtm(message)
    return (32600 if lat >= 0 else 32700) + _utm_zone(-180.0 if lon == 180.0 else lon, lat)  # noqa: PLR2004


def project(geometry: G, from_srid: int, to_srid: int) -> G:
    """Return a geometry in another coordinate reference system.

    Args:
        geometry: Any shapely geometry, x = longitude or easting first; z and m are dropped.
        from_srid: EPSG code of its coordinates.
        to_srid: EPSG code wanted.

    Returns:
        A new geometry of the same type; the same vertices, none added.

    Raises:
        UnknownSrid: EPSG knows no such code.
        NotFinite: The geometry holds NaN or infinite coordinates.
        NotProjectable: A vertex has no image there.

    Source:
        PROJ, through pyproj with `always_xy`.
    """
    transformer = _transformer(from_srid, to_srid)

    def each(vertices: Array) -> Array:
        if not np.isfinite(vertices).all():
            message = "The geometry holds NaN or infinite coordinates"
            raise NotFinite(message)
        out = np.column_stack(transformer.transform(vertices[:, 0], vertices[:, 1]))
        if not np.isfinite(out).all():
            message = f"A vertex of the geometry has no image in EPSG:{to_srid}"
            raise NotProjectable(message)
        return out

    return shapely.transform(geometry, each)


def metres_between(lon_a: Degrees, lat_a: Degrees, lon_b: Degrees, lat_b: Degrees) -> Degrees:
    """Return geodesic distances on the WGS 84 ellipsoid.

    Args:
        lon_a: First longitude, degrees, WGS 84, a float or an array.
        lat_a: First latitude, degrees.
        lon_b: Second longitude, degrees.
        lat_b: Second latitude, degrees.

    Returns:
        Metres, >= 0, a float for floats and an array for arrays.

    Raises:
        NotFinite, LongitudeOutOfRange, LatitudeOutOfRange: As `wgs84_to_gcj02`.

    Source:
        Karney, "Algorithms for geodesics", J. Geodesy 87 (2013) 43-55, as in PROJ.
    """
    ends: list[Array] = [np.asarray(v, np.float64) for v in (lon_a, lat_a, lon_b, lat_b)]
    check_degrees(ends[0], ends[1])
    check_degrees(ends[2], ends[3])
    x_a, y_a, x_b, y_b = np.broadcast_arrays(*ends)
    metres = np.asarray(_WGS84.inv(x_a, y_a, x_b, y_b)[2], np.float64)
    return cast("Degrees", metres if metres.ndim else float(metres))


def looks_swapped(
    lon: float, lat: float, near_lon: float, near_lat: float, near_m: float = _NEAR_M
) -> bool:
    """Tell whether a position lies near a place only once its two numbers are exchanged.

    Args:
        lon: What was given as longitude; any number, out of range or not.
        lat: What was given as latitude; any number.
        near_lon: WGS 84 longitude of the place where it should lie, degrees.
        near_lat: WGS 84 latitude of that place, degrees.
        near_m: How far from the place still counts as near, metres.

    Returns:
        True when (lon, lat) is far from the place or nowhere on earth, and (lat, lon) is near.

    Raises:
        NotFinite, LongitudeOutOfRange, LatitudeOutOfRange: For the place, never for the position.

    Source:
        Own choice; 50 km tells a town from everywhere else and forgives a rough centre.

    >>> looks_swapped(29.6530, 91.1326, 91.13, 29.65)
    True
    """
    check_degrees(np.float64(near_lon), np.float64(near_lat))

    def is_near(x: float, y: float) -> bool:
        on_earth = abs(x) <= 180.0 and abs(y) <= 90.0  # noqa: PLR2004 - the degrees of the globe
        return on_earth and metres_between(x, y, near_lon, near_lat) <= near_m

    return not is_near(lon, lat) and is_near(lat, lon)


def _utm_zone(lon: float, lat: float) -> int:
    """Zone number 1..60 for a longitude in [-180, 180)."""
    if 56.0 <= lat < 64.0 and 3.0 <= lon < 12.0:  # noqa: PLR2004 - 32V, south-western Norway
        return 32
    if lat >= 72.0 and 0.0 <= lon < 42.0:  # noqa: PLR2004 - 31X to 37X, Svalbard
        return 31 + 2 * int((lon + 3.0) // 12.0)
    return int(lon // 6.0) + 31


@lru_cache(maxsize=64)
def _transformer(from_srid: int, to_srid: int) -> pyproj.Transformer:
    """Build a transformer once per pair; pyproj's are safe to share between threads."""
    try:
        return pyproj.Transformer.from_crs(
            pyproj.CRS.from_epsg(from_srid), pyproj.CRS.from_epsg(to_srid), always_xy=True
        )
    except CRSError as error:
        message = f"EPSG:{from_srid} or EPSG:{to_srid} is unknown"
        raise UnknownSrid(message) from error
