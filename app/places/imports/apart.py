"""Reading a file in a process of its own, from the side of the one who asks.

The process gets no setting, no secret and no socket, its memory, time and files are limited
(`confine`), and its answer is JSON in a file. Whatever becomes of it, the asker goes on.
"""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.places.imports.choices import Choices
from app.places.imports.drivers import environment
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from app.places.imports.previews import Preview
from app.places.imports.reading_process import ANSWER, LOG
from app.places.imports.rows import Progress, ReadResult, no_progress
from app.places.imports.wire import result_from_json

logger = logging.getLogger(__name__)

MAX_SECONDS = 600.0
"""Longest reading by the clock. Own choice: twice the processor time, for a busy machine."""

MAX_PREVIEW_SECONDS = 60.0
"""Longest look by the clock: a person waits for it."""

LOOK_EVERY_S = 0.5
"""How often the asker's `progress` is called meanwhile; it may raise to stop the reading."""

SHOWN_LOG = 2_000
OUT_OF_TIME = frozenset({-signal.SIGXCPU, -signal.SIGKILL})
PROCESS = Path(__file__).with_name("reading_process.py")


def read_apart(path: Path, choices: Choices, progress: Progress = no_progress) -> ReadResult:
    """Return the places of a file, read in a process of its own.

    Args:
        path: The file.
        choices: What it does not say itself.
        progress: Called with (0, 0) every now and then; it may raise to stop the reading.

    Raises:
        UnreadableFileError: It cannot be read as a whole, or only beyond the limits.
    """
    asked = {"do": "read", "choices": choices.to_json()}
    return result_from_json(_ask(path, asked, lambda: progress(0, 0), MAX_SECONDS))


def preview_apart(path: Path, choices: Choices) -> Preview:
    """Return a look into a file, taken in a process of its own, for somebody who waits for a page.

    Raises:
        UnreadableFileError: It cannot be read as a whole, or only beyond the limits.
    """
    asked = {"do": "preview", "choices": choices.to_json()}
    return Preview.from_json(_ask(path, asked, lambda: None, MAX_PREVIEW_SECONDS))


def _ask(path: Path, asked: dict[str, Any], wait: Callable[[], object], seconds: float) -> Any:  # noqa: ANN401 - JSON
    """Return the answer of a reading process about a file.

    Raises:
        UnreadableFileError: As it says itself, or as the way it ended shows.
    """
    with TemporaryDirectory(prefix="reading-") as made:
        folder = Path(made)
        request = {**asked, "path": str(path.absolute()), "folder": str(folder)}
        with _started(json.dumps(request), folder) as process:
            try:
                code = _ended(process, wait, seconds)
            finally:
                process.kill()
        return _answer(folder, code)


def _started(request: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start a reading process that works in a folder."""
    return subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, "-I", "-B", str(PROCESS), request],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**environment(), "TMPDIR": str(folder)},
        cwd=folder,
        start_new_session=True,
    )


def _ended(process: subprocess.Popen[bytes], wait: Callable[[], object], seconds: float) -> int:
    """Wait for the end of a process, asking every now and then whether to go on."""
    end = time.monotonic() + seconds
    while True:
        try:
            return process.wait(LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            wait()
        if time.monotonic() > end:
            raise UnreadableFileError(FileProblem.TOO_SLOW)


def _answer(folder: Path, code: int) -> Any:  # noqa: ANN401 - JSON
    """Return what a process has answered, or raise what it says."""
    answer = folder / ANSWER
    if code != 0 or not answer.is_file():
        log = folder / LOG
        told = log.read_text("utf-8", "replace")[-SHOWN_LOG:] if log.is_file() else ""
        logger.error("the reading process ended with %s: %s", code, told)
        slow = code in OUT_OF_TIME
        raise UnreadableFileError(FileProblem.TOO_SLOW if slow else FileProblem.READER_DIED)
    found = json.loads(answer.read_bytes())
    if "problem" in found:
        raise UnreadableFileError(FileProblem(found["problem"]), **found["details"])
    return found["answer"]
