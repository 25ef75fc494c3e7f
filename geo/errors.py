"""What can be wrong with a place, a geometry or a question about them.

Every error carries a stable `code`, which a program translates for its reader, and a `path`, a JSON
pointer (RFC 6901) to the culprit inside the value that was handed in ("" is the value itself).
"""

# ruff: noqa: N818 - `except OutsideUtm` reads as the sentence that it is

from typing import ClassVar


class GeoError(ValueError):
    """Something geographic cannot be used as it is."""

    code: ClassVar[str] = "geo_error"

    def __init__(self, message: str, path: str = "") -> None:
        """Keep the English sentence for developers and the pointer to the culprit."""
        super().__init__(message)
        self.message = message
        self.path = path

    def __str__(self) -> str:
        """Return the message, with the place it speaks of where that is known."""
        return f"{self.message} (at {self.path})" if self.path else self.message


class NotFinite(GeoError):
    """A number is NaN or infinite."""

    code = "not_finite"


class LongitudeOutOfRange(GeoError):
    """A longitude lies outside [-180, 180] degrees."""

    code = "longitude_out_of_range"


class LatitudeOutOfRange(GeoError):
    """A latitude lies outside [-90, 90] degrees."""

    code = "latitude_out_of_range"


class OutsideUtm(GeoError):
    """A latitude lies outside [-80, 84] degrees, where UTM is not defined."""

    code = "outside_utm"


class UnknownSrid(GeoError):
    """A number names no coordinate reference system of EPSG."""

    code = "unknown_srid"


class NotProjectable(GeoError):
    """A coordinate has no image in the projection that was asked for."""

    code = "not_projectable"
