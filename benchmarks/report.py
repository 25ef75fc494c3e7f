"""docs/benchmarks.md: the table with what it was measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.rows import Row, as_markdown, renewed
from benchmarks.settings import CHECKOUT

FILE = CHECKOUT / "docs" / "benchmarks.md"
_TEXT = """# Benchmarks

Written by `make bench ARGS=--write` on {day}, in {minutes:.1f} minutes, at commit {commit}:
{cores} cores ({processor}), Python {python}, {system}.

{table}

How to read it. A speed is a ratio of two things measured in the same run, pass by pass in turns:
the median of five rounds. The numbers in brackets are the lowest and highest round; where they lie
far apart the machine had other work, and the ratio is worth less. The clients, the web server and
PostgreSQL share the cores. Compiled code is warmed before the clock starts. The database is a
throwaway cluster that writes as `make run`'s does, fsync and all; it holds the demo, and for H10 a
million generated reports.
"""


def write(rows: Sequence[Row], seconds: float) -> None:
    """Write the table; `seconds` is how long the measuring took."""
    text = _TEXT.format(
        day=datetime.now(UTC).date().isoformat(),
        minutes=seconds / 60,
        commit=_commit(),
        cores=os.cpu_count(),
        processor=_processor(),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        table=as_markdown(rows),
    )
    FILE.write_text(text, encoding="utf-8")


def renew(rows: Sequence[Row]) -> None:
    """Put rows in the place of those of the same figures, and say when they were measured.

    Parts that share a figure are to be measured together.

    Raises:
        FileNotFoundError: The whole was never measured.
    """
    head, table, foot = _parts(FILE.read_text(encoding="utf-8"))
    figures = ", ".join(sorted({row.figure for row in rows}))
    day = datetime.now(UTC).date().isoformat()
    note = f"Measured anew on {day}, at commit {_commit()}: {figures}."
    FILE.write_text(f"{head}\n{note}\n\n{renewed(table, rows)}{foot}", encoding="utf-8")


def _parts(text: str) -> tuple[str, str, str]:
    """Return what stands before the table, the table, and what follows."""
    begin = text.index("| figure |")
    end = text.index("\n\n", begin)
    return text[:begin].rstrip("\n") + "\n", text[begin:end], text[end:]


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 -- found by the path
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "unknown"


def _processor() -> str:
    """Return the processor's name, where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")
