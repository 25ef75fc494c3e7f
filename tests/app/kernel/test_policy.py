"""Policy: what a permission reaches is what the role's scope says, for whatever target."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Forbidden, SignInRequired
from app.policy import GRANTS, Permission, Role, Scope, Target, Viewer, allows, require, scopes

SMALL = st.integers(0, 3)
SOME = st.frozensets(SMALL, max_size=2)
CODES = st.frozensets(st.sampled_from(["lighting", "water", "order"]), max_size=2)
ROLES = st.frozensets(st.sampled_from(Role), max_size=3)
PERMISSIONS = st.sampled_from(Permission)

VIEWERS = st.builds(
    Viewer,
    person_id=SMALL,
    username=st.just("x"),
    display_name=st.just("X"),
    community_id=SMALL,
    roles=ROLES,
    team_ids=SOME,
    department_codes=CODES,
)
TARGETS = st.builds(
    Target,
    community_id=SMALL,
    person_id=st.none() | SMALL,
    team_id=st.none() | SMALL,
    department_codes=CODES,
)
RECORDS = {Permission.SEE_REPORT, Permission.EDIT_REPORT, Permission.DELETE_REPORT}


def reached(viewer: Viewer, target: Target) -> set[Scope]:
    """Return the scopes within which the target lies for the viewer, said in another way."""
    if viewer.community_id != target.community_id:
        return set()
    mine = target.person_id is not None and target.person_id == viewer.person_id
    ours = target.team_id is not None and target.team_id in viewer.team_ids
    addressed = not target.department_codes.isdisjoint(viewer.department_codes)
    return {
        Scope.COMMUNITY,
        *([Scope.OWN, Scope.TEAM] if mine else []),
        *([Scope.TEAM] if ours else []),
        *([Scope.DEPARTMENT] if addressed else []),
    }


@given(VIEWERS, PERMISSIONS, TARGETS)
def test_a_permission_holds_where_one_of_its_scopes_reaches(
    viewer: Viewer, permission: Permission, target: Target
) -> None:
    granted = {GRANTS[role][permission] for role in viewer.roles if permission in GRANTS[role]}
    assert allows(viewer, permission, target) == bool(granted & reached(viewer, target))


@given(VIEWERS, PERMISSIONS, TARGETS)
def test_nothing_reaches_into_another_community(
    viewer: Viewer, permission: Permission, target: Target
) -> None:
    beyond = replace(target, community_id=viewer.community_id + 1)
    assert not allows(viewer, permission, beyond)


@given(VIEWERS, PERMISSIONS, TARGETS, st.sampled_from(Role))
def test_a_further_role_never_takes_anything_away(
    viewer: Viewer, permission: Permission, target: Target, role: Role
) -> None:
    more = replace(viewer, roles=viewer.roles | {role})
    assert allows(more, permission, target) >= allows(viewer, permission, target)


@given(VIEWERS, PERMISSIONS)
def test_a_link_is_shown_exactly_to_whom_the_page_opens(
    viewer: Viewer, permission: Permission
) -> None:
    if viewer.can(permission):
        assert require(viewer, permission) is viewer
    else:
        with pytest.raises(Forbidden):
            require(viewer, permission)


def test_a_visitor_is_asked_to_sign_in() -> None:
    with pytest.raises(SignInRequired):
        require(None, Permission.SEE_PLACES)


@given(VIEWERS, PERMISSIONS)
def test_without_a_role_there_is_no_permission(viewer: Viewer, permission: Permission) -> None:
    assert not scopes(replace(viewer, roles=frozenset()), permission)


@pytest.mark.parametrize("role", Role)
def test_every_role_is_listed(role: Role) -> None:
    assert role in GRANTS


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_somebodys(permission: Permission) -> None:
    assert [role for role in Role if permission in GRANTS[role]]


@pytest.mark.parametrize("role", Role)
def test_who_may_change_a_report_may_see_it(role: Role) -> None:
    changes = GRANTS[role].keys() & {Permission.EDIT_REPORT, Permission.DELETE_REPORT}
    assert not changes or Permission.SEE_REPORT in GRANTS[role]


@pytest.mark.parametrize("role", Role)
def test_who_handles_cases_sees_them_as_far(role: Role) -> None:
    reach = GRANTS[role].get(Permission.HANDLE_CASE)
    assert reach is None or GRANTS[role][Permission.SEE_CASES] in {reach, Scope.COMMUNITY}


@pytest.mark.parametrize("role", [Role.AREA_VIEWER, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_these_roles_see_no_single_report(role: Role) -> None:
    assert not GRANTS[role].keys() & {*RECORDS, Permission.SEE_PHOTO}


@pytest.mark.parametrize("role", [Role.STEWARD, Role.REPRESENTATIVE])
def test_who_walks_never_reaches_beyond_the_team_into_records(role: Role) -> None:
    assert {GRANTS[role][one] for one in RECORDS} <= {Scope.OWN, Scope.TEAM}
