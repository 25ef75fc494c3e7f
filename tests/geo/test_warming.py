"""What is compiled ahead is all that is compiled."""

from __future__ import annotations

import ast
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from geo import warming

GEO = Path(warming.__file__).parent


def compiled(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the functions of a module that are compiled."""
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(one).startswith("njit") for one in node.decorator_list)
    ]


def kernels() -> list[tuple[str, str]]:
    """Return module and name of every compiled function that Python calls, not other kernels."""
    found = []
    for path in sorted(GEO.rglob("*.py")):
        functions = compiled(ast.parse(path.read_text(encoding="utf-8")))
        inner = {
            node.func.id
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        module = ".".join(path.relative_to(GEO.parent).with_suffix("").parts)
        found += [(module, one.name) for one in functions if one.name not in inner]
    return found


@cache
def warmed() -> None:
    """Compile all, once."""
    warming.everything()


@pytest.mark.parametrize(("module", "name"), kernels())
def test_every_kernel_is_compiled_ahead(module: str, name: str) -> None:
    warmed()
    assert getattr(import_module(module), name).signatures


def test_there_are_kernels_to_compile() -> None:
    assert ("geo.binning", "share_out") in kernels()
