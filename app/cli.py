"""Commands that belong to no feature, and how every command ends; features bring their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.db import transaction
from app.errors import DomainError
from app.jobs import worker


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(_worker)


@contextmanager
def command_transaction() -> Iterator[Session]:
    """Give a command its transaction; a refusal becomes a message and an exit status of 1."""
    try:
        with transaction() as session:
            yield session
    except DomainError as error:
        raise click.ClickException(error.message) from error


@click.command("worker")
def _worker() -> None:
    """Run the queue's jobs until stopped."""
    worker.run(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
