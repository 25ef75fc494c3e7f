"""The bulletin from the command line."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from app import clock
from app.bulletin import forms
from app.bulletin.answers import FORMATS, written
from app.bulletin.bulletin import bulletin_of
from app.bulletin.periods import month_of
from app.cli import command_transaction
from app.config import LANGUAGES
from app.people.areas import local_day, the_community

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("bulletin")
@click.option("--from", "start", type=DAY, help="First day; of this month if omitted.")
@click.option("--to", "end", type=DAY, help="Last day, counted too; of this month if omitted.")
@click.option("--lang", type=click.Choice(LANGUAGES), default=LANGUAGES[0], show_default=True)
@click.option("--format", "kind", type=click.Choice(FORMATS), default="pdf", show_default=True)
@click.option("--community", "code", help="Its code, where there is more than one.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
@with_appcontext
def bulletin(
    start: datetime | None,
    end: datetime | None,
    lang: str,
    kind: str,
    code: str | None,
    output: Path,
) -> None:
    """Write the bulletin of some days to a file."""
    with current_app.test_request_context(f"/?lang={lang}"), command_transaction() as session:
        area = the_community(session, code)
        today = local_day(session, area.id, clock.now())
        asked = {"start": _date(start), "end": _date(end)}
        period = forms.period_asked(asked, month_of(today))
        made = written(bulletin_of(session, area, period, today), kind)
    try:
        output.write_bytes(made)
    except OSError as error:
        message = _("The file cannot be written: %(problem)s", problem=error.strerror)
        raise click.ClickException(message) from error
    click.echo(_("Written: %(file)s", file=output))


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
