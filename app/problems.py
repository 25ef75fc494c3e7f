"""Errors to answers: a page for a person, `application/problem+json` for a program."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

from apiflask import HTTPError
from flask import (
    Flask,
    Response,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from app.db import session
from app.errors import DomainError, Forbidden, InvalidInput, SignInRequired, Unavailable
from app.strict_json import escaped

logger = logging.getLogger(__name__)

Handler = Callable[[Any], AnyResponse]

API_PREFIX = "/api/"
PROBLEM_JSON = "application/problem+json"
RETRY_AFTER_S = "5"


@dataclass(frozen=True)
class ErrorPage:
    """What went wrong, in the reader's language, and what to do next."""

    status: int
    title: str
    message: str
    advice: str


def init_app(app: Flask) -> None:
    """Register the handlers; the order of classes does not matter, the narrowest wins."""
    for kind, handler in _HANDLERS.items():
        app.register_error_handler(kind, _even_without_database(handler))


def _even_without_database(handler: Handler) -> Handler:
    """Let a handler answer where the database, asked for the reader's language, is down too."""

    def answer(error: Any) -> AnyResponse:  # noqa: ANN401 - whichever the handler is for
        try:
            return handler(error)
        except (OperationalError, PoolTimeout):
            g.database_is_down = True
            session().rollback()
            return handler(error)

    return answer


def wants_problem() -> bool:
    """Tell whether the caller is a program."""
    return request.path.startswith(API_PREFIX)


def _domain_error(error: DomainError) -> AnyResponse:
    session().rollback()
    if isinstance(error, SignInRequired) and not wants_problem() and request.method == "GET":
        return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")), 303)
    return _answer(error)


def _validation_error(error: HTTPError) -> AnyResponse:
    by_location = error.detail if isinstance(error.detail, dict) else {}
    pointer, message = _first_message(next(iter(by_location.values()), error.message or ""))
    if error.status_code != HTTPStatus.UNPROCESSABLE_ENTITY:
        return _answer(_with_status(error.status_code, error.message or ""))
    return _answer(InvalidInput(message, pointer=pointer))


def _first_message(detail: object, path: str = "") -> tuple[str, str]:
    """Walk nested messages to the first; return the JSON pointer to it, and what it says."""
    if isinstance(detail, dict) and detail:
        key, inner = next(iter(detail.items()))
        step = "" if key == "_schema" else f"/{escaped(str(key))}"
        return _first_message(inner, path + step)
    if isinstance(detail, list) and detail:
        return _first_message(detail[0], path)
    return path, str(detail)


def _csrf_error(_error: CSRFError) -> AnyResponse:
    return _answer(Forbidden(_("The form was open too long. Go back, reload and try again.")))


def _http_error(error: HTTPException) -> AnyResponse:
    if error.response is not None:
        return cast("AnyResponse", error.response)
    answer = _answer(_with_status(error.code or 500, ""))
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            answer.headers[name] = value
    return answer


def _database_down(error: DBAPIError) -> AnyResponse:
    logger.error("database: %s", error)
    g.database_is_down = True
    session().rollback()
    return _answer(Unavailable(_("The database does not answer. Please try again in a minute.")))


def _unexpected(error: Exception) -> AnyResponse:
    logger.error("unexpected", exc_info=error)
    session().rollback()
    return _answer(_with_status(500, ""))


_HANDLERS: dict[type[Exception], Handler] = {
    DomainError: _domain_error,
    HTTPError: _validation_error,
    CSRFError: _csrf_error,
    HTTPException: _http_error,
    OperationalError: _database_down,
    PoolTimeout: _database_down,
    Exception: _unexpected,
}


def _with_status(status: int, message: str) -> DomainError:
    error = DomainError(message or _message_for(status))
    error.status = status
    error.code = HTTPStatus(status).phrase.lower().replace(" ", "_")
    return error


def _message_for(status: int) -> str:
    known = {
        404: _("There is nothing at this address, or nothing that you may see."),
        405: _("This address does not take that kind of request."),
        413: _("That is too large to be sent."),
        415: _("That kind of content is not accepted here."),
        429: _("Too many tries. Please wait a quarter of an hour."),
    }
    return known.get(status, _("Something went wrong on our side. It has been written down."))


def _answer(error: DomainError) -> AnyResponse:
    answer = _problem(error) if wants_problem() else _page(error)
    answer.status_code = error.status
    answer.headers["Cache-Control"] = "no-store"
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = RETRY_AFTER_S
    return answer


def _problem(error: DomainError) -> Response:
    document = {
        "type": f"urn:lane-steward:problem:{error.code}",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.message,
    }
    if error.pointer is not None:
        document["pointer"] = error.pointer
    answer = jsonify({**document, **error.extra})
    answer.content_type = PROBLEM_JSON
    return answer


def _page(error: DomainError) -> Response:
    page = ErrorPage(
        status=error.status,
        title=_title_for(error.status),
        message=error.message,
        advice=_advice_for(error.status),
    )
    return Response(render_template("errors/error.html", page=page), mimetype="text/html")


def _title_for(status: int) -> str:
    known = {
        400: _("That could not be read"),
        401: _("Please sign in"),
        403: _("Not for this account"),
        404: _("Not found"),
        409: _("Somebody was first"),
        410: _("Deleted"),
        413: _("Too large"),
        415: _("Wrong kind of file"),
        422: _("Something is not right yet"),
        429: _("Too many tries"),
        503: _("One moment, please"),
    }
    return known.get(status, _("Something went wrong"))


def _advice_for(status: int) -> str:
    if status in {403, 404, 410}:
        return _("Go back to the start page.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _("Nothing was saved. Please try again in a minute.")
    return _("Go back, put it right and send it again.")
