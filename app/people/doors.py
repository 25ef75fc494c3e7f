"""A device's cookie: who signs in on it now, and whom it has served before."""

from __future__ import annotations

import secrets
from typing import Any

import flask
from flask import request

from app.people.actions import Phone
from app.people.models import Person
from app.web import client_address

CHOICES = ("language", "theme", "elder")
MOST_KNOWN = 12  # people of one shared phone
KEY_BYTES = 24


def phone() -> Phone:
    """Return what this request comes from."""
    known = flask.session.get("known", [])
    return Phone(
        address=client_address(),
        device=request.user_agent.string,
        key=str(flask.session.get("device", "")),
        known=frozenset(known),
    )


def enter(person: Person, key: str) -> None:
    """Let somebody in on this device: a new session key, whatever the cookie held before."""
    kept = _kept()
    known = [person.id, *(one for one in kept.get("known", []) if one != person.id)]
    flask.session.clear()
    flask.session.update(kept)
    flask.session["known"] = known[:MOST_KNOWN]
    flask.session.setdefault("device", secrets.token_urlsafe(KEY_BYTES))
    flask.session.permanent = True
    flask.session["_user_id"] = key


def leave() -> None:
    """Forget who is signed in; the device itself stays known to those who signed in on it."""
    kept = {name: value for name, value in _kept().items() if name not in CHOICES}
    flask.session.clear()
    flask.session.update(kept)
    flask.session.permanent = True


def _kept() -> dict[str, Any]:
    names = (*CHOICES, "device", "known")
    return {name: flask.session[name] for name in names if flask.session.get(name) is not None}
