"""Sample pages of paper: choosing a sheet, filling it in, one that was entered."""

from __future__ import annotations

from types import SimpleNamespace as Of

MORNING = Of(iso="2026-04-18T09:12:00+08:00", text="18 April, 09:12")
ESCALATED = Of(label="Passed on", tone="info")
CATEGORIES = (
    ("illegal_parking", "Illegal parking"),
    ("garbage", "Rubbish unsorted or out of hours"),
    ("street_lamp", "Street lamp out"),
    ("drain_blocked", "Blocked drain"),
    ("masks", "Masks given out"),
)
LINE = Of(
    url="/paper/sheets/1", team="Juniper team", spell="18 April 09:00-10:20",
    told="11 places · 5 pins", by="Pema", entered=MORNING, taken_back="",
)  # fmt: skip
TAKEN = Of(**(vars(LINE) | {"taken_back": "19 April 10:00"}))
TEAMS = (
    Of(value="1", label="Juniper team", chosen=True),
    Of(value="2", label="Dawn team", chosen=False),
)
PAPER = Of(
    sheet_url="/paper", day="2026-04-18", latest="2026-04-18", earliest="2026-02-18",
    teams=TEAMS, sheets=(LINE, TAKEN),
)  # fmt: skip


def row(key: str, name: str, code: str, *texts: str) -> Of:
    """Return a row of the grid with what was typed in its first cells."""
    typed = (*texts, *[""] * (len(CATEGORIES) - len(texts)))
    return Of(
        key=key,
        name=name,
        code=code,
        walked=True,
        choices=(Of(value="L9", label="BL-L009 Mill Lane", chosen=False),) if code == "" else (),
        error="Choose the place of this row." if code == "" else "",
        cells=tuple(
            Of(
                name=f"cell-{key}-{category}", label=f"{name}, {label}", text=text,
                error="That is no number." if text == "x" else "",
            )
            for (category, label), text in zip(CATEGORIES, typed, strict=True)
        ),
    )  # fmt: skip


SHEET = Of(
    action="/paper/teams/1/2026-04-18",
    sheet="0b0f7f0a-6d2f-4a53-9a55-0d9c7a1f2b11",
    team="Juniper team",
    day_text="18 April",
    origin="The rows are those of the walk that was planned for this day.",
    started="09:00",
    ended="08:00",
    members=TEAMS,
    columns=tuple(
        Of(code=code, label=label, unit="cases", repair=code == "street_lamp")
        for code, label in CATEGORIES
    ),
    rows=(
        row("L1", "Butter Lamp Lane", "BL-L001", "3", "x", "1!"),
        row("C4", "Courtyard 4", "BL-C004", "2+1!"),
        row("x1", "Another place", ""),
    ),
    errors={
        "ended": "The end lies after the start, on the same day.",
        "members": "Say who walked.",
        "cell-L1-garbage": "Butter Lamp Lane, Rubbish: “x” is no number.",
        "place-x1": "Choose the place of this row.",
    },
    same=Of(question="This team has a patrol at that time already. Is it it?", url="/paper/1"),
    back_url="/paper",
)
PIN = Of(
    url="/reports/1", category="Street lamp out", count_text="1 case", place="Juniper Lane",
    observed=MORNING, state=ESCALATED,
)  # fmt: skip
ENTERED = Of(sheet=LINE, pins=(PIN,), take_back_url="/paper/sheets/1/take-back", back_url="/paper")

FULL = {"desk/paper.html": PAPER, "desk/sheet.html": SHEET, "desk/entered.html": ENTERED}
EMPTY = {
    "desk/paper.html": Of(**(vars(PAPER) | {"teams": (), "sheets": ()})),
    "desk/sheet.html": Of(
        **(vars(SHEET) | {"errors": {}, "same": None, "rows": SHEET.rows[1:2], "members": ()})
    ),
    "desk/entered.html": Of(**(vars(ENTERED) | {"sheet": TAKEN, "pins": (), "take_back_url": ""})),
}
