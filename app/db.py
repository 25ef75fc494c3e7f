"""The database session and the only place where a transaction ends.

A request has one transaction, opened by its first statement. `end_request` commits it after an
unsafe method that succeeded and rolls it back otherwise, before the response is handed on. Safe
methods read one snapshot and cannot write. The command line and jobs use `transaction()`; what must
outlive a refusal uses `independent_transaction()`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, has_request_context, request
from flask_babel import gettext as _
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData, event, insert, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction

from app.config import CHECKOUT
from app.errors import Unavailable

logger = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
RETRYABLE = frozenset({"40P01", "40001"})  # deadlock detected, serialization failure
BAD_REQUEST = 400
SNAPSHOT = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


class Base(DeclarativeBase):
    """The declarative base; it names every constraint, so that migrations can."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)


def init_app(app: Flask) -> None:
    """Give the app its engine and its migrations."""
    db.init_app(app)
    Migrate(app, db, directory=str(CHECKOUT / "migrations"), compare_type=True)


def session() -> Session:
    """Return the session of this request, command or job."""
    return db.session()


@event.listens_for(db.session, "after_begin")
def _read_a_snapshot(
    _orm: Session, _transaction: SessionTransaction, connection: Connection
) -> None:
    if has_request_context() and request.method in SAFE_METHODS:
        connection.execute(SNAPSHOT)


def _commit(orm: Session) -> None:
    """Commit: the one call of its kind in the project."""
    orm.commit()


def end_request(response: Response) -> None:
    """End the request's transaction.

    Raises:
        Unavailable: The commit failed; nothing was kept.
    """
    orm = session()
    if request.method in SAFE_METHODS or response.status_code >= BAD_REQUEST:
        orm.rollback()
        return
    try:
        _commit(orm)
    except SQLAlchemyError as error:
        orm.rollback()
        raise Unavailable(_("Nothing was saved. Please try again in a minute.")) from error


def retry_once(dispatch: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the view returns
    """Run a view; where it lost a deadlock or a serialisation race, run it once more."""
    try:
        return dispatch()
    except DBAPIError as error:
        if not is_retryable(error):
            raise
        logger.warning("retrying after %s", error.orig)
        session().rollback()
        for upload in request.files.values():
            upload.seek(0)
        return dispatch()


def is_retryable(error: DBAPIError) -> bool:
    """Tell whether the statement lost a race and may be tried again."""
    return getattr(error.orig, "pgcode", None) in RETRYABLE


def add_rows(orm: Session, model: type[Base], rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows in few statements.

    A None is written as NULL. SQLAlchemy would leave such columns to their defaults, and so begin
    a new statement wherever other columns are empty than in the row before.
    """
    if rows:
        orm.execute(insert(model), rows, execution_options={"render_nulls": True})


@contextmanager
def transaction() -> Iterator[Session]:
    """Give the session to a command or a job; commit at the end, roll back on an error."""
    orm = session()
    try:
        yield orm
        _commit(orm)
    except BaseException:
        orm.rollback()
        raise


@contextmanager
def independent_transaction() -> Iterator[Session]:
    """Give a session of its own whose work stays even if the request is refused.

    For failed sign-ins, refusals in the audit, a token's last use and a job's progress only.
    """
    with Session(db.engine) as orm:
        yield orm
        _commit(orm)
