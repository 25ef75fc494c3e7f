"""China's shifted datums: WGS 84, GCJ-02 and BD-09.

Axis order is longitude, latitude; degrees. Callers take these names from `geo.crs`.
"""

import enum
from collections.abc import Callable
from typing import Any, Final, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.degrees import Array, Degrees, check_degrees

Pair = tuple[Array, Array]

# Krassowsky 1940, the ellipsoid that the published GCJ-02 formula scales its metres with.
_AXIS_M: Final = 6378245.0
_ECCENTRICITY_SQUARED: Final = 0.00669342162296594323
# West, east, south, north of the box in which the shift applies; the usual one of all open sources.
_CHINA: Final = (72.004, 137.8347, 0.8293, 55.8271)
# BD-09's two offsets (degrees) and the angular frequency of its ripple (radians per degree).
_BD_EAST: Final = 0.0065
_BD_NORTH: Final = 0.006
_BD_RIPPLE: Final = np.pi * 3000.0 / 180.0
# The shifts change by less than 2 % of a step, so 12 steps leave far less than 1e-6 m.
_FIXED_POINT_STEPS: Final = 12


class Datum(enum.StrEnum):
    """The datum in which a device or a map states its positions."""

    WGS84 = "WGS84"
    GCJ02 = "GCJ02"
    BD09 = "BD09"


def in_china(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.bool_]:
    """Tell which positions lie in the box where GCJ-02 and BD-09 differ from WGS 84.

    Args:
        lon: Longitude, degrees, scalar or any shape.
        lat: Latitude, degrees, the same shape or one that broadcasts.

    Returns:
        Booleans of the broadcast shape; the four edges of the box belong to it.

    Source:
        The box 72.004..137.8347 E, 0.8293..55.8271 N that open implementations share. It is no
        border: parts of the neighbouring countries lie inside and are shifted too.
    """
    west, east, south, north = _CHINA
    x, y = np.asarray(lon), np.asarray(lat)
    return (x >= west) & (x <= east) & (y >= south) & (y <= north)


def wgs84_to_gcj02(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Shift WGS 84 positions to GCJ-02.

    Args:
        lon: Longitude, degrees, a float or an array.
        lat: Latitude, degrees, a float or an array that broadcasts with `lon`.

    Returns:
        GCJ-02 longitude and latitude, degrees: floats for floats, arrays for arrays. Positions
        outside `in_china` come back untouched. Here as in the three functions below, the position
        handed in is what decides, so the map jumps at the box's edge and a round trip is exact
        only for positions that stay inside the box on the way (0.02 degrees inside is enough).

    Raises:
        NotFinite: A coordinate is NaN or infinite.
        LongitudeOutOfRange: A longitude lies outside [-180, 180].
        LatitudeOutOfRange: A latitude lies outside [-90, 90].

    Source:
        The formula published by reverse engineering in 2010 ("eviltransform") and used since by
        all open implementations; there is no official text.
    """
    return _shift(_gcj02, lon, lat)


def gcj02_to_wgs84(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Take GCJ-02 positions back to WGS 84, to 1e-6 m.

    Arguments, result and errors as `wgs84_to_gcj02`, the datums exchanged.

    Source:
        Own choice: fixed point of the forward formula, whose shift is a contraction.
    """
    return _shift(lambda x, y: _inverse(_gcj02, x, y), lon, lat)


def wgs84_to_bd09(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Shift WGS 84 positions to BD-09, through GCJ-02.

    Arguments, result and errors as `wgs84_to_gcj02`.

    Source:
        The published ripple formula of BD-09 on top of GCJ-02; there is no official text.
    """
    return _shift(lambda x, y: _bd09(*_gcj02(x, y)), lon, lat)


def bd09_to_wgs84(lon: Degrees, lat: Degrees) -> tuple[Degrees, Degrees]:
    """Take BD-09 positions back to WGS 84, to 1e-6 m.

    Arguments, result and errors as `wgs84_to_gcj02`, the datums exchanged. The usual closed
    formula for the way back is off by decimetres; this is the true inverse by fixed point.
    """
    return _shift(lambda x, y: _inverse(_gcj02, *_inverse(_bd09, x, y)), lon, lat)


def to_wgs84(lon: Degrees, lat: Degrees, datum: Datum) -> tuple[Degrees, Degrees]:
    """Take positions of a stated datum to WGS 84.

    Args:
        lon: Longitude in that datum, degrees, a float or an array.
        lat: Latitude in that datum, degrees, a float or an array that broadcasts.
        datum: What the device or map says it uses.

    Returns:
        WGS 84 longitude and latitude, degrees; untouched for `Datum.WGS84` and outside China.

    Raises:
        NotFinite, LongitudeOutOfRange, LatitudeOutOfRange: As `wgs84_to_gcj02`.
    """
    if datum is Datum.GCJ02:
        return gcj02_to_wgs84(lon, lat)
    if datum is Datum.BD09:
        return bd09_to_wgs84(lon, lat)
    return _shift(lambda x, y: (x, y), lon, lat)


def _shift(move: Callable[[Array, Array], Pair], lon: ArrayLike, lat: ArrayLike) -> tuple[Any, Any]:
    """Apply `move` to the positions inside China; floats for floats, arrays for arrays."""
    x, y = np.broadcast_arrays(np.asarray(lon, np.float64), np.asarray(lat, np.float64))
    check_degrees(x, y)
    inside = in_china(x, y)
    out_x, out_y = np.array(x), np.array(y)
    out_x[inside], out_y[inside] = move(x[inside], y[inside])
    return (out_x, out_y) if out_x.ndim else (float(out_x), float(out_y))


def _gcj02(lon: Array, lat: Array) -> Pair:
    """WGS 84 to GCJ-02, the bare formula: a polynomial and sines in metres, then degrees."""
    x, y = lon - 105.0, lat - 35.0
    root, ripple = np.sqrt(np.abs(x)), 20.0 * (_sin(6.0 * x) + _sin(2.0 * x))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (ripple + 20.0 * _sin(x) + 40.0 * _sin(x / 3.0)) * 2.0 / 3.0
    east += (150.0 * _sin(x / 12.0) + 300.0 * _sin(x / 30.0)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (ripple + 20.0 * _sin(y) + 40.0 * _sin(y / 3.0)) * 2.0 / 3.0
    north += (160.0 * _sin(y / 12.0) + 320.0 * _sin(y / 30.0)) * 2.0 / 3.0
    phi = np.radians(lat)
    squash = 1.0 - _ECCENTRICITY_SQUARED * np.sin(phi) ** 2
    parallel = _AXIS_M / np.sqrt(squash) * np.cos(phi)
    meridian = _AXIS_M * (1.0 - _ECCENTRICITY_SQUARED) / squash**1.5
    return lon + np.degrees(east / parallel), lat + np.degrees(north / meridian)


def _bd09(lon: Array, lat: Array) -> Pair:
    """GCJ-02 to BD-09, the bare formula: a ripple in polar coordinates, then an offset."""
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BD_RIPPLE)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BD_RIPPLE)
    return radius * np.cos(angle) + _BD_EAST, radius * np.sin(angle) + _BD_NORTH


def _inverse(forward: Callable[[Array, Array], Pair], lon: Array, lat: Array) -> Pair:
    """Find what `forward` takes to (lon, lat): step by what is still missing."""
    x, y = lon, lat
    for _ in range(_FIXED_POINT_STEPS):
        out_x, out_y = forward(x, y)
        x, y = x + (lon - out_x), y + (lat - out_y)
    return x, y


def _sin(half_turns: Array) -> Array:
    """Sine of an angle given in half turns."""
    return cast("Array", np.sin(half_turns * np.pi))
