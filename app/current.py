"""What belongs to this request or command: its settings and its viewer."""

from __future__ import annotations

from typing import cast

from flask import current_app, g
from flask_babel import gettext as _
from flask_login import current_user

from app.config import Config
from app.errors import SignInRequired
from app.policy import Permission, Viewer, require

CONFIG_KEY = "lane_steward.config"


def config() -> Config:
    """Return the settings that the app was made with."""
    return cast("Config", current_app.extensions[CONFIG_KEY])


def viewer() -> Viewer | None:
    """Return who is behind this request, or None; asks the database once, when first called."""
    if g.get("database_is_down"):
        return None
    user = current_user._get_current_object()  # noqa: SLF001 - Flask-Login's proxy has no other way
    return user if isinstance(user, Viewer) else None


def viewer_with(permission: Permission) -> Viewer:
    """Return the viewer if the permission is theirs in some scope, else raise."""
    return require(viewer(), permission)


def signed_in() -> Viewer:
    """Return the viewer, whatever they may do.

    Raises:
        SignInRequired: Nobody is signed in.
    """
    known = viewer()
    if known is None:
        raise SignInRequired(_("Please sign in first."))
    return known
