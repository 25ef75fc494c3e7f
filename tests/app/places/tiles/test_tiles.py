"""Vector tiles of the base map: whose, where, how long, and read by GDAL as a judge."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from flask.testing import FlaskClient
from pyogrio.raw import read
from sqlalchemy import update

from app import LaneSteward
from app.db import transaction
from app.people.area_models import AdminArea
from app.places.models import Facility, Lane
from app.places.tiles.mercator import Tile
from app.places.tiles.store import TileStore
from tests.cast import EAST, NORTH, Cast, Player

Browser = Callable[[Player], FlaskClient]
HOME = Tile(16, 49358, 27111)  # where the long lane's western end lies


@pytest.fixture
def drolma(cast: Cast, browser_of: Browser) -> FlaskClient:
    """Give Drolma's browser."""
    return browser_of(cast.drolma)


def address(browser: FlaskClient, tile: Tile) -> str:
    """Return where a tile of today is."""
    template = browser.get("/tiles/map.json").json["tiles"]
    return str(template.format(z=tile.z, x=tile.x, y=tile.y))


def layer(folder: Path, body: bytes, name: str, tile: Tile = HOME) -> dict[str, list[Any]]:
    """Read a layer of a tile with GDAL: columns, and `geometry` in EPSG:3857 metres."""
    file = folder / str(tile.z) / str(tile.x) / f"{tile.y}.pbf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    meta, _fids, geometry, fields = read(file, layer=name)
    columns = dict(zip(meta["fields"], [list(field) for field in fields], strict=True))
    return columns | {"geometry": list(shapely.from_wkb(geometry))}


def test_the_tile_holds_the_place_it_is_for() -> None:
    west, south, east, north = HOME.bounds_deg(0.0)
    assert west < EAST < east
    assert south < NORTH < north


def test_a_margin_widens_a_tile_on_every_side() -> None:
    inner, outer = HOME.bounds_deg(0.0), HOME.bounds_deg(0.1)
    assert [a < b for a, b in zip(inner, outer, strict=True)] == [False, False, True, True]


@pytest.mark.parametrize("tile", [Tile(1, 2, 0), Tile(0, 0, 1), Tile(23, 0, 0)])
def test_there_is_no_tile_beyond_the_world(tile: Tile) -> None:
    assert not tile.exists()


def test_gdal_reads_the_lanes_where_they_are(drolma: FlaskClient, tmp_path: Path) -> None:
    lanes = layer(tmp_path, drolma.get(address(drolma, HOME)).data, "lanes")
    west, south, east, north = HOME.bounds_m()
    box = shapely.box(west - 30, south - 30, east + 30, north + 30)
    assert sorted(lanes["name_zh"]) == ["短巷", "长巷"]
    assert all(box.contains(line) for line in lanes["geometry"])


def test_courtyards_come_with_their_names(drolma: FlaskClient, tmp_path: Path) -> None:
    yards = layer(tmp_path, drolma.get(address(drolma, HOME)).data, "courtyards")
    assert yards["name_zh"] == ["试验大院"]


def test_the_neighbours_lane_is_not_in_our_tile(
    cast: Cast, drolma: FlaskClient, browser_of: Browser, tmp_path: Path
) -> None:
    stranger = browser_of(cast.stranger)
    theirs = layer(tmp_path, stranger.get(address(stranger, HOME)).data, "lanes")
    assert theirs["name_zh"] == ["邻巷"]
    assert drolma.get(address(stranger, HOME)).status_code == 404


def test_a_lane_that_has_ended_is_not_drawn(
    app: LaneSteward, cast: Cast, drolma: FlaskClient, tmp_path: Path
) -> None:
    with app.app_context(), transaction() as session:
        ended = update(Lane).where(Lane.id == cast.lanes["short"])
        session.execute(ended.values(valid_to=date(2026, 1, 1)))
    lanes = layer(tmp_path, drolma.get(address(drolma, HOME)).data, "lanes")
    assert lanes["name_zh"] == ["长巷"]


def test_houses_are_left_out_of_the_view_from_afar(
    app: LaneSteward, cast: Cast, drolma: FlaskClient, tmp_path: Path
) -> None:
    with app.app_context(), transaction() as session:
        for kind in ("building", "landmark"):
            session.add(house(cast, kind))
    near, far = HOME, Tile(11, HOME.x >> 5, HOME.y >> 5)
    found = [
        sorted(layer(tmp_path, drolma.get(address(drolma, one)).data, "facilities", one)["kind"])
        for one in (near, far)
    ]
    assert found == [["building", "landmark"], ["landmark"]]


def house(cast: Cast, kind: str) -> Facility:
    """Return a house of about 100 m, seen from afar too."""
    box = shapely.box(EAST, NORTH - 0.001, EAST + 0.001, NORTH)
    return Facility(
        community_id=cast.community_id,
        code=kind,
        kind=kind,
        geom=f"SRID=4326;{box.wkt}",
        valid_from=date(2025, 1, 1),
    )


def test_where_nothing_is_the_tile_is_empty(drolma: FlaskClient) -> None:
    answer = drolma.get(address(drolma, Tile(16, 0, 0)))
    assert (answer.status_code, answer.data) == (200, b"")


def test_an_address_never_changes_its_content(
    app: LaneSteward, cast: Cast, drolma: FlaskClient
) -> None:
    before = address(drolma, HOME)
    assert "immutable" in drolma.get(before).headers["Cache-Control"]
    with app.app_context(), transaction() as session:
        area = session.get_one(AdminArea, cast.community_id)
        area.place_revision += 1
    assert address(drolma, HOME) != before
    assert drolma.get(before).status_code == 404


def test_a_tile_travels_compressed_to_who_takes_it(drolma: FlaskClient) -> None:
    url = address(drolma, HOME)
    packed = drolma.get(url, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == drolma.get(url).data


def test_the_map_says_how_far_the_places_reach(drolma: FlaskClient) -> None:
    west, south, east, north = drolma.get("/tiles/map.json").json["bounds"]
    assert (west, south) == pytest.approx((EAST, NORTH - 0.005))
    assert (east, north) == pytest.approx((EAST + 0.002, NORTH + 0.0008))


def test_the_same_map_is_not_sent_again(drolma: FlaskClient) -> None:
    tag = drolma.get("/tiles/map.json").headers["ETag"]
    again = drolma.get("/tiles/map.json", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_nobody_sees_tiles_without_signing_in(client: FlaskClient, cast: Cast) -> None:
    assert client.get("/tiles/map.json").status_code == 303
    assert client.get("/tiles/1-0-2026-01-01/0/0/0.pbf").status_code == 303


def test_the_store_makes_a_tile_once_and_lets_go_of_the_oldest() -> None:
    store, made = TileStore(most_bytes=100), []

    def make() -> bytes:
        made.append(1)
        return bytes(range(60))

    for key in ("a", "a", "b", "a"):
        assert gzip.decompress(store.get(key, make)) == bytes(range(60))
    assert len(made) == 3  # "a" had to go for "b"
    assert store.held <= 100


def test_a_tile_larger_than_the_store_is_given_all_the_same() -> None:
    store = TileStore(most_bytes=10)
    assert gzip.decompress(store.get("a", lambda: b"x" * 50)) == b"x" * 50
    assert store.held == 0
