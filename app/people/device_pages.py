"""Signed-in devices as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.pages import Moment, moment
from app.people.models import SignInSession
from app.people.viewers import digest

# What a browser says of itself holds several of these; the first that fits names it best.
SYSTEMS = ("HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
PROGRAMS = {
    "MicroMessenger": "WeChat",
    "HuaweiBrowser": "Huawei",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}


@dataclass(frozen=True)
class DeviceLine:
    """A device on which somebody is signed in; `key` names it to the form that ends it."""

    key: str
    label: str
    since: Moment
    is_this: bool


def device_lines(devices: Iterable[SignInSession], own_key: str) -> tuple[DeviceLine, ...]:
    """Return devices as lines; the one that the reader holds is marked."""
    own = digest(own_key)
    return tuple(
        DeviceLine(
            key=one.key_sha256.hex(),
            label=device_label(one.device),
            since=moment(one.created_at),
            is_this=one.key_sha256 == own,
        )
        for one in devices
    )


def device_label(user_agent: str) -> str:
    """Return what a browser's own name for itself means to a person."""
    parts = [next((name for name in SYSTEMS if name in user_agent), "")]
    parts += [next((name for sign, name in PROGRAMS.items() if sign in user_agent), "")]
    return " · ".join(filter(None, parts)) or _("Unknown device")
