"""Settings: what is missing or wrong stops the start and is named."""

from __future__ import annotations

import dataclasses

import pytest

from app.config import Config, ConfigError

GOOD = {
    "DATABASE_URL": "postgresql://web@/lanes",
    "SECRET_KEY": "s" * 32,
    "AUDIT_KEY": "a" * 32,
}


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_setting_is_named(name: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_env({key: value for key, value in GOOD.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("OWNER_DATABASE_URL", "sqlite:///x"),
        ("SECRET_KEY", "short"),
        ("AUDIT_KEY", "short"),
        ("DEMO", "yes"),
        ("COOKIE_SECURE", "true"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "²"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_env({**GOOD, name: value})


def test_a_bare_postgresql_url_means_psycopg2() -> None:
    assert Config.from_env(GOOD).database_url == "postgresql+psycopg2://web@/lanes"


def test_the_owner_is_the_web_role_unless_told() -> None:
    config = Config.from_env(GOOD)
    assert config.owner_database_url == config.database_url


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config.from_env(GOOD).demo = True  # type: ignore[misc]
