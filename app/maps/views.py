"""Scripts and styles of maps as files named by what is in them; they hold no data of anybody's."""

from __future__ import annotations

from flask import Blueprint, Response
from flask_babel import gettext as _

from app.errors import NotFound
from app.maps import shells

bp = Blueprint("maps", __name__, url_prefix="/maps")

FOR_EVER = "public, max-age=31536000, immutable"


@bp.get("/<digest>.js")
def script(digest: str) -> Response:
    """Return a map's script."""
    return _file(shells.script_with(digest), "text/javascript")


@bp.get("/<digest>.css")
def style(digest: str) -> Response:
    """Return the style of a map's element."""
    return _file(shells.style_with(digest), "text/css")


def _file(text: str | None, mimetype: str) -> Response:
    if text is None:
        raise NotFound(_("There is no such map."))
    answer = Response(text, mimetype=mimetype)
    answer.headers["Cache-Control"] = FOR_EVER
    return answer
