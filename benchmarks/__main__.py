"""Measure and print the table: `python -m benchmarks [--write] [PART...]`, or `make bench`.

Parts: see `PARTS`; without any, all. `--write` puts the table into docs/benchmarks.md
too; of parts that are named, the lines of their figures alone.
"""

from __future__ import annotations

import sys
import time

from benchmarks.parts import PARTS
from benchmarks.report import renew, write
from benchmarks.rows import Row, as_text


def main(arguments: list[str]) -> int:
    """Run the parts that are named, or all, and print what they found; 2 on an unknown name."""
    named = [argument for argument in arguments if argument != "--write"]
    unknown = sorted(set(named) - set(PARTS))
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(PARTS)}", file=sys.stderr)
        return 2
    began = time.monotonic()
    found: list[Row] = []
    for name in named or PARTS:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        found += PARTS[name]()
    print(as_text(found))
    if "--write" in arguments and named:
        renew(found)
    elif "--write" in arguments:
        write(found, time.monotonic() - began)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
