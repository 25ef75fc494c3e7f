"""Lanes that run the same way as another, from end to end or for a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

import numpy as np
import shapely

from geo.routing.cutting import Pieces
from geo.routing.topology import Defect, Finding

# Two lanes are one drawn twice if this share of both runs along the other.
_WHOLE: Final = 0.95
# Edges this many times the width apart in length do not run the same way.
_STRETCH: Final = 2.0


def overlaps(pieces: Pieces, width_m: float) -> list[Finding]:
    """Return the pairs of lanes with edges between the same nodes that stay `width_m` together."""
    lengths = shapely.length(pieces.lines)
    total = np.bincount(pieces.owners, lengths) if len(lengths) else lengths
    doubled: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for one, two in _alike(pieces, width_m):
        lanes = sorted((int(pieces.owners[one]), int(pieces.owners[two])))
        doubled[lanes[0], lanes[1]].append((one, two))
    found = []
    for (first, second), pairs in sorted(doubled.items()):
        edges = {one if pieces.owners[one] == first else two for one, two in pairs}
        metres = float(sum(lengths[edge] for edge in edges))
        whole = metres >= _WHOLE * max(total[first], total[second])
        place = shapely.line_interpolate_point(pieces.lines[min(edges)], 0.5, normalized=True)
        kind = Defect.DUPLICATE if whole else Defect.OVERLAP
        found.append(Finding(kind, (first, second), place, metres))
    return found


def _alike(pieces: Pieces, width_m: float) -> Iterator[tuple[int, int]]:
    """Give pairs of edges with the same ends and the same course."""
    low, high = np.minimum(pieces.tails, pieces.heads), np.maximum(pieces.tails, pieces.heads)
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for edge, ends in enumerate(zip(low.tolist(), high.tolist(), strict=True)):
        groups[ends].append(edge)
    for edges in groups.values():
        for one, two in combinations(edges, 2):
            a, b = pieces.lines[one], pieces.lines[two]
            near = abs(a.length - b.length) <= _STRETCH * width_m
            if near and shapely.hausdorff_distance(a, b, densify=0.25) <= width_m:
                yield one, two
