"""Checking and mending from the command line."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.current import config
from app.db import transaction
from app.reports import rollups
from app.reports.events import every_link, unfinished
from app.reports.history import breaches

rollups_group = AppGroup("rollups", help="The tallies that maps and figures read.")
audit_group = AppGroup("audit", help="The history of reports.")

_SHOWN = 20


@rollups_group.command("verify")
def verify_rollups() -> None:
    """Compare every tally with a recount; exit with 1 where they differ."""
    with transaction() as session:
        found = {name: rollups.differences(session, name) for name in rollups.NAMES}
    for name, rows in found.items():
        click.echo(f"{name}: {f'{len(rows)} rows differ' if rows else 'equal to a recount'}")
        for row in rows[:_SHOWN]:
            click.echo(f"  {row}")
    if any(found.values()):
        raise SystemExit(1)


@rollups_group.command("rebuild")
def rebuild_rollups() -> None:
    """Count every tally anew from the reports."""
    with transaction() as session:
        for name in rollups.NAMES:
            click.echo(f"{name}: {rollups.rebuild(session, name)} rows")


@audit_group.command("verify")
def verify_audit() -> None:
    """Walk every report's history and name each event that is not as it was written; exit with 1."""
    with transaction() as session:
        found = [*breaches(config().audit_key, every_link(session)), *unfinished(session)]
    for breach in found:
        place = f"community {breach.community_id}, report {breach.report_id}, event {breach.seq}"
        click.echo(f"{place}: {breach.fault}")
    click.echo(f"{len(found)} broken" if found else "The history is whole.")
    if found:
        raise SystemExit(1)
