"""Run commands of the program in one process: `bin/prepare.py FILE COMMAND [-- COMMAND]...`.

To load the program takes longer than any of these commands, so it is loaded once. What the last
command prints goes to FILE, to be shown later; the others print as they go.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import sys
from pathlib import Path

import click
from flask.cli import FlaskGroup, ScriptInfo
from house.checkout import HOME


def main(arguments: list[str]) -> int:
    """Run the commands in their order; the first that fails ends it with status 1."""
    file, *words = arguments
    split = [[*part] for end, part in itertools.groupby(words, "--".__eq__) if not end]
    sys.path.insert(0, str(HOME))
    from app import create_app  # noqa: PLC0415 -- the program of this checkout, found only now

    program = create_app()
    info = ScriptInfo(create_app=lambda: program, set_debug_flag=False)
    said = io.StringIO()
    for command in split:
        last = command is split[-1]
        with contextlib.redirect_stdout(said) if last else contextlib.nullcontext():
            try:
                FlaskGroup(create_app=lambda: program).main(
                    command, prog_name="flask", standalone_mode=False, obj=info
                )
            except click.ClickException as error:
                error.show()
                return 1
    Path(file).write_text(said.getvalue(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
