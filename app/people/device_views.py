"""Devices: one's own, and those of the people whom one helps."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import signed_in, viewer_with
from app.db import session
from app.errors import Forbidden, InvalidInput
from app.people import accounts, actions, devices
from app.people.account_queries import may_help
from app.people.loading import load_person
from app.people.queries import person_by_id
from app.people.register import By
from app.policy import Permission

bp = Blueprint("devices", __name__)


@bp.post("/me/devices")
def end_mine() -> Response:
    """Sign the viewer out on one of their devices, or on all."""
    known = signed_in()
    person_by_id(session(), known.person_id, lock=True)
    by = By(known.person_id, clock.now())
    ended = devices.end_devices(session(), known.community_id, known.person_id, _device(), by)
    _say(ended)
    return redirect(url_for("people.me"), 303)


@bp.post("/people/<int:person_id>/devices")
def end(person_id: int) -> Response:
    """Sign a person out on a lost phone, or everywhere."""
    known = load_person(person_id, Permission.HELP_SIGN_IN, lock=True)
    viewer = viewer_with(Permission.HELP_SIGN_IN)
    if not may_help(session(), viewer, known.person):
        raise Forbidden(_("You may not sign this person out."))
    by = By(viewer.person_id, clock.now())
    key = _device()
    ended = devices.end_devices(session(), viewer.community_id, person_id, key, by)
    if key is None:
        accounts.withdraw_cards(session(), known.person, by)
    _say(ended)
    return redirect(url_for("accounts.show", person_id=person_id), 303)


@bp.post("/me/password")
def choose_password() -> Response:
    """Choose a new password; the old one is asked for where there is one."""
    known = signed_in()
    person = person_by_id(session(), known.person_id, lock=True)
    if person.password_hash and not actions.knows_password(person, request.form.get("old", "")):
        raise InvalidInput(_("The old password is not right."), pointer="/old")
    by = By(person.id, clock.now())
    new = request.form.get("password", "")
    accounts.choose_password(session(), known.community_id, person, new, by)
    flash(_("Your password is changed."), "done")
    return redirect(url_for("people.me"), 303)


def _device() -> bytes | None:
    """Return the device that the form names; None for all."""
    try:
        return devices.device_key(request.form.get("device", ""))
    except ValueError as error:
        raise InvalidInput(_("Choose one of the list.")) from error


def _say(ended: int) -> None:
    flash(_("Signed out on %(number)s devices.", number=ended), "done")
