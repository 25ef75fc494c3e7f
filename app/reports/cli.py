"""Checking and mending from the command line."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.db import transaction
from app.reports import rollups

rollups_group = AppGroup("rollups", help="The tallies that maps and figures read.")

_SHOWN = 20


@rollups_group.command("verify")
def verify_rollups() -> None:
    """Compare every tally with a recount; exit with 1 where they differ."""
    with transaction() as session:
        found = {name: rollups.differences(session, name) for name in rollups.NAMES}
    for name, rows in found.items():
        click.echo(f"{name}: {_verdict(len(rows))}")
        for row in rows[:_SHOWN]:
            click.echo(f"  {row}")
    if any(found.values()):
        raise SystemExit(1)


@rollups_group.command("rebuild")
def rebuild_rollups() -> None:
    """Count every tally anew from the reports."""
    with transaction() as session:
        for name in rollups.NAMES:
            counted = rollups.rebuild(session, name)
            click.echo(_("%(name)s: counted anew, rows %(count)s", name=name, count=counted))


def _verdict(differing: int) -> str:
    if differing:
        return _("rows that differ from a recount: %(count)s", count=differing)
    return _("equal to a recount")
