"""The kinds of instances that can be solved: a kind is named here once its module is there."""

from __future__ import annotations

from benchmarks.routing import carp, kwrpp, rpp
from benchmarks.routing.files import Kind

KINDS: dict[str, Kind] = {"carp": carp, "kwrpp": kwrpp, "rpp": rpp}
