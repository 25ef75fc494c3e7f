"""Rules of the design that are read off the syntax tree of `app/`, one function each."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOORS = ("views", "api", "forms", "pages")  # modules that answer requests, by name or by its end
SQL = {"select", "insert", "update", "delete", "text", "func", "union", "exists"}
ASKS = {"execute", "scalar", "scalars", "get_one", "query", "add", "merge", "flush"}
ASKED = {"request", "viewer", "wanted", "form", "flask", "args", "submission", "values"}
PRIVATE = re.compile(r"(\w+_)?(views|api|forms)")  # modules of a feature that are its own
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}
EXCUSED = {
    ("app/clock.py", "clock"),  # the one place
    ("app/policy.py", "roles"),  # the one place
}

Breach = tuple[int, str]
Rule = Callable[[Path, ast.Module], Iterator[Breach]]


parsed = cache(ast.parse)


def findings(home: Path, rule: str) -> list[str]:
    """Return every breach of a rule in the `app/` under `home`, as `path:line: what`."""
    found = []
    for path in sorted((home / "app").rglob("*.py")):
        short = path.relative_to(home)
        if (short.as_posix(), rule) not in EXCUSED:
            tree = parsed(path.read_text("utf-8"))
            found += [f"{short}:{line}: {what}" for line, what in RULES[rule](short, tree)]
    return found


def is_door(path: Path) -> bool:
    """Tell whether a module answers requests."""
    stem = path.stem
    return stem in DOORS or stem.endswith(tuple(f"_{name}" for name in DOORS))


def no_sql_at_the_door(path: Path, tree: ast.Module) -> Iterator[Breach]:
    """Views, APIs, forms and page models ask queries and actions; they build no statement."""
    if not is_door(path):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            taken = {alias.name for alias in node.names} & SQL
            yield from ((node.lineno, f"takes {name} from SQLAlchemy") for name in sorted(taken))
        if isinstance(node, ast.Call) and _asks_a_session(node.func):
            yield node.lineno, "asks the database itself"


def _asks_a_session(called: ast.expr) -> bool:
    """Tell whether a call is `session().ask(...)` or `session.ask(...)`."""
    if not isinstance(called, ast.Attribute) or called.attr not in ASKS:
        return False
    owner = called.value.func if isinstance(called.value, ast.Call) else called.value
    return isinstance(owner, ast.Name) and owner.id in {"session", "orm", "own"}


def no_sql_from_pieces(_path: Path, tree: ast.Module) -> Iterator[Breach]:
    """What a request brings is bound, never pasted into `text()`; names of our own may be.

    What a module says once, when it is imported, has seen no request.
    """
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in (inner for function in functions for inner in ast.walk(function)):
        if isinstance(node, ast.Call) and node.args and _is_text(node.func):
            yield from (
                (node.lineno, "pastes what was asked into SQL")
                for inner in ast.walk(node.args[0])
                if _pastes(inner)
            )


def _pastes(node: ast.AST) -> bool:
    """Tell whether a part of a statement is put in by `%`, `+`, `format`, or from a request."""
    if isinstance(node, ast.BinOp):
        return True
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    named = (inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name))
    return isinstance(node, ast.FormattedValue) and not ASKED.isdisjoint(named)


def _is_text(called: ast.expr) -> bool:
    if isinstance(called, ast.Attribute):
        owner = called.value
        return called.attr == "text" and getattr(owner, "id", "") in {"sa", "sqlalchemy"}
    return getattr(called, "id", "") in {"text", "literal_column"}


def roles_are_compared_in_policy(_path: Path, tree: ast.Module) -> Iterator[Breach]:
    """Nobody but policy decides by a role: no comparison, no set arithmetic, no match on one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare | ast.BinOp | ast.match_case):
            yield from (
                (part.lineno, "decides by a role; ask policy for a permission")
                for part in ast.walk(node)
                if isinstance(part, ast.Attribute) and _is_a_role(part)
            )
        if isinstance(node, ast.Attribute) and node.attr in {"intersection", "isdisjoint"}:
            yield from (
                (part.lineno, "decides by a role; ask policy for a permission")
                for part in ast.walk(node.value)
                if isinstance(part, ast.Attribute) and _is_a_role(part)
            )


def _is_a_role(node: ast.Attribute) -> bool:
    of_enum = isinstance(node.value, ast.Name) and node.value.id == "Role"
    return of_enum or (node.attr == "roles" and isinstance(node.ctx, ast.Load))


def loaders_take_a_permission(path: Path, tree: ast.Module) -> Iterator[Breach]:
    """Whatever fetches a thing for a request takes or names the permission it needs."""
    if not is_door(path) and path.stem != "loading":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("load_"):
            named = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
            if "Permission" not in named:
                yield node.lineno, f"{node.name} asks for no Permission"


def time_comes_from_the_clock(_path: Path, tree: ast.Module) -> Iterator[Breach]:
    """Only `app/clock.py` looks at the clock; tests can then stop it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if (name, node.func.attr) in CLOCKS:
                yield node.lineno, f"{name}.{node.func.attr}: ask app.clock"


def doors_are_a_features_own(path: Path, tree: ast.Module) -> Iterator[Breach]:
    """Nobody imports another feature's views, API or forms, `change_views` and the like included.

    The import contracts know these modules by their plain names only.
    """
    if path == Path("app/rooms.py"):  # it puts the house together
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("app."):
            steps = [f"{node.module}.{alias.name}".split(".") for alias in node.names]
            yield from (
                (node.lineno, f"takes from {'.'.join(step)}")
                for step in steps
                if step[1] != path.parts[1] and any(PRIVATE.fullmatch(part) for part in step[2:])
            )


RULES: dict[str, Rule] = {
    "doors": doors_are_a_features_own,
    "sql at the door": no_sql_at_the_door,
    "sql from pieces": no_sql_from_pieces,
    "roles": roles_are_compared_in_policy,
    "loaders": loaders_take_a_permission,
    "clock": time_comes_from_the_clock,
}
