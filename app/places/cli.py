"""Founding a real community from the command line."""

from __future__ import annotations

import click
from flask.cli import AppGroup, ScriptInfo
from flask_babel import gettext as _

from app import clock
from app.cli import command_transaction
from app.people import actions, queries
from app.places.communities import found_community
from app.policy import Role
from geo.crs import utm_srid


class OnlyIfNobody(click.Command):
    """A command that asks nothing and does nothing where there are accounts already."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Look before the first question is asked."""
        with (
            ctx.ensure_object(ScriptInfo).load_app().app_context(),
            command_transaction() as session,
        ):
            peopled = queries.anybody(session)
        if peopled:
            click.echo(_("There are accounts already; an administrator adds further ones."))
            ctx.exit(0)
        return super().parse_args(ctx, args)


admin_group = AppGroup("admin", help="The first administrator.")


@admin_group.command("first", cls=OnlyIfNobody)
@click.option("--code", prompt="A short code for the community (letters and digits)")
@click.option("--name", prompt="The community's name")
@click.option("--time-zone", default="Asia/Shanghai", prompt=True)
@click.option("--longitude", type=click.FloatRange(-180, 180), default=91.13, prompt=True)
@click.option("--latitude", type=click.FloatRange(-80, 84), default=29.65, prompt=True)
@click.option("--username", default="admin", prompt="User name of the administrator")
@click.password_option()
def first_administrator(
    *,
    code: str,
    name: str,
    time_zone: str,
    longitude: float,
    latitude: float,
    username: str,
    password: str,
) -> None:
    """Found a community and its administrator, on an installation that has nobody yet."""
    with command_transaction() as session:
        area = found_community(
            session,
            code=code,
            name_zh=name,
            time_zone=time_zone,
            utm_srid=utm_srid(longitude, latitude),
        )
        person = actions.add_person(
            session,
            username=username,
            display_name=username,
            password=password,
            now=clock.now(),
        )
        actions.grant(session, person, area, Role.ADMINISTRATOR)
    click.echo(_("%(name)s has a first administrator: %(user)s.", name=name, user=username))
    click.echo(_("Next: %(command)s", command=f"import-places --community {code}"))
