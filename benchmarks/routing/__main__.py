"""Solve published routing instances; one JSON line per file.

Compiled kernels are warmed on a dummy instance before the clock of the first file starts; a file's
clock covers reading it, solving it, and nothing else.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.routing.files import Wish, as_line, write_solution
from benchmarks.routing.kinds import KINDS


def main(arguments: list[str]) -> int:
    """Solve every file that is named, in order."""
    options = _parser().parse_args(arguments)
    kind = KINDS[options.kind]
    kind.warm()
    wish = Wish(options.vehicles, options.seconds, options.seed)
    for file in options.files:
        wall, cpu = time.perf_counter(), time.process_time()
        answer = kind.answer(file, wish)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        print(as_line(file.stem, answer, cpu, wall), flush=True)
        if options.solutions is not None:
            write_solution(options.solutions, file.stem, answer)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.routing", description=__doc__)
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--vehicles", type=int, help="number of walks")
    parser.add_argument("--seconds", type=float, help="CPU seconds per file at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--solutions", type=Path, metavar="DIR", help="write DIR/INSTANCE.json")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
