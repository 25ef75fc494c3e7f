"""The audit of all histories from the command line."""

from __future__ import annotations

from itertools import chain

import click
from flask.cli import AppGroup

from app.cases import history
from app.chain import breaches
from app.cli import command_transaction
from app.current import config
from app.people import register
from app.reports import events

audit_group = AppGroup("audit", help="The history of reports, cases and the register.")


@audit_group.command("verify")
def verify_audit() -> None:
    """Name each event of the history that is not as it was written; exit with 1 if there is one."""
    with command_transaction() as session:
        histories = (events.HISTORY, history.HISTORY, register.HISTORY)
        links = chain.from_iterable(one.every_link(session) for one in histories)
        found = [*breaches(config().audit_key, links), *events.unfinished(session)]
    for breach in found:
        place = f"community {breach.community_id}, {breach.thing}, event {breach.seq}"
        click.echo(f"{place}: {breach.fault}")
    click.echo(f"{len(found)} broken" if found else "The history is whole.")
    if found:
        raise SystemExit(1)
