"""From the reference system that a layer says it is in to longitude and latitude."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry

from app.places.imports.checks import shown
from app.places.imports.file_problems import FileProblem, UnreadableFileError

WGS84 = 4326
DEGREES = (-360.0, 360.0)
UNDEFINED = "undefined"
"""How GeoPackage calls the two systems that stand for none, in small letters."""

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Projection:
    """A way to WGS 84; none is needed where a layer is in it already."""

    transformer: pyproj.Transformer | None

    def to_lonlat(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in degrees, longitude first; what lies outside becomes infinite."""
        if self.transformer is None:
            return geometry
        return shapely.transform(geometry, self._moved)

    def _moved(self, positions: NDArray[np.float64]) -> NDArray[np.float64]:
        assert self.transformer is not None  # noqa: S101 - `to_lonlat` has looked
        return np.column_stack(self.transformer.transform(positions[:, 0], positions[:, 1]))


def is_stated(crs: str | None) -> bool:
    """Tell whether a layer says in which reference system it is."""
    return crs is not None and UNDEFINED not in crs[:80].casefold()


def looks_like_degrees(bounds: Bounds | None) -> bool:
    """Tell whether a layer's extent could be longitude and latitude."""
    low, high = DEGREES
    return bounds is None or all(low <= value <= high for value in bounds)


def projection_of(layer: str, crs: str | None, bounds: Bounds | None) -> Projection:
    """Return the way from a layer's reference system to WGS 84.

    Args:
        layer: Its name, for messages.
        crs: As `EPSG:n` or WKT; None where nobody says.
        bounds: West, south, east, north as they stand in the layer; None where it is empty.

    Raises:
        UnreadableFileError: It says none (the message tells whether it looks like metres), or one
            that does not lead to longitude and latitude.
    """
    if crs is None or not is_stated(crs):
        degrees = looks_like_degrees(bounds)
        problem = FileProblem.NO_CRS_DEGREES if degrees else FileProblem.NO_CRS_METRES
        raise UnreadableFileError(problem, layer=shown(layer))
    try:
        found = _parsed(crs)
        if found.to_epsg() == WGS84:
            return Projection(None)
        return Projection(pyproj.Transformer.from_crs(found, WGS84, always_xy=True))
    except (CRSError, ProjError) as error:
        raise UnreadableFileError(FileProblem.BAD_CRS, name=shown(crs)) from error


def name_of(crs: str | None) -> str:
    """Return a reference system as people call it, empty where a layer states none."""
    if crs is None or not is_stated(crs):
        return ""
    try:
        found = _parsed(crs)
    except CRSError:
        return shown(crs)
    authority = found.to_authority()
    return f"{':'.join(authority)} {found.name}" if authority else found.name


def _parsed(crs: str) -> pyproj.CRS:
    """Return a reference system from EPSG's number or WKT; other texts could name files."""
    if crs.upper().startswith("EPSG:"):
        return pyproj.CRS.from_epsg(int(crs[5:]))
    return pyproj.CRS.from_wkt(crs)
