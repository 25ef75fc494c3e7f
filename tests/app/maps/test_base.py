"""The Folium shell: what a page takes from a figure, and what it leaves."""

from __future__ import annotations

import re

import folium
import pytest
from flask.testing import FlaskClient

from app import LaneSteward
from app.hotspots import supervisors_map
from app.maps import shells
from app.maps.base import LaneMap, NotLocal, Plugin, local_url, shell_of
from app.maps.layers import MetricScale


def test_the_map_names_no_foreign_address() -> None:
    made = shells.shell(supervisors_map.NAME)
    whole = made.element + made.script + made.style + "".join((*made.links, *made.style_links))
    assert not re.search(r"https?:|//[\w-]+\.", whole)


def test_the_viewport_page_wide_style_and_globals_stay_behind() -> None:
    made = shells.shell(supervisors_map.NAME)
    whole = made.element + made.script + made.style
    for left in ("viewport", "user-scalable", "html, body", "L_NO_TOUCH", ".leaflet-container"):
        assert left not in whole


def test_the_element_holds_neither_script_nor_style() -> None:
    element = shells.shell(supervisors_map.NAME).element
    assert element == '<div class="folium-map" id="map_hotspots" ></div>'


def test_the_script_leaves_no_global_behind() -> None:
    script = shells.shell(supervisors_map.NAME).script
    assert script.startswith('(() => {\n"use strict";')
    assert script.rstrip().endswith("})();")


def test_two_builds_give_the_same_bytes() -> None:
    one, two = (shell_of(supervisors_map.build()) for _ in range(2))
    assert (one.script_digest, one.style_digest) == (two.script_digest, two.style_digest)


def test_a_link_added_to_one_map_does_not_show_on_the_next() -> None:
    first = LaneMap("first")
    first.add_js_link("extra", "/static/extra.js")
    assert "/static/extra.js" in shell_of(first).links
    assert "/static/extra.js" not in shell_of(LaneMap("second")).links


def test_our_maps_leave_the_stock_map_as_it_was() -> None:
    before = list(folium.Map.default_js)
    LaneMap("mine").add_js_link("extra", "/static/extra.js")
    assert folium.Map.default_js == before


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/x.js",
        "//example.org/x.js",
        "/x.js?a=${alert(1)}",
        "/x');alert(1);//",
        "x.js",
        "/x\n.js",
    ],
)
def test_a_plugin_takes_plain_paths_of_this_site_alone(url: str) -> None:
    with pytest.raises(NotLocal):
        Plugin("hostile", "/static/js/lib/x.js", "add", {"data": url}, {})


def test_a_plain_path_is_taken() -> None:
    assert local_url("/api/v1/lane-rates") == "/api/v1/lane-rates"


def test_an_element_is_named_by_plain_letters() -> None:
    with pytest.raises(ValueError, match="cannot name"):
        LaneMap('x"><script>')


def test_our_plugins_work_on_a_stock_folium_map() -> None:
    stock = folium.Map(tiles=None)
    stock.add_child(MetricScale())
    assert "L.control.scale({imperial: false}).addTo(map_" in stock.get_root().render()


def test_the_script_is_served_by_its_digest_for_ever(app: LaneSteward) -> None:
    made = shells.shell(supervisors_map.NAME)
    answer = app.test_client().get(f"/maps/{made.script_digest}.js")
    assert answer.text == made.script
    assert answer.mimetype == "text/javascript"
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_style_is_served_by_its_digest(client: FlaskClient) -> None:
    made = shells.shell(supervisors_map.NAME)
    answer = client.get(f"/maps/{made.style_digest}.css")
    assert (answer.text, answer.mimetype) == (made.style, "text/css")


def test_a_worker_that_never_built_the_map_answers_too(client: FlaskClient) -> None:
    digest = shells.shell(supervisors_map.NAME).script_digest
    shells.shell.cache_clear()
    assert client.get(f"/maps/{digest}.js").status_code == 200


def test_another_digest_is_not_found(client: FlaskClient) -> None:
    assert client.get(f"/maps/{'0' * 64}.js").status_code == 404
