"""The Folium shell: maps and plugins of our own, and what a page takes from a rendered figure.

A figure made by Folium is a whole page: a viewport tag that forbids zooming, style for `html` and `body`,
globals, links to foreign servers and script inside the page. Our pages take three things from it: the map's
element, the map's own style and its script. Style and script are served as files of their own, named by
their digest, so the content security policy stays at `'self'` and a browser fetches them once.

Nothing that people typed goes through here. A plugin takes addresses and style values; the browser fetches
the data and writes it with `textContent`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import folium
from branca.element import CssLink, Figure, JavascriptLink, MacroElement
from folium.elements import JSCSSMixin
from markupsafe import Markup

from app.errors import DomainError

LEAFLET_JS = "/static/vendor/leaflet/leaflet.js"
LEAFLET_CSS = "/static/vendor/leaflet/leaflet.css"
DEEPEST_ZOOM = 20
_LOCAL = re.compile(r"/(?!/)[\w./~-]*")
_FIXED_ID = re.compile(r"[a-z][a-z0-9_]*")


class NotLocal(DomainError):
    """A plugin was given an address that is not a plain path of this site."""

    status = 500
    code = "not_local"


def local_url(url: str) -> str:
    """Return a path of this site unchanged.

    Raises:
        NotLocal: It has a host, a query or anything that could end a string in script.
    """
    if not _LOCAL.fullmatch(url):
        raise NotLocal(f"{url!r} is no plain path of this site")
    return url


class LaneMap(folium.Map):
    """Folium's map without tiles and with Leaflet from this site.

    Args:
        fixed_id: Names the element `map_ID`: letters, digits and underscores, unique on its page.

    The lists of links are this class's own tuples' copies: Folium's are shared by every map of a process,
    and a link added to one map would show up on the next.
    """

    default_js: ClassVar[list[tuple[str, str]]] = [("leaflet", LEAFLET_JS)]
    default_css: ClassVar[list[tuple[str, str]]] = [("leaflet_css", LEAFLET_CSS)]

    def __init__(self, fixed_id: str) -> None:
        super().__init__(
            location=(0.0, 0.0),
            zoom_start=2,
            tiles=None,
            prefer_canvas=True,
            zoom_snap=0.25,
            attribution_control=False,
            maxZoom=DEEPEST_ZOOM,  # Folium's own max_zoom is the tiles'
        )
        self.default_js = list(type(self).default_js)  # type: ignore[misc] - this map's own
        self.default_css = list(type(self).default_css)  # type: ignore[misc] - this map's own
        self._id = _checked_id(fixed_id)


class Plugin(JSCSSMixin, MacroElement):
    """A Folium plugin that hands addresses and style values to a function of a module of ours.

    Args:
        kind: Names the plugin within its map.
        module: Path of the ES module.
        function: What it exports: `function(map, options)`.
        urls: Addresses by name, plain paths of this site.
        style: Names of custom properties and numbers, by name.

    Put on any Folium map it works there too: the module is imported when the map's script runs.
    """

    _template = folium.template.Template(
        """
        {% macro script(this, kwargs) %}
            import({{ this.module|tojson }}).then((module) =>
                module[{{ this.function|tojson }}](
                    {{ this._parent.get_name() }}, {{ this.options|tojson }}));
        {% endmacro %}
        """
    )

    def __init__(
        self,
        kind: str,
        module: str,
        function: str,
        urls: dict[str, str],
        style: dict[str, str | float | Sequence[str]],
    ) -> None:
        super().__init__()
        self._name = "Plugin"
        self._id = _checked_id(kind)
        self.default_js, self.default_css = [], []
        self.module = local_url(module)
        self.function = function
        self.options = {"urls": {name: local_url(url) for name, url in urls.items()}, **style}


@dataclass(frozen=True)
class MapShell:
    """What a page takes from a figure.

    Attributes:
        element: The map's element.
        script: The map's script; nothing global is left behind by it.
        style: The rules of the map's own element.
        links: Addresses of the scripts to be loaded before it, in order.
        style_links: Addresses of the style sheets to be loaded before its own.
    """

    element: Markup
    script: str
    style: str
    links: tuple[str, ...]
    style_links: tuple[str, ...]

    @cached_property
    def script_digest(self) -> str:
        """Return the SHA-256 of the script, 64 hexadecimal digits."""
        return hashlib.sha256(self.script.encode()).hexdigest()

    @cached_property
    def style_digest(self) -> str:
        """Return the SHA-256 of the style, 64 hexadecimal digits."""
        return hashlib.sha256(self.style.encode()).hexdigest()


def shell_of(made: LaneMap) -> MapShell:
    """Render a map's figure and take from it what a page of ours may hold.

    Raises:
        NotLocal: The figure links to another site.
    """
    figure = made.get_root()
    assert isinstance(figure, Figure)  # noqa: S101 - Folium puts every map into one
    figure.render()
    header = list(figure.header._children.values())  # noqa: SLF001 - Folium has no other way
    return MapShell(
        element=Markup(figure.html.render().strip()),  # noqa: S704 - a div with a checked id
        script=_enclosed(figure.script.render()),
        style=_own_style(figure.header.render(), made.get_name()),
        links=tuple(local_url(e.url) for e in header if isinstance(e, JavascriptLink)),
        style_links=tuple(local_url(e.url) for e in header if isinstance(e, CssLink)),
    )


def _enclosed(script: str) -> str:
    """Return a script whose variables are its own, its indentation taken off."""
    lines = (line.strip() for line in script.splitlines())
    body = "\n".join(line for line in lines if line)
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'


def _own_style(header: str, name: str) -> str:
    """Return the rule for the map's element out of all that Folium styles."""
    rule = re.search(rf"#{name}\s*\{{[^{{}}]*\}}", header)
    return re.sub(r"\s+", " ", rule.group()) + "\n" if rule else ""


def _checked_id(fixed_id: str) -> str:
    if not _FIXED_ID.fullmatch(fixed_id):
        raise ValueError(f"{fixed_id!r} cannot name an element")
    return fixed_id
