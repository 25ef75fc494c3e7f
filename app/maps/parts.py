"""What a page needs of a map: its element, and the addresses of what it loads."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from app.maps import shells


@dataclass(frozen=True)
class MapPart:
    """The map: its element, and the addresses of what it needs."""

    element: Markup
    script_url: str
    style_url: str
    links: tuple[str, ...]
    style_links: tuple[str, ...]


def map_part(name: str) -> MapPart:
    """Return the part of a registered map.

    Raises:
        KeyError: Nobody registered that name.
    """
    made = shells.shell(name)
    return MapPart(
        element=made.element,
        script_url=url_for("maps.script", digest=made.script_digest),
        style_url=url_for("maps.style", digest=made.style_digest),
        links=made.links,
        style_links=made.style_links,
    )
