"""An import through the browser: give a file, look into it, check it, import it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import DomainError, InvalidInput, NotFound
from app.pages import State, moment
from app.places.imports import forms, pages, report_pages, upload_actions, upload_queries
from app.places.imports.choices import Choices
from app.places.imports.previews import LayerPreview, Preview
from app.places.imports.report import report_csv
from app.places.imports.upload_models import PlaceImport
from app.policy import Permission
from app.web import MAX_PLACES_BYTES
from geo.datum_fit import likeliest, median_distances

bp = Blueprint("place_imports", __name__, url_prefix="/places/import")

MEGABYTE = 1_000_000


@bp.get("")
def index() -> str:
    """Show the form for a file, and the latest files."""
    return _index()


@bp.post("")
def give() -> AnyResponse | tuple[str, int]:
    """Keep a file that can be read, and show what is in it."""
    viewer = viewer_with(Permission.IMPORT_PLACES)
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise InvalidInput(_("Choose a file."))
        upload = upload_actions.keep(session(), viewer, sent.filename, sent.read(), clock.now())
    except DomainError as error:
        return _index(error.message), error.status
    return redirect(url_for("place_imports.show", upload_id=upload.id), 303)


@bp.get("/<uuid:upload_id>")
def show(upload_id: UUID) -> str:
    """Show what is in a file and what has to be said of it."""
    upload = load_upload(upload_id, Permission.IMPORT_PLACES)
    failed = upload_queries.failure_of(session(), upload)
    return _preview(upload, Choices.from_json(upload.choices), failed)


@bp.post("/<uuid:upload_id>/look")
def look(upload_id: UUID) -> AnyResponse | tuple[str, int]:
    """Show a file's texts in another encoding."""
    upload = load_upload(upload_id, Permission.IMPORT_PLACES)
    try:
        upload_actions.look(upload, Choices(encoding=forms.encoding_of(request.form)))
    except DomainError as error:
        return _preview(upload, Choices(), error.message), error.status
    layer = request.form.get("layer", "")
    return redirect(url_for("place_imports.show", upload_id=upload.id, layer=layer), 303)


@bp.post("/<uuid:upload_id>/check")
def check(upload_id: UUID) -> AnyResponse | tuple[str, int]:
    """Put the dry run in the queue and show its progress."""
    upload = load_upload(upload_id, Permission.IMPORT_PLACES)
    viewer = viewer_with(Permission.IMPORT_PLACES)
    preview = Preview.from_json(upload.preview)
    try:
        wanted = forms.wanted_of(request.form, preview)
        if _is_shown_otherwise(preview, wanted.choices):
            return look(upload_id)
        report = url_for("place_imports.report", upload_id=upload.id)
        job = upload_actions.rehearse(session(), viewer, upload, wanted, report)
    except DomainError as error:
        return _preview(upload, Choices.from_json(upload.choices), error.message), error.status
    return redirect(url_for("jobs.show", job_id=job), 303)


@bp.get("/<uuid:upload_id>/report")
def report(upload_id: UUID) -> AnyResponse | str:
    """Show what the dry run or the import came to; the file itself where there is neither."""
    upload = load_upload(upload_id, Permission.IMPORT_PLACES)
    if upload.outcome is None and upload.rehearsal is None:
        return redirect(url_for("place_imports.show", upload_id=upload.id))
    page = report_pages.ReportPage(
        name=upload.file_name,
        state=_state(upload),
        **report_pages.came_to(load_report(upload_id, Permission.IMPORT_PLACES)),
        message=_what_now(upload),
        run_url=_run_url(upload),
        csv_url=url_for("place_imports.report_file", upload_id=upload.id),
        preview_url=url_for("place_imports.show", upload_id=upload.id),
        index_url=url_for("place_imports.index"),
    )
    return render_template("imports/report.html", page=page)


@bp.get("/<uuid:upload_id>/report.csv")
def report_file(upload_id: UUID) -> Response:
    """Return the refused rows and the notes, for a spreadsheet."""
    found = load_report(upload_id, Permission.IMPORT_PLACES)
    text = report_csv(report_pages.refusals(found), report_pages.notes(found))
    answer = Response(text.encode("utf-8-sig"), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="report.csv"'
    return answer


@bp.post("/<uuid:upload_id>/run")
def run(upload_id: UUID) -> AnyResponse:
    """Put the import in the queue, as it was checked, and show its progress."""
    upload = load_upload(upload_id, Permission.IMPORT_PLACES)
    viewer = viewer_with(Permission.IMPORT_PLACES)
    report = url_for("place_imports.report", upload_id=upload.id)
    job = upload_actions.import_checked(session(), viewer, upload, report)
    return redirect(url_for("jobs.show", job_id=job), 303)


def load_upload(upload_id: UUID, permission: Permission) -> PlaceImport:
    """Fetch a file of the viewer's community, or answer as if there were none."""
    viewer = viewer_with(permission)
    found = upload_queries.upload_of(session(), viewer.community_id, upload_id)
    if found is None:
        raise NotFound(_("There is no such file."))
    return found


def load_report(upload_id: UUID, permission: Permission) -> dict[str, Any]:
    """Fetch what a file's import, or else its dry run, came to."""
    upload = load_upload(upload_id, permission)
    found = upload.outcome or upload.rehearsal
    if found is None:
        raise NotFound(_("This file has not been checked yet."))
    return found


def _index(error: str = "") -> str:
    viewer = viewer_with(Permission.IMPORT_PLACES)
    lines = tuple(
        pages.UploadLine(
            name=upload.file_name,
            url=url_for("place_imports.show", upload_id=upload.id),
            given=moment(upload.created_at),
            state=_state(upload),
        )
        for upload in upload_queries.recent_uploads(session(), viewer)
    )
    page = pages.ImportsPage(error, MAX_PLACES_BYTES // MEGABYTE, lines)
    return render_template("imports/list.html", page=page)


def _preview(upload: PlaceImport, choices: Choices, error: str = "") -> str:
    preview = Preview.from_json(upload.preview)
    asked = request.values.get("layer") or choices.layer or ""
    layer = forms.layer_named(preview, asked)
    known = choices if choices.layer in {None, layer.name} else Choices(encoding=choices.encoding)
    columns, first = pages.preview_columns(layer)
    page = pages.PreviewPage(
        name=upload.file_name,
        error=error,
        layers=tuple(_tab(upload, one, layer) for one in preview.layers),
        layer=layer.name,
        has_columns=preview.has_columns,
        crs=layer.crs,
        crs_asked=pages.crs_question(layer),
        crs_value=known.crs or ("EPSG:4326" if layer.in_degrees and not layer.crs else ""),
        columns=columns,
        first=first,
        rows=layer.rows,
        encodings=pages.encoding_choices(layer, choices.encoding),
        datums=_datums(upload, layer, known),
        kinds=pages.kind_choices(known.kind),
        facilities=pages.facility_choices(known.facility),
        fields=pages.field_choices(layer, known) if preview.has_columns else (),
        accept_refusals=upload.accept_refusals,
        end_missing=upload.end_missing,
        look_url=url_for("place_imports.look", upload_id=upload.id),
        check_url=url_for("place_imports.check", upload_id=upload.id),
        report_url=url_for("place_imports.report", upload_id=upload.id) if upload.rehearsal else "",
        index_url=url_for("place_imports.index"),
    )
    return render_template("imports/preview.html", page=page)


def _tab(upload: PlaceImport, layer: LayerPreview, current: LayerPreview) -> pages.LayerTab:
    url = url_for("place_imports.show", upload_id=upload.id, layer=layer.name)
    return pages.LayerTab(layer.name, str(layer.rows), url, layer.name == current.name)


def _datums(upload: PlaceImport, layer: LayerPreview, choices: Choices) -> tuple[pages.Choice, ...]:
    """Return the datums, the likeliest chosen as long as nobody has said another."""
    lines = upload_queries.lines_here(session(), upload.community_id)
    lon, lat = [x for x, _y in layer.positions], [y for _x, y in layer.positions]
    distances = median_distances(lon, lat, lines)
    guess = likeliest(distances)
    chosen = choices.datum if upload.rehearsal_job else guess or choices.datum
    return pages.datum_choices(chosen, distances, guess)


def _is_shown_otherwise(preview: Preview, choices: Choices) -> bool:
    """Tell whether another encoding was chosen than was shown: its columns have other names."""
    shown = {layer.encoding for layer in preview.layers if layer.texts}
    if choices.encoding is None or not shown or choices.encoding in shown:
        return False
    flash(_("The names are now shown in the encoding that you chose. Look, then check."), "warn")
    return True


def _state(upload: PlaceImport) -> State:
    job = upload.import_job or upload.rehearsal_job
    return pages.upload_state(upload, upload_queries.job_state(session(), upload.community_id, job))


def _what_now(upload: PlaceImport) -> str:
    if upload.outcome is not None:
        return _("It is done: this is what has changed.")
    rehearsal = upload.rehearsal or {}
    if rehearsal.get("stopped") and rehearsal.get("ending"):
        return _(
            "Rows were refused, so it is not known which places are gone. Mend the rows first."
        )
    if rehearsal.get("stopped"):
        return _(
            "Nothing would be imported. Mend the refused rows and give the file again, "
            "or go back and choose to import the others without them."
        )
    return _("Nothing is written yet: this is what the import would do.")


def _run_url(upload: PlaceImport) -> str:
    """Return where to import, empty where there is nothing to import."""
    ready = upload.outcome is None and upload.rehearsal is not None
    if not ready or (upload.rehearsal or {})["stopped"]:
        return ""
    return url_for("place_imports.run", upload_id=upload.id)
