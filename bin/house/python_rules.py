"""Rules on Python that no linter knows: read from the syntax tree, never from the text."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from house.findings import Finding, excused

LONGEST_FILE = 300  # lines
LONGEST_FUNCTION = 40  # lines, the docstring not counted
LONGEST_KERNEL = 120  # lines, for functions that numba compiles
TREES = ("app", "geo", "bin", "benchmarks", "migrations")

# Folium writes their text into script: `${...}` in a popup runs, even when escaped for HTML.
SCRIPTED = {"Popup", "Tooltip", "GeoJsonPopup", "GeoJsonTooltip", "DivIcon"}
COMPILERS = {"njit", "njit_loose", "jit", "vectorize", "guvectorize", "stencil"}


def python_findings(root: Path) -> Iterator[Finding]:
    """Give every breach in the Python files of a checkout."""
    for top in TREES:
        for path in sorted((root / top).rglob("*.py")):
            yield from file_findings(path.relative_to(root), path.read_text(encoding="utf-8"))


def file_findings(path: Path, text: str) -> Iterator[Finding]:
    """Give the breaches in one file, whose path is relative to the checkout."""
    lines = text.splitlines()
    for number, rule, message in _breaches(path, ast.parse(text), len(lines)):
        if not excused(lines[number - 1] if lines else "", rule):
            yield Finding(rule, path, number, message)


_Breach = tuple[int, str, str]


def _breaches(path: Path, tree: ast.Module, length: int) -> Iterator[_Breach]:
    if length > LONGEST_FILE and path.parts[0] != "migrations":
        yield 1, "file-length", f"{length} lines; {LONGEST_FILE} at most: it is probably two files"
    for node in ast.walk(tree):
        for rule in _RULES:
            yield from rule(path, node)


def _scripted(path: Path, node: ast.AST) -> Iterator[_Breach]:
    if path.parts[0] != "app":
        return
    for name in _names(node) & SCRIPTED:
        yield _line(node), "folium-text", f"{name} runs what it shows; use a panel and textContent"


def _names(node: ast.AST) -> set[str]:
    """Return the identifiers that a node itself mentions."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return {name}
        case ast.ImportFrom(names=aliases):
            return {alias.name for alias in aliases}
        case _:
            return set()


def _commit(path: Path, node: ast.AST) -> Iterator[_Breach]:
    if path.parts[0] != "app" or path == Path("app/db.py"):
        return
    if isinstance(node, ast.Attribute) and node.attr == "commit":
        yield node.lineno, "commit", "transactions end in app/db.py alone; flush instead"


def _folium(path: Path, node: ast.AST) -> Iterator[_Breach]:
    if path.parts[:2] == ("app", "maps"):
        return
    modules: list[str] = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        modules = [node.module or ""]
    if any(module.split(".")[0] in {"folium", "branca"} for module in modules):
        yield _line(node), "folium-import", "Folium lives in app/maps alone"


def _function_length(path: Path, node: ast.AST) -> Iterator[_Breach]:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    if path.parts[0] == "migrations":  # one step after another, generated at first
        return
    limit = LONGEST_KERNEL if _is_compiled(node) else LONGEST_FUNCTION
    length = (node.end_lineno or node.lineno) - node.lineno + 1 - _docstring_lines(node)
    if length > limit:
        yield node.lineno, "function-length", f"{node.name}: {length} lines; {limit} at most"


def _is_compiled(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(_names(part) & COMPILERS for one in node.decorator_list for part in ast.walk(one))


def _docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is None:
        return 0
    return (first.end_lineno or first.lineno) - first.lineno + 1


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 1)


_RULES: tuple[Callable[[Path, ast.AST], Iterator[_Breach]], ...] = (
    _scripted,
    _commit,
    _folium,
    _function_length,
)
