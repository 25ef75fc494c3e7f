"""Sample pages of the bulletin and of the lists behind its figures."""

from __future__ import annotations

from types import SimpleNamespace as Of

MORNING = Of(iso="2026-04-18T09:12:00+08:00", text="18 April, 09:12")
FIXED = Of(label="Fixed", tone="done")
FORM = Of(url="/bulletins", start="2026-04-01", end="2026-04-30")


def figure(label: str, value: str, unit: str = "", note: str = "", change: str = "") -> Of:
    """Return a figure's line."""
    return Of(label=label, note=note, value=value, unit=unit, change=change, url="/bulletins/x")


def row(name: str, aside: str, *numbers: int) -> tuple[Of, ...]:
    """Return a table's row: a name and numbers that open their records."""
    cells = (Of(text=str(n), number=float(n), url="/x" if n else "", aside="") for n in numbers)
    return (Of(text=name, number=None, url="", aside=aside), *cells)


def bar(n: int) -> Of:
    """Return a bar of a chart."""
    return Of(
        x=40.0 + 20 * n, y=100.0 - n, width=15.0, height=float(n), middle=47.5 + 20 * n,
        said=f"{n} Apr: {n}", label=f"4/{n}" if n % 5 == 1 else "",
    )  # fmt: skip


SHEET = Of(
    lang="en",
    community="Bailin community",
    title="April 2026",
    days="1 Apr to 30 Apr",
    stage="So far: these days are not over yet.",
    summary="The teams were on patrol for 63.5 hours, in 84 patrols, and 389 pins were set.",
    compared="Difference to 1 Mar to 31 Mar",
    duties=(
        Of(title="Patrol daily", lines=(figure("Time on patrol", "63.5", "hours", "", "+3.5"),)),
        Of(
            title="Fix on the spot",
            lines=(
                figure("Illegal parking", "370", "vehicles", "Moved on", "+12"),
                figure("Rubbish unsorted or out of hours", "29", "cases", "Cleared", "\u22123"),
            ),
        ),
        Of(title="Report in real time", lines=()),
    ),
    charts=(
        Of(
            title="Pins per day", most="most: 4 Apr: 42", bars=tuple(bar(n) for n in range(1, 31)),
            top="50", width=720.0, height=120.0, left=34.0, foot=102.0,
        ),
    ),
    tables=(
        Of(
            title="By category",
            note="",
            aside="Unit",
            columns=("Category", "Pins", "Pieces fixed at once", "Passed on", "Only noted"),
            rows=(
                row("Illegal parking", "vehicles", 104, 370, 0, 0),
                row("Rubbish unsorted or out of hours", "cases", 43, 29, 0, 14),
            ),
        ),
        Of(
            title="By lane",
            note="Lanes without any pin: 4",
            aside="Code",
            columns=("Lane", "Pins", "Fixed at once", "Passed on"),
            rows=tuple(row(f"Butter Lamp Lane {n}", f"BL-L{n:03}", n, n, 0) for n in range(40)),
        ),
    ),
    empty=False,
)  # fmt: skip
NOTHING = Of(
    **(vars(SHEET) | {"duties": (), "charts": (), "tables": (), "empty": True, "compared": ""})
)
LINKS = (Of(label="PDF", url="/x.pdf"), Of(label="XLSX", url="/x.xlsx"))
SHOW = Of(
    sheet=SHEET,
    form=FORM,
    earlier=Of(label="March 2026", url="/bulletins/2026-03"),
    later=Of(label="May 2026", url="/bulletins/2026-05"),
    files=(
        Of(lang="en", name="English", links=LINKS),
        Of(lang="bo", name="བོད་ཡིག", links=LINKS),
    ),
)
REPORTS = Of(
    title="Illegal parking · Fixed",
    days="1 Apr to 30 Apr",
    number="104",
    sum_text="370 vehicles",
    reports=(
        Of(
            url="/reports/1", category="Illegal parking", count_text="6 vehicles",
            place="Butter Lamp Lane, Courtyard 4", observed=MORNING, state=FIXED,
        ),
    ),
    sums_only=False,
    more_url="/bulletins/reports?page=1",
    back_url="/bulletins/2026-04",
)  # fmt: skip
PATROLS = Of(
    title="Patrols",
    days="1 Apr to 30 Apr",
    number="84",
    hours="63 h 30 min",
    walks=(Of(began=MORNING, team="Juniper team", counted="0 h 45 min"),),
    sums_only=False,
    more_url="/bulletins/patrols?page=1",
    back_url="/bulletins/2026-04",
)
VISITS = Of(
    title="Households visited",
    days="1 Apr to 30 Apr",
    number="25",
    visits=(
        Of(at=MORNING, topic="Fire safety", outcome="Talked", team="Juniper team", place="Yard 4"),
    ),
    sums_only=False,
    more_url="/bulletins/visits?page=1",
    back_url="/bulletins/2026-04",
)

FULL = {
    "bulletin/show.html": SHOW,
    "bulletin/months.html": Of(form=FORM, months=(SHOW.earlier, SHOW.later), paper_url="/paper"),
    "bulletin/reports.html": REPORTS,
    "bulletin/patrols.html": PATROLS,
    "bulletin/visits.html": VISITS,
}
EMPTY = {
    "bulletin/show.html": Of(**(vars(SHOW) | {"sheet": NOTHING, "later": None})),
    "bulletin/reports.html": Of(
        **(vars(REPORTS) | {"reports": (), "more_url": "", "sum_text": ""})
    ),
    "bulletin/patrols.html": Of(
        **(vars(PATROLS) | {"walks": (), "sums_only": True, "more_url": ""})
    ),
    "bulletin/visits.html": Of(**(vars(VISITS) | {"visits": (), "more_url": ""})),
}
