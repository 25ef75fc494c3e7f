"""One sample page per template, as rich as the page can get; EMPTY holds the bare ones."""

from __future__ import annotations

from types import SimpleNamespace as Of

from tests.templates import bulletin_samples, desk_samples, import_samples, register_samples

MORNING = Of(iso="2026-04-18T09:12:00+08:00", text="18 April, 09:12")
ESCALATED = Of(label="Passed on", tone="info")
FIXED = Of(label="Fixed", tone="done")
RUNNING = Of(label="Running", tone="info")
UUID = "0b0f7f0a-6d2f-4a53-9a55-0d9c7a1f2b11"

CATEGORIES = tuple(
    Of(code=code, label=label, unit=unit, kind=kind, default_handling=handling)
    for code, label, unit, kind, handling in (
        ("ebike_disorder", "E-bikes tidied", "vehicles", "problem", "tidied"),
        ("illegal_parking", "Parked vehicle moved on", "vehicles", "problem", "moved_on"),
        ("corridor_clutter", "Stairwell clutter", "places", "problem", "cleared"),
        ("garbage", "Rubbish", "cases", "problem", "talked_to"),
        ("sticker_ads", "Sticker ads", "places", "problem", "cleared"),
        ("shopfront", "Shop front", "talks", "problem", "talked_to"),
        ("ebike_wiring", "Charging by a wire", "cases", "problem", "talked_to"),
        ("road_damage", "Damaged paving", "cases", "problem", ""),
        ("street_lamp", "Street lamp out", "cases", "problem", ""),
        ("drain_blocked", "Blocked drain", "cases", "problem", ""),
        ("masks", "Masks given", "pieces", "service", "handed_out"),
        ("publicity", "Publicity", "times", "service", "talked_to"),
        ("opinion", "Opinion", "entries", "voice", ""),
        ("dispute", "Dispute mediated", "cases", "voice", "talked_to"),
    )
)
OUTCOMES = (
    Of(code="fixed", label="Fixed"),
    Of(code="escalated", label="Pass on"),
    Of(code="recorded", label="Only noted"),
)
HANDLINGS = (
    Of(code="moved_on", label="Moved on"),
    Of(code="tidied", label="Tidied"),
    Of(code="cleared", label="Cleared"),
    Of(code="talked_to", label="Talked to"),
    Of(code="handed_out", label="Handed out"),
)
LANES = (Of(code="BL-07", label="Juniper Lane"), Of(code="BL-12", label="Butter Lamp Lane"))
REPORTS = (
    Of(
        url="/reports/1",
        category="Street lamp out",
        count_text="1 case",
        place="Juniper Lane",
        observed=MORNING,
        state=ESCALATED,
    ),
    Of(
        url="/reports/2",
        category="E-bikes tidied",
        count_text="6 vehicles",
        place="Butter Lamp Lane, Courtyard 4",
        observed=MORNING,
        state=FIXED,
    ),
)

SIGN_IN = Of(
    next="/",
    error="User name and password do not fit. Try again.",
    username="steward",
    demo_accounts=(
        Of(username="steward", role="Steward"),
        Of(username="supervisor", role="Supervisor"),
    ),
    demo_password="lane-demo",
)
PIN_VALUES = Of(
    category="",
    count="",
    outcome="",
    handling="",
    note="",
    lane="",
    house_number="",
    lon="",
    lat="",
    accuracy_m="",
    datum="",
    observed_at="",
)
PIN = Of(
    uuid=UUID,
    categories=CATEGORIES,
    outcomes=OUTCOMES,
    handlings=HANDLINGS,
    lanes=LANES,
    values=PIN_VALUES,
    errors={},
    lanes_url="/sample/lanes",
    courtyards_url="/sample/courtyards",
    facilities_url="/sample/facilities",
    bounds="91.1305,29.6500,91.1366,29.6550",
)
PIN_REFUSED = Of(
    **(
        vars(PIN)
        | {
            "errors": {
                "category": "Choose what it is.",
                "count": "At least 1.",
                "position": "Tap the map or choose the lane.",
                "note": "Too long.",
            }
        }
    )
)
REPORT = Of(
    uuid=UUID,
    category="Street lamp out",
    count_text="1 case",
    state=ESCALATED,
    outcome="Passed on",
    handling="",
    place="Juniper Lane",
    house_number="12",
    note="Dark since Monday, beside the well.",
    observed=MORNING,
    found_by="On patrol",
    assigned_by="Nearest lane, 4 m",
    candidates=(
        Of(code="BL-12", label="Butter Lamp Lane", distance="7 m"),
        Of(code="BL-13", label="Mill Lane", distance="9 m"),
    ),
    photos=(Of(url="/static/icons/mark.svg", alt="Before", when="Before"),),
    history=(
        Of(moment=MORNING, who="Drolma", what="Pinned"),
        Of(moment=MORNING, who="Drolma", what="Passed on to Street lamps"),
    ),
    case=Of(department="Street lamps", state=RUNNING, deadline=MORNING, url="/cases/1"),
    just_saved=True,
    undo_url="/reports/1/undo",
    undo_seconds=10,
    edit_url="/reports/1/edit",
    lane_url="/reports/1/lane",
    pin_url="/pin",
    flags=("The phone's clock was 7 minutes slow; the time was put right.",),
)
EDIT = Of(
    title="Street lamp out, Juniper Lane",
    action="/reports/1/edit",
    back_url="/reports/1",
    delete_url="/reports/1/delete",
    base_version=3,
    edit_id=UUID,
    categories=CATEGORIES,
    outcomes=OUTCOMES,
    handlings=HANDLINGS,
    lanes=LANES,
    values=Of(
        category="street_lamp",
        count="1",
        outcome="escalated",
        handling="",
        note="Dark since Monday",
        lane="BL-07",
        house_number="12",
    ),
    was=Of(
        category="street_lamp",
        count="1",
        outcome="escalated",
        handling="",
        note="Dark since Monday",
        lane="BL-07",
        house_number="12",
    ),
    errors={"count": "At least 1."},
)
TODAY = Of(
    greeting="Good morning, Drolma",
    date="Saturday, 18 April 2026",
    team="Juniper team",
    places=(
        Of(
            url="/lanes/1",
            name="Juniper Lane",
            kind="Lane",
            hours="18:00-20:00",
            last_pass="today",
            due=False,
            days=0,
            open_text="",
        ),
        Of(
            url="/lanes/2",
            name="Mill Lane",
            kind="Lane",
            hours="",
            last_pass="3 days ago",
            due=True,
            days=3,
            open_text="2 open pins",
        ),
        Of(
            url=None,
            name="Courtyard 4",
            kind="Courtyard",
            hours="",
            last_pass="never",
            due=True,
            days=None,
            open_text="2 open pins",
        ),
    ),
    open_reports=REPORTS[:1],
    open_count=1,
    pin_url="/pin",
    patrol_url="/patrol",
    mine_url="/reports/mine",
    walk_url="/walk",
    walk_text="58 min · 1.9 km · 9 lanes",
)
PATROL = Of(
    team="Juniper team",
    hours_month="14.5",
    patrols_month=9,
    month="April 2026",
    pin_url="/pin",
    patrols=(
        Of(
            url="/patrols/1",
            started=MORNING,
            duration="1 h 40 min",
            members="Drolma, Tashi and 3 more",
            places_text="6 lanes, 2 courtyards",
            running=True,
        ),
        Of(
            url=None,
            started=MORNING,
            duration="1 h 5 min",
            members="Drolma, Tashi",
            places_text="4 lanes",
            running=False,
        ),
    ),
)
ERROR = Of(
    status=404,
    title="There is nothing here",
    message="The page is gone, or it is not for you to see.",
    advice="Go back to the start page.",
)
JOB = Of(
    id=UUID,
    title="Import of lanes: old_town.osm",
    state=RUNNING,
    percent=42,
    message="1,240 of 2,960 ways read",
    finished=False,
    cancellable=True,
    data_url="/sample/job",
    back_url="/x",
    cancel_url="/jobs/1/cancel",
    result_url=None,
    started=MORNING,
    refresh_seconds=3,
)
JOBS = Of(
    jobs=(
        Of(url="/jobs/1", title=JOB.title, state=RUNNING, percent=42, started=MORNING),
        Of(url="/jobs/2", title="Plan for 18 April", state=FIXED, percent=None, started=MORNING),
    )
)

FULL = {
    "people/sign_in.html": SIGN_IN,
    "reports/pin.html": PIN_REFUSED,
    "reports/show.html": REPORT,
    "reports/list.html": Of(title="My pins", reports=REPORTS, next_url="/x", pin_url="/pin"),
    "reports/edit.html": EDIT,
    "steward/today.html": TODAY,
    "steward/patrol.html": PATROL,
    "errors/error.html": ERROR,
    "jobs/show.html": JOB,
    "jobs/list.html": JOBS,
    **bulletin_samples.FULL,
    **import_samples.FULL,
    **desk_samples.FULL,
}
EMPTY = {
    "people/sign_in.html": Of(next="", error=None, username="", demo_accounts=(), demo_password=""),
    "reports/pin.html": PIN,
    "reports/show.html": Of(
        **(
            vars(REPORT)
            | {
                "candidates": (),
                "photos": (),
                "case": None,
                "just_saved": False,
                "undo_url": None,
                "edit_url": None,
                "lane_url": None,
                "flags": (),
                "note": "",
            }
        )
    ),
    "reports/list.html": Of(title="My pins", reports=(), next_url=None, pin_url="/pin"),
    "reports/edit.html": Of(**(vars(EDIT) | {"errors": {}, "delete_url": None})),
    "steward/today.html": Of(
        **(
            vars(TODAY)
            | {"places": (), "open_reports": (), "open_count": 0, "team": None, "walk_text": ""}
        )
    ),
    "steward/patrol.html": Of(**(vars(PATROL) | {"patrols": (), "team": None})),
    "errors/error.html": ERROR,
    "jobs/show.html": Of(
        **(
            vars(JOB)
            | {"finished": True, "percent": None, "cancellable": False, "result_url": "/x"}
        )
    ),
    "jobs/list.html": Of(jobs=()),
    **bulletin_samples.EMPTY,
    **import_samples.EMPTY,
    **desk_samples.EMPTY,
}
FULL |= register_samples.FULL
EMPTY |= register_samples.EMPTY
