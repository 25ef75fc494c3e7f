"""What the tests of people and places do again and again: send a form, ask for rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import LaneSteward
from app.db import session
from app.people.register import By, RegisterEvent
from tests.cast import Player
from tests.pages import token_of

BrowserOf = Callable[[Player], FlaskClient]


def send(browser: FlaskClient, address: str, **form: Any) -> TestResponse:
    """Send a form with its token."""
    token = token_of(browser.get("/sign-in"))
    return browser.post(address, data={"csrf_token": token, **form})


def by(player: Player) -> By:
    """Return a player as whoever does something now."""
    return By(player.id, datetime.now(UTC))


def told(app: LaneSteward, name: str) -> list[str]:
    """Return what the register tells of a thing, oldest first."""
    with app.app_context():
        return list(
            session().scalars(
                select(RegisterEvent.what)
                .where(RegisterEvent.thing == name)
                .order_by(RegisterEvent.seq)
            )
        )
