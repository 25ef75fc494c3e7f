"""Lanes, courtyards and facilities of a tile, encoded by PostGIS (`ST_AsMVT`)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import LargeBinary, column
from sqlalchemy.orm import Session

from app.places.tiles.mercator import Tile
from app.prepared import Prepared

EXTENT = 4096  # a tile's side in its own units: 13 cm at zoom 16 in Lhasa
BUFFER = 128  # units beyond the edge, so that a line's end and a dot are whole
BUILDINGS_FROM = 14  # zoom
MARGIN = BUFFER / EXTENT

_NAMED = ("name_zh", "name_bo", "name_en")
_NAMES = ", ".join(["code", *_NAMED])
# Layers in the order in which they cover each other: table, attributes, which rows.
_LAYERS = {
    "facilities": (
        "facility",
        ", ".join(["kind", *(f"CASE WHEN kind = 'landmark' THEN {n} END AS {n}" for n in _NAMED)]),
        f"AND (kind <> 'building' OR :z >= {BUILDINGS_FROM})",
    ),
    "courtyards": ("courtyard", _NAMES, ""),
    "lanes": ("lane", f"{_NAMES}, width_m", ""),
}


def _layer(name: str) -> str:
    """Write one layer; the names in it are ours, the values are bound."""
    table, attributes, rows = _LAYERS[name]
    return f"""
        (SELECT coalesce(ST_AsMVT(tile, '{name}', {EXTENT}, 'geom', 'id'), '') FROM (
            SELECT id, {attributes}, ST_AsMVTGeom(ST_Transform(geom, 3857),
                ST_MakeEnvelope(:west, :south, :east, :north, 3857), {EXTENT}, {BUFFER}) AS geom
            FROM {table}
            WHERE community_id = :community AND valid_from <= :day
              AND (valid_to IS NULL OR valid_to > :day) {rows}
              AND geom && ST_MakeEnvelope(:lon_0, :lat_0, :lon_1, :lat_1, 4326)
            ORDER BY id) AS tile WHERE geom IS NOT NULL)"""  # noqa: S608 - see above


_TYPES = {"community": "int", "day": "date", "z": "int"} | dict.fromkeys(
    ("west", "south", "east", "north", "lon_0", "lat_0", "lon_1", "lat_1"), "float8"
)
TILE = Prepared(
    "place_tile",
    "SELECT " + " || ".join(map(_layer, _LAYERS)) + " AS tile",
    _TYPES,
    (column("tile", LargeBinary),),
)


def encoded(session: Session, community_id: int, day: date, tile: Tile) -> bytes:
    """Return a tile of a community's places valid on a day; empty where nothing lies in it."""
    values = values_of(community_id, day, tile)
    return bytes(session.execute(TILE.on(session), values).scalar_one())


def values_of(community_id: int, day: date, tile: Tile) -> dict[str, Any]:
    """Return what the statement of a tile is given: whose, when, and the square's bounds."""
    west, south, east, north = tile.bounds_m()
    lon_0, lat_0, lon_1, lat_1 = tile.bounds_deg(MARGIN)
    return {
        "community": community_id,
        "day": day,
        "z": tile.z,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "lon_0": lon_0,
        "lat_0": lat_0,
        "lon_1": lon_1,
        "lat_1": lat_1,
    }
