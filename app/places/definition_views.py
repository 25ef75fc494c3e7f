"""Categories and departments of a community as pages: categories are data, not code."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import InvalidInput, NotFound
from app.form_fields import FormErrors, FormReader
from app.i18n import name_of
from app.people.register import By, changes_of, thing
from app.people.register_pages import HistoryLine, history_lines
from app.places import defining
from app.places import definition_queries as queries
from app.places.defining import Terms
from app.places.definition_queries import CategoryRecord, DepartmentRecord
from app.places.place_pages import Choice
from app.policy import Names, Permission, Viewer

bp = Blueprint("definitions", __name__, url_prefix="/definitions")

P = Permission
HEAVIEST = 100
LONGEST_LIMIT = 2_000  # working hours, about a year
LONGEST_NAME, LONGEST_PHONE = 120, 40


@dataclass(frozen=True)
class CategoryLine:
    """A category in the list."""

    url: str
    name: str
    kind_label: str
    weight: int
    terms: str
    retired: bool


@dataclass(frozen=True)
class DepartmentLine:
    """A department in the list, with the form that changes it."""

    code: str
    name: str
    phone: str
    retired: bool
    action: str


@dataclass(frozen=True)
class DefinitionsPage:
    """Everything that a community counts, and who answers for it."""

    categories: tuple[CategoryLine, ...]
    retired: tuple[CategoryLine, ...]
    further: tuple[Choice, ...]
    departments: tuple[DepartmentLine, ...]


@dataclass(frozen=True)
class CategoryPage:
    """The form of one category."""

    name: str
    shared: Names
    values: dict[str, str]
    departments: tuple[Choice, ...]
    errors: dict[str, str]
    action: str
    history: tuple[HistoryLine, ...]


@bp.get("/")
def index() -> str:
    """List what the community counts, and who answers for it."""
    viewer = viewer_with(P.MANAGE_DEFINITIONS)
    names = dict(queries.department_names(session(), viewer.community_id))
    lines = [
        _line(record, names) for record in queries.categories_of(session(), viewer.community_id)
    ]
    further = queries.further_categories(session(), viewer.community_id)
    page = DefinitionsPage(
        categories=tuple(line for line in lines if not line.retired),
        retired=tuple(line for line in lines if line.retired),
        further=tuple(Choice(one.code, name_of(one)) for one in further),
        departments=tuple(
            _department(one) for one in queries.departments_of(session(), viewer.community_id)
        ),
    )
    return render_template("places/definitions.html", page=page)


@bp.post("/categories")
def take_up() -> Response:
    """Use a category of the shared list."""
    viewer = viewer_with(P.MANAGE_DEFINITIONS)
    code = request.form.get("code", "")
    further = queries.further_categories(session(), viewer.community_id)
    shared = next((one for one in further if one.code == code), None)
    if shared is None:
        raise InvalidInput(_("Choose one of the list."), pointer="/code")
    defining.take_up(session(), viewer.community_id, shared, _by(viewer))
    flash(_("The category is in use."), "done")
    return redirect(url_for("definitions.category", code=code), 303)


@bp.get("/categories/<code>")
def category(code: str) -> str:
    """Show the form of one category."""
    viewer = viewer_with(P.MANAGE_DEFINITIONS)
    return _page(viewer, _load(viewer, code), {})


@bp.post("/categories/<code>")
def save(code: str) -> Response | tuple[str, int]:
    """Change what the community makes of a category."""
    viewer = viewer_with(P.MANAGE_DEFINITIONS)
    record = _load(viewer, code, lock=True)
    reader = FormReader(request.form)
    terms = _terms(reader)
    try:
        reader.check()
        defining.change_category(session(), record.own, terms, _by(viewer))
    except InvalidInput as error:
        pointer = (error.pointer or "").strip("/")
        errors = error.errors if isinstance(error, FormErrors) else {pointer: error.message}
        return _page(viewer, record, errors), error.status
    flash(_("Saved."), "done")
    return redirect(url_for("definitions.index"), 303)


@bp.post("/departments/<code>")
def save_department(code: str) -> Response:
    """Change what the community knows of a department."""
    viewer = viewer_with(P.MANAGE_DEFINITIONS)
    department = queries.department_of(session(), viewer.community_id, code)
    if department is None:
        raise NotFound(_("There is nothing at this address, or nothing that you may see."))
    reader = FormReader(request.form)
    phone = reader.text("phone", LONGEST_PHONE)
    reader.check()
    retired = reader.raw("retired") == "1"
    defining.change_department(session(), department, phone, retired=retired, by=_by(viewer))
    flash(_("Saved."), "done")
    return redirect(url_for("definitions.index"), 303)


def _by(viewer: Viewer) -> By:
    return By(viewer.person_id, clock.now())


def _load(viewer: Viewer, code: str, *, lock: bool = False) -> CategoryRecord:
    record = queries.category_of(session(), viewer.community_id, code, lock=lock)
    if record is None:
        raise NotFound(_("There is nothing at this address, or nothing that you may see."))
    return record


def _terms(reader: FormReader) -> Terms:
    return Terms(
        name_zh=reader.text("name_zh", LONGEST_NAME),
        name_bo=reader.text("name_bo", LONGEST_NAME),
        name_en=reader.text("name_en", LONGEST_NAME),
        weight=reader.whole("weight", 0, HEAVIEST) or 0,
        department_code=reader.raw("department_code") or None,
        limit_working_hours=reader.whole("limit_working_hours", 1, LONGEST_LIMIT),
        retired=reader.raw("retired") == "1",
    )


def _name(record: CategoryRecord) -> str:
    own, shared = record.own, record.shared
    return name_of(
        Names(
            own.name_zh or shared.name_zh,
            own.name_bo or shared.name_bo,
            own.name_en or shared.name_en,
        )
    )


def _kind_label(kind: str) -> str:
    return {"problem": _("Problem"), "service": _("Service"), "voice": _("Voices")}[kind]


def _line(record: CategoryRecord, names: dict[str, str]) -> CategoryLine:
    hours = record.own.limit_working_hours
    limit = _("%(count)s working hours", count=hours) if hours else ""
    parts = (names.get(record.own.department_code or "", ""), limit)
    return CategoryLine(
        url=url_for("definitions.category", code=record.own.code),
        name=_name(record),
        kind_label=_kind_label(record.shared.kind),
        weight=record.own.weight,
        terms=" · ".join(filter(None, parts)),
        retired=record.own.retired,
    )


def _department(record: DepartmentRecord) -> DepartmentLine:
    return DepartmentLine(
        code=record.own.code,
        name=name_of(record.shared),
        phone=record.own.phone,
        retired=record.own.retired,
        action=url_for("definitions.save_department", code=record.own.code),
    )


def _values(record: CategoryRecord) -> dict[str, str]:
    own = record.own
    return {
        "name_zh": own.name_zh,
        "name_bo": own.name_bo,
        "name_en": own.name_en,
        "weight": str(own.weight),
        "department_code": own.department_code or "",
        "limit_working_hours": str(own.limit_working_hours or ""),
        "retired": "1" if own.retired else "",
    }


def _page(viewer: Viewer, record: CategoryRecord, errors: dict[str, str]) -> str:
    code = record.own.code
    values = _values(record)
    if errors:
        values = {name: request.form.get(name, "") for name in values}
    shared = record.shared
    page = CategoryPage(
        name=_name(record),
        shared=Names(shared.name_zh, shared.name_bo, shared.name_en),
        values=values,
        departments=tuple(
            Choice(*one) for one in queries.department_names(session(), viewer.community_id)
        ),
        errors=errors,
        action=url_for("definitions.save", code=code),
        history=history_lines(changes_of(session(), viewer.community_id, thing("category", code))),
    )
    return render_template("places/category.html", page=page)
