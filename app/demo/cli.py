"""The demo from the command line."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from flask_babel import gettext as _
from sqlalchemy import select

from app import clock
from app.current import config
from app.db import session, transaction
from app.demo import load as loading
from app.demo.accounts import PASSWORD
from app.errors import Conflict
from app.people.models import Person, RoleAssignment
from app.policy import Role, role_label

demo_group = AppGroup("demo", help="The Bailin demo, drawn and made up by code.")


@demo_group.command("load")
@click.option("--if-empty", is_flag=True, help="Do nothing where there is a community already.")
def load_demo(*, if_empty: bool) -> None:
    """Load the demo: a quarter, its teams, April 2026 and the last 60 days."""
    if not config().demo:
        message = _("Its accounts have a known password. Set DEMO=1 to load it all the same.")
        raise click.ClickException(message)
    with transaction() as own:
        loading.lock(own)
        if if_empty and not loading.is_empty(own):
            click.echo(_("There is a community already; the demo is left alone."))
            return
        try:
            made = loading.load(own, clock.now(), config())
        except Conflict as error:
            raise click.ClickException(str(error)) from error
    counts = {"patrols": len(made.patrols), "reports": len(made.reports)}
    click.echo(_("Loaded the demo: %(patrols)s patrols, %(reports)s reports.", **counts))


@demo_group.command("accounts")
def show_accounts() -> None:
    """Print the demo's accounts and their password."""
    rows = session().execute(
        select(Person.username, RoleAssignment.role)
        .join(RoleAssignment, RoleAssignment.person_id == Person.id)
        .where(Person.is_demo, Person.password_hash.is_not(None))
        .order_by(Person.id)
    )
    for username, role in rows:
        click.echo(f"  {username:16} {role_label(Role(role))}")
    click.echo("  " + _("Password for all of them:") + f" {PASSWORD}")
