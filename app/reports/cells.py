"""The 10 m cell of a position, in SQL: PostGIS alone computes it, so that every count agrees."""

from __future__ import annotations

from app.reports.tally_models import CELL_METRES

# A zone is 6 degrees wide; beyond its neighbours' middle the projection says little.
_WIDEST_DEGREES = 6
_UTM_LATITUDES = (-80, 84)


def cell_of(geom: str, srid: str) -> tuple[str, str, str]:
    """Return SQL for a cell's easting and northing, and for whether the position has a cell.

    Args:
        geom: SQL of a WGS 84 point; may be null.
        srid: SQL of the EPSG code of a UTM zone (326zz or 327zz).
    """
    metres = f"ST_Transform({geom}, {srid})"
    middle = f"(({srid}) % 100 * 6 - 183)"
    south, north = _UTM_LATITUDES
    east, north_of = (f"floor(ST_{axis}({metres}) / {CELL_METRES})::int" for axis in "XY")
    near_middle = f"abs(ST_X({geom}) - {middle}) <= {_WIDEST_DEGREES}"
    return east, north_of, f"({near_middle} AND ST_Y({geom}) BETWEEN {south} AND {north})"
