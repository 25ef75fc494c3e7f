"""One-time sign-in cards: printing one, and the page that spends one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import InvalidInput
from app.pages import Moment, moment
from app.people import cards, doors
from app.people.loading import load_person
from app.people.register import By
from app.policy import Permission
from app.qr import qr_svg

bp = Blueprint("cards", __name__)

UNPROCESSABLE = 422


@dataclass(frozen=True)
class CardPage:
    """A card to print; it is shown this once."""

    display_name: str
    code: str
    address: str
    qr: Markup
    expires: Moment
    back_url: str


@dataclass(frozen=True)
class EnterPage:
    """The form that spends a card."""

    code: str
    errors: dict[str, str]


@bp.post("/people/<int:person_id>/card")
def make(person_id: int) -> str:
    """Make a card and show it for printing."""
    known = load_person(person_id, Permission.HELP_SIGN_IN, lock=True)
    viewer = viewer_with(Permission.HELP_SIGN_IN)
    card = cards.make_card(session(), viewer, known.person, By(viewer.person_id, clock.now()))
    address = url_for("cards.enter", _external=True)
    page = CardPage(
        display_name=known.person.display_name,
        code=card.code,
        address=address,
        qr=qr_svg(f"{address}#{card.code}"),
        expires=moment(card.expires_at),
        back_url=url_for("accounts.show", person_id=person_id),
    )
    return render_template("people/card.html", page=page)


@bp.get("/enter")
def enter() -> str:
    """Show the form; the code comes behind the address's `#`, which only the browser sees."""
    return render_template("people/enter.html", page=EnterPage("", {}))


@bp.post("/enter")
def use() -> Response | tuple[str, int]:
    """Spend a card."""
    code = request.form.get("code", "")
    password = request.form.get("password", "")
    try:
        person, key = cards.use_card(session(), code, password, doors.phone(), clock.now())
    except InvalidInput as error:
        field = "code" if error.pointer == "/code" else "password"
        page = EnterPage(code if field == "password" else "", {field: error.message})
        return render_template("people/enter.html", page=page), UNPROCESSABLE
    doors.enter(person, key)
    return redirect(url_for("people.start"), 303)
