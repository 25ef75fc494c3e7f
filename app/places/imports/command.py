"""`flask --app app import-places FILE --community CODE`."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from app.errors import DomainError
from app.places.imports.importing import ImportOutcome, ImportRequest, NewCommunity, import_file
from app.places.imports.report import report_lines, write_report
from geo.crs import Datum

FULL = 100
"""Per cent."""


@click.command("import-places")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--community", "code", required=True, help="Code of the community.")
@click.option("--layer", help="For formats with several layers; OSM and GeoJSON have one.")
@click.option(
    "--datum",
    type=click.Choice([datum.value for datum in Datum], case_sensitive=False),
    default=Datum.WGS84.value,
    show_default=True,
    help="Datum of the file's positions.",
)
@click.option("--dry-run", is_flag=True, help="Do everything, print the report, roll back.")
@click.option("--accept-refusals", is_flag=True, help="Import the other rows without the refused.")
@click.option("--end-missing", is_flag=True, help="End places that the file no longer holds.")
@click.option("--report", type=click.Path(path_type=Path), help="Write refusals and notes as CSV.")
@click.option("--create", is_flag=True, help="Found the community where it is absent.")
@click.option("--name", help="With --create: the community's name.")
@click.option("--time-zone", default="Asia/Shanghai", show_default=True, help="With --create.")
@with_appcontext
def import_places(  # noqa: PLR0913 - one parameter an option
    *,
    file: Path,
    code: str,
    layer: str | None,
    datum: str,
    dry_run: bool,
    accept_refusals: bool,
    end_missing: bool,
    report: Path | None,
    create: bool,
    name: str | None,
    time_zone: str,
) -> None:
    """Import lanes, courtyards and facilities from OpenStreetMap or GeoJSON."""
    if layer is not None:
        raise click.BadParameter(_("This format has no layers."), param_hint="--layer")
    request = ImportRequest(
        path=file,
        community_code=code,
        datum=Datum(datum.upper()),
        found=NewCommunity(name or code, time_zone) if create else None,
        accept_refusals=accept_refusals,
        end_missing=end_missing,
        dry_run=dry_run,
    )
    outcome = _imported(request)
    for line in report_lines(outcome):
        click.echo(line)
    if report is not None:
        _write(report, outcome)
    if outcome.summary is None:
        sys.exit(1)


def _imported(request: ImportRequest) -> ImportOutcome:
    """Import, and turn what is wrong into one sentence for the terminal."""
    try:
        return import_file(request, _print_progress)
    except DomainError as error:
        raise click.ClickException(error.message) from error


def _write(report: Path, outcome: ImportOutcome) -> None:
    """Write the CSV report, or say why not."""
    try:
        write_report(report, outcome.result)
    except OSError as error:
        raise click.ClickException(
            _("The report cannot be written: %(problem)s", problem=error.strerror or "")
        ) from error


def _print_progress(done: int, total: int) -> None:
    """Print how far the writing is, apart from the report."""
    share = FULL * done // total if total else FULL
    click.echo(
        _("Writing: %(done)s of %(total)s (%(share)s %%)", done=done, total=total, share=share),
        err=True,
    )
