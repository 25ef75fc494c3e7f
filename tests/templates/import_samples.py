"""Sample pages of an import: a Shapefile in an encoding that it does not tell, and its report."""

from __future__ import annotations

from types import SimpleNamespace as Of

MORNING = Of(iso="2026-04-18T09:12:00+08:00", text="18 April, 09:12")
CHECKED = Of(label="Checked", tone="info")


def choice(code: str, label: str, *, chosen: bool = False, hint: str = "", names=()) -> Of:
    """Return one of several to choose."""
    return Of(code=code, label=label, chosen=chosen, hint=hint, names=tuple(names))


COLUMNS = tuple(choice(name, name) for name in ("编号", "名称", "宽度"))
PREVIEW = Of(
    name="背街小巷.zip",
    error="The reference system 1 cannot be used.",
    layers=(
        Of(name="背街小巷", rows="62", url="/sample/1", current=True),
        Of(name="大院", rows="40", url="/sample/2", current=False),
    ),
    layer="背街小巷",
    has_columns=True,
    crs="",
    crs_asked="The file does not say it. The positions are in metres: ask who made the file.",
    crs_value="EPSG:4539",
    columns=("编号", "名称", "宽度"),
    first=(("BL-01", "八廓街", "4"), ("BL-02", "措美林巷", "2.5")),
    rows=62,
    encodings=(
        choice("UTF-8", "UTF-8", names=("�˿���", "�����")),
        choice("GBK", "GBK", chosen=True, names=("八廓街", "措美林巷")),
    ),
    datums=(
        choice("WGS84", "WGS 84", hint="338 m from the lanes here"),
        choice("GCJ02", "GCJ-02", chosen=True, hint="9 m from the lanes here: most likely"),
    ),
    kinds=(choice("", "As the file says", chosen=True), choice("lane", "Lanes")),
    facilities=(choice("", "As the column says", chosen=True), choice("lamp", "Street lamp")),
    fields=(
        Of(name="code", label="Code on the sign", choices=COLUMNS),
        Of(name="name_zh", label="Name in Chinese", choices=COLUMNS),
    ),
    accept_refusals=False,
    end_missing=True,
    look_url="/sample/look",
    check_url="/sample/check",
    report_url="/sample/report",
    index_url="/sample/index",
)
KINDS = (Of(label="Lanes", added=3, changed=1, unchanged=58, missing=2, ended=2),)
REPORT = Of(
    name="背街小巷.zip",
    state=CHECKED,
    message="Nothing is written yet: this is what the import would do.",
    read="Read: lanes 62 (8,120.4 m together). Rows refused: 1.",
    kinds=KINDS,
    refused=(Of(row="背街小巷 7", message="It has no code."),),
    refused_total=1,
    stopped=False,
    notes=(Of(row="背街小巷", message="The texts were read as GBK. Look at some names."),),
    lists=(
        Of(title="New: Lanes", lines=("BL-60", "BL-61", "BL-62"), more=0),
        Of(
            title="Where the history of ended lanes goes on",
            lines=("BL-09 in BL-60: 61 %",),
            more=4,
        ),
    ),
    run_url="/sample/run",
    run_label="Import, and end 2 places",
    csv_url="/sample/report.csv",
    preview_url="/sample/preview",
    index_url="/sample/index",
)
LIST = Of(
    error="The file is empty.",
    limit_mb=32,
    uploads=(Of(name="背街小巷.zip", url="/sample/1", given=MORNING, state=CHECKED),),
)

FULL = {
    "imports/list.html": LIST,
    "imports/preview.html": PREVIEW,
    "imports/report.html": REPORT,
}
EMPTY = {
    "imports/list.html": Of(error="", limit_mb=32, uploads=()),
    "imports/preview.html": Of(
        **(
            vars(PREVIEW)
            | {"error": "", "layers": (), "has_columns": False, "encodings": (), "fields": ()}
            | {"crs": "EPSG:4326 WGS 84", "crs_asked": "", "first": (), "report_url": ""}
        )
    ),
    "imports/report.html": Of(
        **(
            vars(REPORT)
            | {"stopped": True, "run_url": "", "refused": (), "notes": (), "lists": (), "kinds": ()}
        )
    ),
}
