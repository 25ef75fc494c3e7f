"""Values that anyone can compare with a peer's: `python -m benchmarks.hotspots COMMAND ...`.

Compiled code is compiled when it is first used; nothing here is timed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.hotspots import distances, forecast, gistar, nkde
from geo.errors import GeoError
from geo.network_density import Along, Method, Shape


def main(arguments: list[str]) -> int:
    """Print what the command asks for; 2 where that cannot be answered."""
    try:
        _answer(_parser().parse_args(arguments))
    except GeoError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _answer(wanted: argparse.Namespace) -> None:
    if wanted.command == "gistar":
        _print_lines(gistar.lines(wanted.values, wanted.weights))
    elif wanted.command == "nkde":
        setting = Along(
            wanted.bandwidth,
            Method(wanted.method),
            Shape(wanted.kernel),
            turn_back=wanted.dead_ends == "turn-back",
            most_junctions=wanted.max_depth,
        )
        _print_lines(nkde.lines(wanted.network, wanted.events, wanted.samples, setting))
    elif wanted.command == "distances":
        table = distances.table(wanted.arcs, wanted.vertices, wanted.events)
        np.savetxt(sys.stdout, table, fmt="%.17g", delimiter=",")
    else:
        bbox = tuple(wanted.bbox) if wanted.bbox else None
        reports = forecast.read(wanted.reports, bbox, wanted.since)
        print(json.dumps(forecast.line(reports, wanted.days)))


def _print_lines(lines: Iterable[dict[str, object]]) -> None:
    for line in lines:
        print(json.dumps(line))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hotspots")
    commands = parser.add_subparsers(dest="command", required=True)
    found = commands.add_parser("gistar", help="Gi* with q values: i, z_binary, z_row, q, flag")
    _files(found, "values", "weights")
    found = commands.add_parser("nkde", help="kernel density along a network: id, value")
    _files(found, "network", "events", "samples")
    found.add_argument("--kernel", choices=[*Shape], default=Shape.QUARTIC)
    found.add_argument("--bandwidth", type=float, default=300.0, metavar="M")
    found.add_argument("--method", choices=[*Method], default=Method.SIMPLE)
    found.add_argument("--dead-ends", choices=["turn-back", "stop"], default="turn-back")
    found.add_argument("--max-depth", type=int, metavar="JUNCTIONS", help="any number without it")
    found = commands.add_parser("distances", help="table of network distances between events")
    _files(found, "arcs", "vertices", "events")
    found = commands.add_parser("forecast", help="hit rates and likelihood over the last days")
    _files(found, "reports")
    found.add_argument("--days", type=int, default=180)
    found.add_argument("--bbox", type=float, nargs=4, metavar=("W", "S", "E", "N"))
    found.add_argument("--since", type=date.fromisoformat, metavar="DATE")
    return parser


def _files(parser: argparse.ArgumentParser, *names: str) -> None:
    for name in names:
        parser.add_argument(name, type=Path)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:  # whoever reads the lines has seen enough
        sys.stderr.close()
