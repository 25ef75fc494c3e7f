"""Every check that needs no running program: `bin/check.py [--root DIR] [--fix] [NAME...]`.

Names: format, lint, types, contracts, rules, templates, javascript. Without a name: all.
`--root` checks another tree by the same rules; the tools and their settings stay this checkout's.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from house.contracts import configuration
from house.errors import HouseError
from house.python_rules import python_findings
from house.text_rules import text_findings

HOME = Path(__file__).resolve().parent.parent
PYTHON_TREES = ("app", "geo", "bin", "benchmarks", "migrations", "tests")
TYPED_TREES = ("app", "geo", "bin", "benchmarks")
SCRIPT_TREES = ("static/js", "static/service-worker.js", "tests/js")


def main(arguments: list[str]) -> int:
    """Run the checks that were asked for, all of them even when one fails; return 1 if any did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CHECKS))
    parser.add_argument("--root", type=Path, default=HOME)
    parser.add_argument("--fix", action="store_true", help="format and mend what can be mended")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - set(CHECKS)
    if unknown:
        parser.error(f"unknown check: {', '.join(sorted(unknown))}")
    root = options.root.resolve()
    failed = [
        name
        for name, check in CHECKS.items()
        if name in (options.names or CHECKS) and not _told(name, check, root, fix=options.fix)
    ]
    print(f"make check: failed: {', '.join(failed)}" if failed else "make check: all green")
    return 1 if failed else 0


def _told(name: str, check: Callable[[Path, bool], bool], root: Path, *, fix: bool) -> bool:
    """Run one check and say how it went."""
    try:
        good = check(root, fix)
    except HouseError as error:
        print(error)
        good = False
    print(f"{'ok    ' if good else 'FAILED'} {name}", flush=True)
    return good


def _present(root: Path, trees: tuple[str, ...]) -> list[str]:
    """Return the trees that are there: a directory counts only if it holds a file."""
    return [name for name in trees if (root / name).is_file() or any((root / name).rglob("*.*"))]


def _run(command: list[str], root: Path, **environment: str) -> bool:
    """Run a tool in a tree; True if it found nothing."""
    return (
        subprocess.run(command, cwd=root, env=os.environ | environment, check=False).returncode == 0
    )


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def _format(root: Path, fix: bool) -> bool:  # noqa: FBT001 -- every check takes the same two
    mode = [] if fix else ["--check"]
    settings = ["--config", str(HOME / "pyproject.toml")]
    return _run(_python("ruff", "format", *settings, *mode, *_present(root, PYTHON_TREES)), root)


def _lint(root: Path, fix: bool) -> bool:  # noqa: FBT001
    mode = ["--fix"] if fix else []
    settings = ["--config", str(HOME / "pyproject.toml"), "--quiet"]
    return _run(_python("ruff", "check", *settings, *mode, *_present(root, PYTHON_TREES)), root)


def _types(root: Path, _fix: bool) -> bool:  # noqa: FBT001
    settings = ["--config-file", str(HOME / "pyproject.toml"), "--no-error-summary"]
    trees = _present(root, TYPED_TREES)
    return not trees or _run(_python("mypy", *settings, *trees), root)


def _contracts(root: Path, _fix: bool) -> bool:  # noqa: FBT001
    text = configuration(root)
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "contracts.ini"
        file.write_text(text, encoding="utf-8")
        program = "from importlinter.cli import lint_imports_command as run; run()"
        command = [sys.executable, "-c", program, "--config", str(file)]
        command += ["--no-cache", "--no-logo"]
        return _run(command, root, PYTHONPATH=str(root))


def _rules(root: Path, _fix: bool) -> bool:  # noqa: FBT001
    findings = [*python_findings(root), *text_findings(root)]
    for finding in findings:
        print(finding)
    return not findings


def _templates(root: Path, _fix: bool) -> bool:  # noqa: FBT001
    if not any((root / "templates").rglob("*.html")):
        return True
    settings = ["--configuration", str(HOME / "pyproject.toml"), "--quiet", "--lint"]
    return _run(_python("djlint", "templates", *settings), root)


def _javascript(root: Path, fix: bool) -> bool:  # noqa: FBT001
    trees = _present(root, SCRIPT_TREES)
    if not trees:
        return True
    machine = "arm64" if platform.machine() in {"aarch64", "arm64"} else "x64"
    biome = HOME / f"node_modules/@biomejs/cli-linux-{machine}/biome"
    if not biome.exists():
        message = "Biome is missing: `make setup` fetches it."
        raise HouseError(message)
    mode = ["--write"] if fix else []
    return _run([str(biome), "check", f"--config-path={HOME}", *mode, *trees], root)


CHECKS: dict[str, Callable[[Path, bool], bool]] = {
    "format": _format,
    "lint": _lint,
    "types": _types,
    "contracts": _contracts,
    "rules": _rules,
    "templates": _templates,
    "javascript": _javascript,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
