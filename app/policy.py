"""Who may do what: the only place where roles are compared.

A role grants permissions, each within a scope: one's own records, one's team's, one's department's,
or all of a community's. Views ask `require`, loaders `allows`, list queries `scopes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from flask_babel import gettext as _

from app.errors import Forbidden, SignInRequired


class Role(StrEnum):
    """What a person is in a community (DOMAIN: Who)."""

    STEWARD = "steward"
    REPRESENTATIVE = "representative"
    SUPERVISOR = "supervisor"
    COMMITTEE = "committee"
    DEPARTMENT = "department"
    INSPECTOR = "inspector"
    AREA_VIEWER = "area_viewer"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that can be done."""

    MAKE_REPORT = "make_report"
    SEE_REPORT = "see_report"
    EDIT_REPORT = "edit_report"
    DELETE_REPORT = "delete_report"
    SEE_PHOTO = "see_photo"
    SEE_PLACES = "see_places"
    SEE_OWN_DAY = "see_own_day"
    SEE_HOTSPOTS = "see_hotspots"
    SEE_PLANS = "see_plans"
    SEE_WALK = "see_walk"
    PLAN_PATROLS = "plan_patrols"
    SEE_CASES = "see_cases"
    HANDLE_CASE = "handle_case"
    SEE_JOBS = "see_jobs"
    RUN_JOBS = "run_jobs"
    IMPORT_PLACES = "import_places"
    MANAGE_PLACES = "manage_places"
    PRINT_SIGNS = "print_signs"
    CLAIM_PLACE = "claim_place"
    CONFIRM_CLAIM = "confirm_claim"
    SEE_PEOPLE = "see_people"
    MANAGE_TEAM = "manage_team"
    MANAGE_PEOPLE = "manage_people"
    HELP_SIGN_IN = "help_sign_in"
    MANAGE_DEFINITIONS = "manage_definitions"
    SEE_BULLETIN = "see_bulletin"
    ENTER_PAPER = "enter_paper"


class Scope(StrEnum):
    """How far a permission reaches."""

    OWN = "own"
    TEAM = "team"
    DEPARTMENT = "department"
    COMMUNITY = "community"


P, S = Permission, Scope
_REACH = {S.OWN: 0, S.TEAM: 1, S.DEPARTMENT: 2, S.COMMUNITY: 3}

_WALKER = {
    P.MAKE_REPORT: S.COMMUNITY,
    P.SEE_REPORT: S.TEAM,
    P.EDIT_REPORT: S.OWN,
    P.DELETE_REPORT: S.OWN,
    P.SEE_PHOTO: S.TEAM,
    P.SEE_PLACES: S.COMMUNITY,
    P.SEE_OWN_DAY: S.OWN,
    P.SEE_WALK: S.TEAM,
}

GRANTS: dict[Role, dict[Permission, Scope]] = {
    Role.STEWARD: _WALKER,
    Role.REPRESENTATIVE: {
        **_WALKER,
        P.EDIT_REPORT: S.TEAM,
        P.CLAIM_PLACE: S.TEAM,
        P.SEE_PEOPLE: S.TEAM,
        P.MANAGE_TEAM: S.TEAM,
        P.HELP_SIGN_IN: S.TEAM,
        P.ENTER_PAPER: S.TEAM,
    },
    Role.SUPERVISOR: {
        P.MAKE_REPORT: S.COMMUNITY,
        P.SEE_REPORT: S.COMMUNITY,
        P.EDIT_REPORT: S.COMMUNITY,
        P.DELETE_REPORT: S.COMMUNITY,
        P.SEE_PHOTO: S.COMMUNITY,
        P.SEE_PLACES: S.COMMUNITY,
        P.SEE_HOTSPOTS: S.COMMUNITY,
        P.SEE_PLANS: S.COMMUNITY,
        P.SEE_WALK: S.COMMUNITY,
        P.PLAN_PATROLS: S.COMMUNITY,
        P.SEE_CASES: S.COMMUNITY,
        P.HANDLE_CASE: S.COMMUNITY,
        P.SEE_JOBS: S.COMMUNITY,
        P.RUN_JOBS: S.COMMUNITY,
        P.PRINT_SIGNS: S.COMMUNITY,
        P.CLAIM_PLACE: S.COMMUNITY,
        P.CONFIRM_CLAIM: S.COMMUNITY,
        P.SEE_PEOPLE: S.COMMUNITY,
        P.MANAGE_TEAM: S.COMMUNITY,
        P.SEE_BULLETIN: S.COMMUNITY,
        P.ENTER_PAPER: S.COMMUNITY,
    },
    Role.COMMITTEE: {
        P.SEE_REPORT: S.COMMUNITY,
        P.SEE_PHOTO: S.COMMUNITY,
        P.SEE_PLACES: S.COMMUNITY,
        P.SEE_HOTSPOTS: S.COMMUNITY,
        P.SEE_PLANS: S.COMMUNITY,
        P.SEE_WALK: S.COMMUNITY,
        P.SEE_CASES: S.COMMUNITY,
        P.SEE_JOBS: S.COMMUNITY,
        P.SEE_PEOPLE: S.COMMUNITY,
        P.SEE_BULLETIN: S.COMMUNITY,
    },
    Role.DEPARTMENT: {
        P.SEE_REPORT: S.DEPARTMENT,
        P.SEE_PHOTO: S.DEPARTMENT,
        P.SEE_PLACES: S.COMMUNITY,
        P.SEE_CASES: S.DEPARTMENT,
        P.HANDLE_CASE: S.DEPARTMENT,
    },
    Role.INSPECTOR: {P.SEE_PLACES: S.COMMUNITY},
    Role.AREA_VIEWER: {
        P.SEE_PLACES: S.COMMUNITY,
        P.SEE_HOTSPOTS: S.COMMUNITY,
        P.SEE_BULLETIN: S.COMMUNITY,
    },
    Role.ADMINISTRATOR: {
        P.SEE_PLACES: S.COMMUNITY,
        P.SEE_HOTSPOTS: S.COMMUNITY,
        P.SEE_JOBS: S.COMMUNITY,
        P.RUN_JOBS: S.COMMUNITY,
        P.MANAGE_PLACES: S.COMMUNITY,
        P.PRINT_SIGNS: S.COMMUNITY,
        P.CLAIM_PLACE: S.COMMUNITY,
        P.CONFIRM_CLAIM: S.COMMUNITY,
        P.SEE_PEOPLE: S.COMMUNITY,
        P.MANAGE_TEAM: S.COMMUNITY,
        P.MANAGE_PEOPLE: S.COMMUNITY,
        P.HELP_SIGN_IN: S.COMMUNITY,
        P.MANAGE_DEFINITIONS: S.COMMUNITY,
        P.SEE_BULLETIN: S.COMMUNITY,
        P.IMPORT_PLACES: S.COMMUNITY,
    },
}


@dataclass(frozen=True)
class Names:
    """A name in three languages; empty where nobody gave one."""

    name_zh: str = ""
    name_bo: str = ""
    name_en: str = ""


@dataclass(frozen=True)
class Viewer:
    """The person behind a request, as far as decisions need to know them."""

    person_id: int
    username: str
    display_name: str
    community_id: int
    roles: frozenset[Role]
    team_ids: frozenset[int] = frozenset()
    department_codes: frozenset[str] = frozenset()
    community_names: Names = field(default_factory=Names)
    time_zone: str = "Asia/Shanghai"
    language: str = "zh_Hans"
    elder: bool = False
    session_key: str = ""
    is_authenticated: bool = field(default=True, init=False)
    is_active: bool = field(default=True, init=False)
    is_anonymous: bool = field(default=False, init=False)

    def get_id(self) -> str:
        """Return what the sign-in cookie carries (Flask-Login's word for it)."""
        return self.session_key

    def can(self, permission: str) -> bool:
        """Tell a template whether a link is worth showing."""
        return bool(scopes(self, Permission(permission)))


@dataclass(frozen=True)
class Target:
    """What a permission is asked for: whose record it is, and where."""

    community_id: int
    person_id: int | None = None
    team_id: int | None = None
    department_codes: frozenset[str] = frozenset()


def scopes(viewer: Viewer, permission: Permission) -> frozenset[Scope]:
    """Return how far the viewer's roles carry a permission; empty when not at all."""
    grants = (GRANTS[role].get(permission) for role in viewer.roles)
    return frozenset(scope for scope in grants if scope is not None)


def allows(viewer: Viewer, permission: Permission, target: Target) -> bool:
    """Tell whether the viewer may do this to that."""
    if target.community_id != viewer.community_id:
        return False
    return any(_reaches(scope, viewer, target) for scope in scopes(viewer, permission))


def _reaches(scope: Scope, viewer: Viewer, target: Target) -> bool:
    own = target.person_id == viewer.person_id
    if scope is Scope.OWN:
        return own
    if scope is Scope.TEAM:
        return own or target.team_id in viewer.team_ids
    if scope is Scope.DEPARTMENT:
        return bool(target.department_codes & viewer.department_codes)
    return True


def require(viewer: Viewer | None, permission: Permission) -> Viewer:
    """Return the viewer if some scope of the permission is theirs.

    Raises:
        SignInRequired: Nobody is signed in.
        Forbidden: No role of theirs grants it.
    """
    if viewer is None:
        raise SignInRequired(_("Please sign in first."))
    if not scopes(viewer, permission):
        raise Forbidden(_("Your account may not do this. Ask your supervisor."))
    return viewer


def covers(viewer: Viewer, roles: Iterable[Role]) -> bool:
    """Tell whether the roles reach nothing that the viewer does not reach as well."""
    return all(
        _REACH[scope] <= max((_REACH[own] for own in scopes(viewer, permission)), default=-1)
        for role in roles
        for permission, scope in GRANTS[role].items()
    )


def keeps_accounts(role: Role) -> bool:
    """Tell whether a role may make accounts and give roles: a community needs one who does."""
    return P.MANAGE_PEOPLE in GRANTS[role]


def walks(role: Role) -> bool:
    """Tell whether people of a role patrol, so that a team can have them."""
    return P.SEE_OWN_DAY in GRANTS[role]


def answers_for_team(role: Role) -> bool:
    """Tell whether people of a role can represent a team."""
    return GRANTS[role].get(P.CLAIM_PLACE) is Scope.TEAM


def speaks_for_department(role: Role) -> bool:
    """Tell whether a role reaches what one department answers, so that it must be named."""
    return Scope.DEPARTMENT in GRANTS[role].values()


def role_label(role: Role) -> str:
    """Return a role's name in the reader's language."""
    labels = {
        Role.STEWARD: _("Lane steward"),
        Role.REPRESENTATIVE: _("Joint-household representative"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.COMMITTEE: _("Oversight committee"),
        Role.DEPARTMENT: _("Responsible department"),
        Role.INSPECTOR: _("Inspector"),
        Role.AREA_VIEWER: _("Area viewer"),
        Role.ADMINISTRATOR: _("Administrator"),
    }
    return labels[role]
