"""A tile server of somebody else's: off unless it is set, and then the only one that is allowed."""

from __future__ import annotations

import pytest

from app import create_app
from app.config import Config, ConfigError

ADDRESS = "https://tiles.example.org/{z}/{x}/{y}.png"
CREDIT = "<b>Map</b> by example.org"


def test_without_a_setting_no_other_host_is_allowed(settings: dict[str, str]) -> None:
    policy = create_app(settings).test_client().get("/healthz").headers["Content-Security-Policy"]
    assert "https:" not in policy


def test_the_server_that_is_set_may_show_pictures_and_nothing_else(
    settings: dict[str, str],
) -> None:
    app = create_app(settings | {"OUTSIDE_TILES": ADDRESS})
    policy = app.test_client().get("/healthz").headers["Content-Security-Policy"]
    assert policy.count("https://tiles.example.org") == 1
    assert "img-src 'self' https://tiles.example.org data:" in policy


def test_the_setting_comes_with_its_credit(settings: dict[str, str]) -> None:
    given = settings | {"OUTSIDE_TILES": ADDRESS, "OUTSIDE_TILES_CREDIT": CREDIT}
    outside = Config.from_env(given).outside_tiles
    assert outside is not None
    assert (outside.url, outside.credit) == (ADDRESS, CREDIT)


@pytest.mark.parametrize(
    "address",
    [
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://tiles.example.org/{z}/{x}.png",
        "https://*/{z}/{x}/{y}.png",
        "https://a.org; script-src *//{z}/{x}/{y}.png",
        "tiles",
    ],
)
def test_an_address_that_is_none_stops_the_start(settings: dict[str, str], address: str) -> None:
    with pytest.raises(ConfigError, match="OUTSIDE_TILES"):
        Config.from_env(settings | {"OUTSIDE_TILES": address})
