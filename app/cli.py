"""Commands that belong to no feature; features bring their own."""

from __future__ import annotations

import click
from flask import Flask, current_app

from app.jobs import worker


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(_worker)


@click.command("worker")
def _worker() -> None:
    """Run the queue's jobs until stopped."""
    worker.run(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
