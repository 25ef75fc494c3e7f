"""Rules of the design that no linter knows: kept by the tree, and seen to fail on a breach."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from app import events
from tests.architecture.source_rules import ROOT, RULES, findings

IN_FUNCTION = "def asked(session, wanted, what):\n    return "
BREACHES = {
    "doors": [
        ("app/x/pages.py", "from app.y import change_views\n"),
        ("app/x/actions.py", "from app.y.photos_api import put\n"),
        ("app/policy.py", "from app.y.forms import Form\n"),
    ],
    "sql at the door": [
        ("app/x/views.py", "from sqlalchemy import select\n"),
        ("app/x/photos_api.py", "from sqlalchemy.dialects.postgresql import insert\n"),
        ("app/x/pages.py", "rows = session().execute(statement)\n"),
        ("app/x/forms.py", "one = session.scalar(statement)\n"),
    ],
    "sql from pieces": [
        ("app/x/queries.py", IN_FUNCTION + 'text(f"SELECT {wanted.what}")\n'),
        ("app/x/queries.py", IN_FUNCTION + 'text("SELECT " + what)\n'),
        ("app/x/queries.py", IN_FUNCTION + 'text("SELECT %s" % what)\n'),
        ("app/x/queries.py", IN_FUNCTION + 'sa.text("SELECT {}".format(what))\n'),
    ],
    "roles": [
        ("app/x/queries.py", "shown = Role.SUPERVISOR in viewer.roles\n"),
        ("app/x/actions.py", "may = role == Role.STEWARD\n"),
        ("app/x/actions.py", "may = viewer.roles & WALKERS\n"),
        ("app/x/actions.py", "may = not viewer.roles.isdisjoint(WALKERS)\n"),
        ("app/x/views.py", "match role:\n    case Role.STEWARD:\n        pass\n"),
    ],
    "loaders": [
        ("app/x/views.py", "def load_case(case_id: int) -> Case: ...\n"),
        ("app/x/loading.py", "def load_case(case_id: int) -> Case: ...\n"),
    ],
    "clock": [
        ("app/x/actions.py", "now = datetime.now(UTC)\n"),
        ("app/x/actions.py", "day = datetime.date.today()\n"),
    ],
}
SEEDS = [(rule, *seed) for rule, seeds in BREACHES.items() for seed in seeds]
HARMLESS = {
    "doors": ("app/x/views.py", "from app.x.forms import Form\nfrom app.api import blueprint\n"),
    "sql at the door": ("app/x/views.py", "from sqlalchemy.orm import Session\nform.add(1)\n"),
    "sql from pieces": ("app/x/queries.py", 'A = text("SELECT :a")\nB = text("FROM " + OURS)\n'),
    "roles": ("app/x/views.py", "shown = tuple(role_label(r) for r in known.roles)\n"),
    "loaders": ("app/x/views.py", "def load_case(i: int, p: Permission) -> Case: ...\n"),
    "clock": ("app/x/actions.py", "now = clock.now()\n"),
}


def write(home: Path, path: str, text: str) -> None:
    (home / path).parent.mkdir(parents=True)
    (home / path).write_text(text, "utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_the_tree_keeps_the_rule(rule: str) -> None:
    assert findings(ROOT, rule) == []


@pytest.mark.parametrize(("rule", "path", "text"), SEEDS)
def test_a_seeded_breach_is_found(tmp_path: Path, rule: str, path: str, text: str) -> None:
    write(tmp_path, path, text)
    assert findings(tmp_path, rule)


@pytest.mark.parametrize("rule", RULES)
def test_what_is_meant_to_be_passes(tmp_path: Path, rule: str) -> None:
    write(tmp_path, *HARMLESS[rule])
    assert findings(tmp_path, rule) == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_seen_to_fail(rule: str) -> None:
    assert BREACHES[rule]


def test_events_cannot_be_changed_on_their_way() -> None:
    kinds = [kind for kind in vars(events).values() if isinstance(kind, type)]
    sent = [kind for kind in kinds if issubclass(kind, events.Event)]
    assert sent
    assert all(is_dataclass(kind) and kind.__dataclass_params__.frozen for kind in sent)
    assert all(field.name for kind in sent for field in fields(kind))
