"""The process that reads other people's files: `python -I reading_process.py REQUEST`.

It runs by itself, without the web program around it: the package `app` is declared, not executed,
so that no setting, no engine and no view is ever in the same memory as a hostile file. It confines
itself (`answering`) before it opens anything and answers into a file of its folder.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

ANSWER = "answer.json"
LOG = "log.txt"
HOUSE = Path(__file__).resolve().parents[3]


def declare_app() -> None:
    """Make `app` a package whose modules can be imported although its own code does not run."""
    spec = ModuleSpec("app", None, is_package=True)
    spec.submodule_search_locations = [str(HOUSE / "app")]
    sys.modules["app"] = module_from_spec(spec)
    sys.path.insert(0, str(HOUSE))


def main(request: dict[str, Any]) -> None:
    """Answer a request; what goes wrong beside the file is written down for the one who asked."""
    sys.stderr = (Path(request["folder"]) / LOG).open("w", encoding="utf-8", buffering=1)
    import_module("app.places.imports.answering").answer(request)


if __name__ == "__main__":
    declare_app()
    main(json.loads(sys.argv[1]))
