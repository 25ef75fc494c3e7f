"""What the reading process does once `app` can be imported: confine itself, read, answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.places.imports.choices import Choices
from app.places.imports.confine import confine
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.preview import preview_of
from app.places.imports.reading import read_places
from app.places.imports.reading_process import ANSWER, HOUSE
from app.places.imports.wire import result_to_json


def answer(request: dict[str, Any]) -> None:
    """Answer a request into a file of its folder; what is wrong with the file is an answer too."""
    path, folder = Path(request["path"]), Path(request["folder"])
    confine([path, HOUSE / "app", HOUSE / "geo"], folder)
    (folder / ANSWER).write_text(json.dumps(_answer(request, path)), encoding="utf-8")


def _answer(request: dict[str, Any], path: Path) -> dict[str, Any]:
    choices = Choices.from_json(request["choices"])
    try:
        if request["do"] == "preview":
            return {"answer": preview_of(path, choices).to_json()}
        return {"answer": result_to_json(read_places(path, choices))}
    except UnreadableFileError as error:
        return {"problem": error.problem, "details": error.details}
    except MemoryError:
        return {"problem": FileProblem.TOO_MUCH_MEMORY, "details": {}}
