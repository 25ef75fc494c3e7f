"""Settings, read once from the environment; a missing or wrong one stops the start and is named."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh_Hans", "bo", "en")
MEGABYTE = 1_000_000
SHORTEST_SECRET = 32
_TILE_URL = re.compile(r"(https://[a-zA-Z0-9.-]+(?::\d+)?)/[\w{}./?&=~-]*")


class ConfigError(Exception):
    """A setting is missing or cannot be used; the message names the variable."""


@dataclass(frozen=True)
class OutsideTiles:
    """A tile server of somebody else's, in WGS 84: its address, where it is, whom to thank."""

    url: str
    origin: str
    credit: str


@dataclass(frozen=True)
class Config:
    """Everything the process is told from outside.

    `database_url` is the web role's; `owner_database_url` may alter the schema. `audit_key` chains
    the history and is kept out of the database. `trusted_proxies` counts the proxies in front.
    `outside_tiles` is None unless maps may ask another server for a picture under our own places.
    """

    database_url: str
    owner_database_url: str
    secret_key: str
    audit_key: bytes
    photo_dir: Path
    demo: bool = False
    cookie_secure: bool = False
    trusted_proxies: int = 0
    outside_tiles: OutsideTiles | None = None
    max_body_bytes: int = 8 * MEGABYTE
    max_json_bytes: int = 256 * 1024

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Config:
        """Read the settings.

        Raises:
            ConfigError: A variable is missing, too short or not of its form.
        """
        database_url = _dialect(_required(environ, "DATABASE_URL"), "DATABASE_URL")
        owner_url = environ.get("OWNER_DATABASE_URL") or database_url
        return cls(
            database_url=database_url,
            owner_database_url=_dialect(owner_url, "OWNER_DATABASE_URL"),
            secret_key=_secret(environ, "SECRET_KEY"),
            audit_key=_secret(environ, "AUDIT_KEY").encode(),
            photo_dir=Path(environ.get("PHOTO_DIR") or CHECKOUT / "var" / "photos"),
            demo=_flag(environ, "DEMO"),
            cookie_secure=_flag(environ, "COOKIE_SECURE"),
            trusted_proxies=_count(environ, "TRUSTED_PROXIES"),
            outside_tiles=_outside(environ),
        )


def environment(var: Path = CHECKOUT / "var") -> dict[str, str]:
    """Return the process's environment over what `make run` has kept for this checkout.

    So a command in the same checkout finds the same database, keys and photos without being told.
    """
    kept: dict[str, str] = {}
    for name in ("settings.env", "running.env"):
        file = var / name
        if file.is_file():
            lines = file.read_text(encoding="utf-8").splitlines()
            kept |= dict(
                line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")
            )
    return kept | dict(os.environ)


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "")
    if not value:
        message = f"{name} is not set"
        raise ConfigError(message)
    return value


def _dialect(url: str, name: str) -> str:
    """Return a URL that names psycopg2: the bare scheme means psycopg 3 to SQLAlchemy 2.1."""
    scheme, mark, rest = url.partition("://")
    if not mark or scheme.partition("+")[0] not in {"postgres", "postgresql"}:
        message = f"{name} is not a postgresql:// URL"
        raise ConfigError(message)
    return f"postgresql+psycopg2://{rest}"


def _secret(environ: Mapping[str, str], name: str) -> str:
    value = _required(environ, name)
    if len(value) < SHORTEST_SECRET:
        message = f"{name} is shorter than {SHORTEST_SECRET} characters"
        raise ConfigError(message)
    return value


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "") or "0"
    if value not in {"0", "1"}:
        message = f"{name} is {value!r}; it takes 0 or 1"
        raise ConfigError(message)
    return value == "1"


def _count(environ: Mapping[str, str], name: str) -> int:
    value = environ.get(name, "") or "0"
    if not value.isascii() or not value.isdigit():
        message = f"{name} is {value!r}; it takes a whole number"
        raise ConfigError(message)
    return int(value)


def _outside(environ: Mapping[str, str]) -> OutsideTiles | None:
    """Read OUTSIDE_TILES, such as https://HOST/{z}/{x}/{y}.png, and its credit."""
    url = environ.get("OUTSIDE_TILES", "")
    if not url:
        return None
    found = _TILE_URL.fullmatch(url)
    if found is None or not all(url.count(f"{{{part}}}") == 1 for part in "zxy"):
        message = f"OUTSIDE_TILES is {url!r}; it takes https://HOST/... with {{z}}, {{x}} and {{y}}"
        raise ConfigError(message)
    return OutsideTiles(url, found[1], environ.get("OUTSIDE_TILES_CREDIT", ""))
