"""Sample pages of places and people, as rich as they get, and bare."""

from __future__ import annotations

from types import SimpleNamespace as Of

from markupsafe import Markup

WHEN = Of(iso="2026-04-18T09:12:00+08:00", text="18 April, 09:12")
NAMES = {"name_zh": "柏树巷", "name_bo": "ཤུག་པའི་སྲང་ལམ།", "name_en": "Juniper Lane"}
CHOICES = (Of(code="1", label="Juniper team"), Of(code="2", label="Crane team"))
HISTORY = (Of(what="Changed", who="Pema", moment=WHEN), Of(what="Drawn", who="Pema", moment=WHEN))
QR = Markup('<svg viewBox="0 0 4 4" class="qr"><path d="M0 0h1"/></svg>')
BASE = Of(
    lanes_url="/sample/lanes",
    courtyards_url="/sample/courtyards",
    facilities_url="/sample/facilities",
    bounds="91.1305,29.6500,91.1366,29.6550",
)
TABS = (
    Of(label="Lanes", url="/places/lanes/", current=True),
    Of(label="Courtyards", url="/places/courtyards/", current=False),
)
LINE = "91.1305000, 29.6500000\n91.1310000, 29.6505000"
DEVICES = (
    Of(key="ab", label="Android · WeChat", since=WHEN, is_this=True),
    Of(key="cd", label="Windows · Edge", since=WHEN, is_this=False),
)
ACCOUNT = Of(
    username="sonam",
    display_name="Sonam",
    language="bo",
    elder_mode="1",
    role="department",
    department="lighting",
)
DEPARTMENTS = (Of(code="lighting", label="Street lighting"), Of(code="drains", label="Drains"))
LANGUAGES = (Of(code="zh_Hans", label="中文"), Of(code="bo", label="བོད་ཡིག"))
ROLES = (Of(code="steward", label="Lane steward"), Of(code="department", label="Department"))
PLACE_ROW = Of(
    url="/places/lanes/1", name="Juniper Lane", code="L1", facts="120 m", owner="Juniper team"
)
PLACES = Of(
    title="Lanes",
    kind="lanes",
    tabs=TABS,
    filters=TABS,
    search="juniper",
    shows="all",
    places=(PLACE_ROW,),
    next_url="/places/lanes/?after=L1",
    new_url="/places/lanes/new",
    new_label="Draw a lane",
    import_url="/places/import",
    signs_url="/places/signs",
    claims_url="/claims",
    base=BASE,
)
PLACE = Of(
    kind="lanes",
    kind_label="Lane",
    name="Juniper Lane",
    code="L1",
    state=Of(label="Ended", tone=""),
    facts=(("Length", "120 m"), ("Since", "1 April")),
    geometry=LINE,
    entrance="",
    base=BASE,
    owner="Juniper team",
    claimable=True,
    teams=CHOICES,
    claim_url="/places/lanes/1/claim",
    claims=(Of(team="Crane team", state=Of(label="Ended", tone=""), days="1 Jan – 1 Apr"),),
    edit_url="/places/lanes/1/edit",
    end_url="/places/lanes/1/end",
    divide_url="/places/lanes/1/divide",
    sign_url="/places/signs/print?lanes=1",
    successors=(("/places/lanes/2", "L2 Mill Lane"),),
    history=HISTORY,
    list_url="/places/lanes/",
)


def edit(kind: str, shape: str, own: dict[str, str]) -> Of:
    """Return the form of a kind, with something to mend."""
    values = {"code": "L1", **NAMES, **own, "geometry": LINE}
    return Of(
        title="Juniper Lane",
        kind=kind,
        own_id=1,
        shape=shape,
        action=f"/places/{kind}/1/edit",
        back_url=f"/places/{kind}/1",
        values=values,
        was=values,
        errors={"code": "The code is taken.", "geometry": "The outline crosses itself."},
        theirs={"name_zh": "松树巷", "geometry": LINE},
        kinds=(Of(code="lamp", label="Street lamp"),),
        departments=DEPARTMENTS,
        lanes=(Of(code="L1", label="L1 Juniper Lane"),),
        base=BASE,
    )


EDIT = edit(
    "lanes",
    "line",
    {"surface": "stone", "lit": "yes", "width_m": "2", "every_days": "1", "hours": ""},
)
DIVIDE = Of(
    name="Juniper Lane",
    code="L1",
    length="120.0",
    geometry=LINE,
    base=BASE,
    at_m="60.0",
    first="L1-1",
    second="L1-2",
    neighbours=CHOICES,
    other="1",
    merged="L1",
    errors={"at_m": "Cut between 2 and 118 metres.", "other": "They do not meet."},
    split_url="/places/lanes/1/split",
    merge_url="/places/lanes/1/merge",
    back_url="/places/lanes/1",
)
SIGNS = Of(
    groups=(("lanes", "Lanes", (Of(id=1, code="L1", name="Juniper Lane"),)),),
    print_url="/places/signs/print",
)
SHEET = Of(
    community="Bailin",
    signs=(Of(code="L1", name_zh="柏树巷", name_bo="ཤུག་པ།", qr=QR, address="http://x/s/L1"),),
    back_url="/places/signs",
)
SCANNED = Of(
    kind_label="Lane",
    name="Juniper Lane",
    code="L1",
    owner="Juniper team",
    pin_url="/pin?lane=L1",
    place_url="/places/lanes/1",
)
CLAIM = Of(
    name="Juniper Lane",
    code="L1",
    kind_label="Lane",
    place_url="/places/lanes/1",
    team="Juniper team",
    asker="Tashi",
    asked=WHEN,
    confirm_url="/claims/1/confirm",
    refuse_url="/claims/1/refuse",
    withdraw_url="/claims/1/withdraw",
    end_url="/claims/1/end",
)
CLAIMS = Of(
    teams=(Of(code="/teams/1", label="Juniper team"),),
    requests=(CLAIM,),
    places=(CLAIM,),
    free=(Of(line=PLACE_ROW, claim_url="/places/lanes/1/claim"),),
    free_urls=(("/places/lanes/?show=free", "Free lanes"),),
    decides=False,
)
CATEGORY_LINE = Of(
    url="/definitions/categories/a",
    name="Street lamp out",
    kind_label="Problem",
    weight=2,
    terms="Street lighting · 24 working hours",
    retired=False,
)
DEFINITIONS = Of(
    categories=(CATEGORY_LINE,),
    retired=(CATEGORY_LINE,),
    further=CHOICES,
    departments=(
        Of(
            code="lighting", name="Street lighting", phone="123", retired=True, action="/d/lighting"
        ),
    ),
)
CATEGORY = Of(
    name="Street lamp out",
    shared=Of(**NAMES),
    values={
        **NAMES,
        "weight": "x",
        "department_code": "lighting",
        "limit_working_hours": "24",
        "retired": "1",
    },
    departments=DEPARTMENTS,
    errors={"weight": "A whole number from 0 to 100."},
    action="/definitions/categories/a",
    history=HISTORY,
)
PEOPLE = Of(
    search="son",
    closed=False,
    people=(
        Of(
            url="/people/1",
            name="Sonam",
            username="sonam",
            roles="Lane steward",
            teams="Juniper team",
            state=None,
        ),
        Of(
            url="/people/2",
            name="Dawa",
            username="dawa",
            roles="Inspector",
            teams="",
            state=Of(label="Account closed", tone=""),
        ),
    ),
    new_url="/people/new",
    teams_url="/teams/",
    definitions_url="/definitions/",
)
NEW_ACCOUNT = Of(
    values=ACCOUNT,
    errors={"username": "That name is taken.", "department": "Choose a department."},
    languages=LANGUAGES,
    roles=ROLES,
    departments=DEPARTMENTS,
)
PERSON = Of(
    name="Sonam",
    username="sonam",
    active=True,
    roles=(Of(label="Lane steward", code="steward"), Of(label="Administrator", code="")),
    teams=(("/teams/1", "Juniper team"),),
    values=ACCOUNT,
    errors={"display_name": "This must not be empty."},
    languages=LANGUAGES,
    all_roles=ROLES,
    departments=DEPARTMENTS,
    devices=DEVICES,
    cards=1,
    history=HISTORY,
    manages=True,
    helps=True,
    urls={
        step: f"/people/1/{step}"
        for step in ("save", "give_role", "take_role", "close", "reopen", "card", "devices")
    },
)
CARD = Of(
    display_name="Sonam",
    code="ABCD-EFGH-JKMN-PQRS",
    address="http://localhost/enter",
    qr=QR,
    expires=WHEN,
    back_url="/people/1",
)
TEAMS = Of(
    teams=(Of(url="/teams/1", name="Juniper", representative="Tashi", members=6, retired=False),),
    retired=(Of(url="/teams/2", name="Crane", representative="", members=0, retired=True),),
    new_url="/teams/new",
    claims_url="/claims",
)
TEAM = Of(
    id=1,
    name="Juniper team",
    retired=False,
    values=NAMES,
    representative="1",
    representative_name="Tashi",
    representatives=CHOICES,
    members=(Of(id=1, name="Sonam", url="/people/1"), Of(id=2, name="Dawa", url=None)),
    joinable=CHOICES,
    size_hint="A team walks best with 5 to 8 people.",
    errors={"name_zh": "Give it a name."},
    history=HISTORY,
    manages=True,
    claims_url="/claims",
)
ME = Of(
    display_name="Sonam",
    username="sonam",
    roles=("Lane steward",),
    community_id=1,
    communities=((1, "Bailin"), (2, "Elsewhere")),
    devices=DEVICES,
    has_password=True,
)


def bare(page: Of, **changes: object) -> Of:
    """Return a page with some of it gone."""
    return Of(**(vars(page) | changes))


NO_BASE = bare(BASE, bounds="")
FULL = {
    "places/list.html": PLACES,
    "places/show.html": PLACE,
    "places/edit.html": EDIT,
    "places/divide.html": DIVIDE,
    "places/signs.html": SIGNS,
    "places/sheet.html": SHEET,
    "places/scanned.html": SCANNED,
    "places/claims.html": CLAIMS,
    "places/definitions.html": DEFINITIONS,
    "places/category.html": CATEGORY,
    "people/list.html": PEOPLE,
    "people/new.html": NEW_ACCOUNT,
    "people/person.html": PERSON,
    "people/card.html": CARD,
    "people/enter.html": Of(code="", errors={"code": "This code does not open anything."}),
    "people/teams.html": TEAMS,
    "people/team.html": TEAM,
    "people/me.html": ME,
}
EMPTY = {
    "places/list.html": bare(
        PLACES, search="", places=(), next_url=None, new_url=None, import_url=None, base=NO_BASE
    ),
    "places/show.html": bare(
        PLACE,
        **dict.fromkeys(("state", "claim_url", "edit_url", "end_url", "divide_url", "sign_url")),
        **dict.fromkeys(("facts", "teams", "successors", "history", "claims"), ()),
        owner="",
    ),
    "places/edit.html": bare(
        edit(
            "courtyards",
            "ring",
            {"households": "", "entrance": "", "lane": "", "every_days": "1", "hours": ""},
        ),
        errors={},
        theirs={},
    ),
    "places/divide.html": bare(DIVIDE, errors={}, neighbours=()),
    "places/claims.html": bare(CLAIMS, teams=(), requests=(), places=(), free=(), decides=True),
    "places/definitions.html": bare(DEFINITIONS, retired=(), further=()),
    "people/list.html": bare(PEOPLE, people=(), new_url=None, search="", definitions_url=None),
    "people/person.html": bare(
        PERSON,
        active=False,
        devices=(),
        history=(),
        manages=False,
        helps=False,
        errors={},
        teams=(),
    ),
    "people/enter.html": Of(code="", errors={}),
    "people/teams.html": bare(TEAMS, teams=(), retired=(), new_url=None, claims_url=None),
    "people/team.html": bare(
        TEAM, id=0, members=(), joinable=(), representatives=(), history=(), errors={}, size_hint=""
    ),
    "people/me.html": bare(ME, communities=((1, "Bailin"),), devices=(), has_password=False),
}
