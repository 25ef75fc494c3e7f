"""Longitudes and latitudes as numbers: their types, and what no position on earth can be."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from geo.errors import LatitudeOutOfRange, LongitudeOutOfRange, NotFinite

Array = NDArray[np.float64]
Degrees = TypeVar("Degrees", float, Array)


def check_degrees(lon: Array | np.float64, lat: Array | np.float64) -> None:
    """Refuse what is no position on earth.

    Args:
        lon: Longitudes, degrees, any shape.
        lat: Latitudes, degrees, any shape.

    Raises:
        NotFinite: A coordinate is NaN or infinite.
        LongitudeOutOfRange: A longitude lies outside [-180, 180].
        LatitudeOutOfRange: A latitude lies outside [-90, 90].
    """
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        message = "A coordinate is NaN or infinite"
        raise NotFinite(message)
    if (np.abs(lon) > 180.0).any():  # noqa: PLR2004 - the degrees of the globe
        message = "A longitude lies outside -180..180 degrees"
        raise LongitudeOutOfRange(message)
    if (np.abs(lat) > 90.0).any():  # noqa: PLR2004 - the degrees of the globe
        message = "A latitude lies outside -90..90 degrees"
        raise LatitudeOutOfRange(message)
