"""`flask --app app import-places FILE --community CODE`."""

import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from app.errors import DomainError
from app.places.imports.choices import Choices, clean_crs, clean_encoding
from app.places.imports.file_problems import UnreadableFileError
from app.places.imports.importing import ImportOutcome, ImportRequest, NewCommunity, import_file
from app.places.imports.properties import FACILITY_KINDS, KNOWN
from app.places.imports.report import report_lines, write_report
from app.places.imports.rows import PlaceKind
from geo.crs import Datum

FULL = 100
"""Per cent."""


@click.command("import-places")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--community", "code", required=True, help="Code of the community.")
@click.option("--layer", help="Read this layer alone; without it all that have geometries.")
@click.option("--encoding", help="Of a Shapefile's texts: UTF-8, GBK, GB18030 or Big5.")
@click.option("--crs", help="Reference system of a layer that does not say it: EPSG:4539.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in PlaceKind]),
    help="What all rows are; without it the row, the layer's name or the geometry tells.",
)
@click.option(
    "--facility",
    type=click.Choice(FACILITY_KINDS),
    help="What a facility is whose row does not say.",
)
@click.option("--column", "columns", multiple=True, help="OURS=THEIRS, such as code=编号; repeat.")
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
    report: Path | None,
    create: bool,
    name: str | None,
    time_zone: str,
    dry_run: bool,
    accept_refusals: bool,
    end_missing: bool,
    **said: Any,  # noqa: ANN401 - the rest of the options, for `_choices`
) -> None:
    """Import lanes, courtyards and facilities from a file of any format that is read here."""
    request = ImportRequest(
        path=file,
        community_code=code,
        choices=_choices(**said),
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


def _choices(
    *,
    datum: str,
    layer: str | None,
    encoding: str | None,
    crs: str | None,
    kind: str | None,
    facility: str | None,
    columns: tuple[str, ...],
) -> Choices:
    """Return how the file is to be read; what cannot be meant ends with status 2."""
    try:
        return Choices(
            datum=Datum(datum.upper()),
            layer=layer,
            encoding=None if encoding is None else clean_encoding(encoding),
            crs=None if crs is None else clean_crs(crs),
            kind=None if kind is None else PlaceKind(kind),
            facility=facility,
            columns=dict(_pair(text) for text in columns),
        )
    except UnreadableFileError as error:
        raise click.BadParameter(error.message) from error


def _pair(text: str) -> tuple[str, str]:
    """Return our name and the file's column from `OURS=THEIRS`."""
    ours, mark, theirs = text.partition("=")
    if not mark or ours not in KNOWN:
        raise click.BadParameter(
            _("Write OURS=THEIRS, where OURS is one of %(names)s.", names=", ".join(sorted(KNOWN))),
            param_hint="--column",
        )
    return ours, theirs


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
    """Print how far the writing is, apart from the report; while the file is read, nothing."""
    if not total:
        return
    share = FULL * done // total
    click.echo(
        _("Writing: %(done)s of %(total)s (%(share)s %%)", done=done, total=total, share=share),
        err=True,
    )
