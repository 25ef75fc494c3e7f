"""What can be wrong with a place, a geometry or a question about them.

Every error carries a stable `code`, which a program translates for its reader, and a `path`, a JSON
pointer (RFC 6901) to the culprit inside the value that was handed in ("" is the value itself).
"""

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


class ShapeMismatch(GeoError):
    """Arrays that belong together do not have the shapes that they must have."""

    code = "shape_mismatch"


class NotWholeCells(GeoError):
    """Cell indices are not whole numbers."""

    code = "not_whole_cells"


class WeightOutOfRange(GeoError):
    """A weight or count is negative, not finite, or too large to be shown."""

    code = "weight_out_of_range"


class BandwidthOutOfRange(GeoError):
    """A kernel's bandwidth is not 1 cm to 10,000 km."""

    code = "bandwidth_out_of_range"


class HalfLifeOutOfRange(GeoError):
    """A half-life is not a positive number of days, or none is given."""

    code = "half_life_out_of_range"


class NotAdjacency(GeoError):
    """Pairs of neighbours name a place that is not there, a place beside itself, or no number."""

    code = "not_adjacency"


class LixelOutOfRange(GeoError):
    """A lixel is shorter than a hand is wide."""

    code = "lixel_out_of_range"


class NetworkChanged(GeoError):
    """What was computed for one network is asked of another: lanes were edited since."""

    code = "network_changed"


class NotANetwork(GeoError):
    """Edges name nodes that are not there, or have lengths that are none."""

    code = "not_a_network"


class OffTheNetwork(GeoError):
    """A position names an edge that is not there, or lies beyond the edge's ends."""

    code = "off_the_network"


class PeriodOutOfRange(GeoError):
    """A period is not a second to a million days."""

    code = "period_out_of_range"


class CellSizeOutOfRange(GeoError):
    """A cell's side is not 1 cm to 1,000 km."""

    code = "cell_size_out_of_range"


class ExtentOutOfRange(GeoError):
    """A grid has no rows or columns, is turned inside out, or lies nowhere on earth."""

    code = "extent_out_of_range"


class GridTooLarge(GeoError):
    """A grid, with the kernel's reach around it, has more cells than memory is given for."""

    code = "grid_too_large"


class DistanceOutOfRange(GeoError):
    """A distance is negative, not finite, or further than makes sense."""

    code = "distance_out_of_range"


class NodeOutOfRange(GeoError):
    """A node's number is none of the graph's."""

    code = "node_out_of_range"


class NotConnected(GeoError):
    """No way leads from one thing that must be walked to another."""

    code = "not_connected"


class EmptyLane(GeoError):
    """A lane has no length."""

    code = "empty_lane"


class NotAnObject(GeoError):
    """A GeoJSON geometry is not a JSON object."""

    code = "not_an_object"


class MissingMember(GeoError):
    """A GeoJSON geometry lacks `type` or `coordinates`."""

    code = "missing_member"


class UnknownMember(GeoError):
    """A GeoJSON geometry has a member besides `type`, `coordinates` and `bbox`."""

    code = "unknown_member"


class UnknownGeometryType(GeoError):
    """A geometry's type is none of GeoJSON's, or none that is wanted here."""

    code = "unknown_geometry_type"


class NotAList(GeoError):
    """Coordinates are not nested lists as deep as the geometry's type asks for."""

    code = "not_a_list"


class NotAPosition(GeoError):
    """A position is not a list of longitude and latitude."""

    code = "not_a_position"


class NotANumber(GeoError):
    """A coordinate is not a JSON number (a string, a boolean, null, a list ...)."""

    code = "not_a_number"


class EmptyGeometry(GeoError):
    """A geometry, or a part of one, has no positions."""

    code = "empty_geometry"


class TooFewVertices(GeoError):
    """A line has one position, or a ring fewer than four."""

    code = "too_few_vertices"


class TooManyVertices(GeoError):
    """A geometry has more positions than are accepted."""

    code = "too_many_vertices"


class ZeroLength(GeoError):
    """A line begins, stays and ends at the same place."""

    code = "zero_length"


class UnclosedRing(GeoError):
    """A ring does not end where it begins."""

    code = "unclosed_ring"


class SelfIntersection(GeoError):
    """A polygon's boundary crosses or touches itself along the way, as in a bow-tie."""

    code = "self_intersection"


class NoArea(GeoError):
    """A polygon encloses nothing."""

    code = "no_area"


class InvalidPolygon(GeoError):
    """Holes or parts of a polygon do not lie as they must (outside, overlapping, doubled)."""

    code = "invalid_polygon"


class OutsideLine(GeoError):
    """A place along a line lies before its beginning or behind its end."""

    code = "outside_line"


class LinesApart(GeoError):
    """Two lines that should meet end to end do not."""

    code = "lines_apart"


class NoTeams(GeoError):
    """A day is to be planned for nobody."""

    code = "no_teams"


class UnknownPosition(GeoError):
    """A number is to be the position of a node, an edge, a lane or a team, and there is none."""

    code = "unknown_position"


class NotAMeasure(GeoError):
    """A length, a time, a prize or a budget is negative or not finite."""

    code = "not_a_measure"
