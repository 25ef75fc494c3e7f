"""The drawn plan of the demo quarter: junctions and the lanes that join them.

Coordinates are local metres round the temple (x east, y north). The plan is drawn by hand for the
demo, in the shape of an old quarter round a temple; it copies no map.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import hypot, sin
from typing import Final


class LaneKind(StrEnum):
    """What part a lane plays in the quarter."""

    RING = "ring"
    MAIN = "main"
    LANE = "lane"
    LINK = "link"
    DEAD_END = "dead_end"


@dataclass(frozen=True)
class PlannedLane:
    """One lane of the plan.

    Attributes:
        kind: Part it plays.
        width_m: Width between the house fronts, metres.
        via: Names of the junctions it passes, in order; at least two.
    """

    kind: LaneKind
    width_m: float
    via: tuple[str, ...]


NODES: Final[dict[str, tuple[float, float]]] = {
    # the ring, clockwise from the north-west, with the mouths of side lanes
    "NW": (-120, 90), "N": (-18, 117), "n1": (44, 112), "NE": (103, 97), "e1": (131, 50),
    "E": (139, -8), "e2": (128, -62), "SE": (92, -108), "s1": (44, -113), "S": (-12, -123),
    "s2": (-64, -114), "SW": (-115, -97), "w2": (-139, -55), "W": (-146, -3), "w1": (-138, 48),
    # inside the ring, beside the temple
    "i1": (58, 87), "i1x": (84, 73), "i2": (-76, -90), "i2x": (-108, -64),
    # half way out
    "a1": (-30, 158), "a2": (58, 152), "a2x": (108, 146), "a2m": (84, 157), "a3": (148, 139),
    "a3x": (186, 112), "a3m": (172, 128), "a4": (178, 71), "a45": (191, 30), "a5": (187, -14),
    "a6": (171, -85), "a67": (143, -122), "a7": (116, -148), "a8": (52, -158),
    "a9": (-24, -170), "a9m": (-70, -146), "a9x": (-58, -172), "a11": (-149, -140),
    "a11m": (-112, -156), "a11x": (-92, -166), "a12": (-188, -72), "a1213": (-184, -34),
    "a13": (-201, 4), "a14": (-184, 68), "a15": (-143, 138), "a151": (-88, 150),
    # the winding second round
    "M1": (-47, 218), "m1": (-106, 204), "M2": (72, 203), "m2": (16, 184), "M3": (181, 181),
    "m3": (128, 205), "M4": (229, 92), "m4": (222, 142), "M5": (239, -4), "M6": (211, -99),
    "m6": (232, -52), "M7": (133, -205), "m7": (186, -158), "M8": (47, -212), "m8": (88, -197),
    "M9": (-36, -214), "M10": (-176, -186), "m10": (-104, -203), "M11": (-237, -82),
    "m11": (-222, -138), "M12": (-249, 16), "m12": (-256, -34), "M13": (-224, 101),
    "m13": (-231, 58), "M14": (-164, 199), "m14": (-204, 156),
    # the streets that bound the quarter
    "O1": (-178, 288), "O2": (-52, 296), "O3": (84, 291), "O4": (238, 274), "O4c": (303, 238),
    "O6": (327, 104), "O6m": (322, 176), "O7": (335, -26), "O8": (316, -142), "O8c": (296, -238),
    "O9": (162, -286), "O9m": (232, -281), "O10": (54, -296), "O11": (-30, -300),
    "O12": (-196, -283), "O12c": (-286, -252), "O14": (-327, -88), "O14m": (-319, -176),
    "O15": (-338, 24), "Q1": (-322, 128), "Q1c": (-300, 236), "Q1m": (-258, 279),
    # dead ends behind the second round
    "d1": (-173, 243), "d1m": (-132, 255), "d1x": (-98, 246), "d2": (-46, 256),
    "d2m": (-4, 247), "d2x": (28, 254), "d3m": (136, 236), "d3x": (122, 258),
    "d4": (212, 226), "d4m": (254, 208), "d4x": (272, 182), "d5": (276, 102),
    "d5m": (284, 62), "d5x": (272, 34), "d7": (264, -124), "d7m": (268, -166),
    "d7x": (249, -196), "d8m": (226, -196), "d8x": (222, -236),
    "m79": (186, -212), "m15": (-206, 208), "d9": (148, -246),
    "d9m": (112, -252), "d9x": (94, -240), "d10": (-32, -256), "d10m": (-76, -250),
    "d10x": (-118, -258), "d12m": (-262, -150), "d12x": (-277, -186), "d13": (-284, -80),
    "d13m": (-292, -46), "d13x": (-284, -14), "d14": (-292, 26), "d14m": (-284, 66),
    "d14x": (-292, 92), "d15m": (-250, 172), "d15x": (-268, 214), "q1": (-268, 120),
}  # fmt: skip

_TABLE: Final[str] = """
ring 9.0 NW N
ring 9.0 N n1 NE
ring 9.5 NE e1 E
ring 9.0 E e2 SE
ring 9.0 SE s1 S
ring 9.0 S s2 SW
ring 10.0 SW w2 W
ring 11.0 W w1 NW
main 14.0 O1 O2
main 14.0 O2 O3
main 14.0 O3 O4
main 12.0 O4 O4c O6m O6
main 12.0 O6 O7
main 12.0 O7 O8
main 12.0 O8 O8c O9m O9
main 13.0 O9 O10 O11
main 13.0 O11 O12
main 12.0 O12 O12c O14m O14
main 12.0 O14 O15
main 12.0 O15 Q1
main 12.0 Q1 Q1c Q1m O1
lane 4.5 N a1 M1 d2 O2
lane 3.6 n1 a2 M2 O3
lane 4.2 NE a3 M3 d4 O4
lane 4.4 e1 a4 M4 d5 O6
lane 3.6 E a5 M5 O7
lane 4.6 e2 a6 M6 d7 O8
lane 4.2 SE a7 M7 d9 O9
lane 3.4 s1 a8 M8 O10
lane 4.4 S a9 M9 d10 O11
lane 4.2 SW a11 M10 O12
lane 3.8 w2 a12 M11 d13 O14
lane 8.0 W a13 M12 d14 O15
lane 3.4 w1 a14 M13 q1 Q1
lane 4.4 NW a15 M14 d1 O1
lane 3.2 M14 m1 M1
lane 3.0 a1 m2 M2
lane 3.2 M2 m3 M3 m4 M4
lane 3.2 M5 m6 M6 m7 m79 d9
lane 3.2 M7 m8 M8
lane 3.4 M9 m10 M10
lane 3.0 M10 m11 M11 m12 M12
lane 3.2 M12 m13 M13
lane 3.0 M13 m14 m15 d1
link 2.2 a15 a151 a1
link 2.2 a4 a45 a5
link 2.4 a6 a67 a7
link 2.2 a12 a1213 a13
dead_end 2.6 n1 i1 i1x
dead_end 2.6 s2 i2 i2x
dead_end 2.4 a2 a2m a2x
dead_end 2.4 a3 a3m a3x
dead_end 2.4 s2 a9m a9x
dead_end 2.4 a11 a11m a11x
dead_end 2.6 d1 d1m d1x
dead_end 2.6 d2 d2m d2x
dead_end 2.4 m3 d3m d3x
dead_end 2.4 d4 d4m d4x
dead_end 2.6 d5 d5m d5x
dead_end 2.4 d7 d7m d7x
dead_end 2.4 m7 d8m d8x
dead_end 2.4 d10 d10m d10x
dead_end 2.4 m11 d12m d12x
dead_end 2.6 d14 d14m d14x
dead_end 2.4 m14 d15m d15x
"""


INWARD: Final = 0.8
"""How far the drawn plan is drawn in beyond the ring, as a share: lanes lie closer so."""


def junction(name: str) -> tuple[float, float]:
    """Return where a junction lies, local metres: the plan, drawn in and gently warped.

    Raises:
        KeyError: If the plan has no such junction.
    """
    x, y = NODES[name]
    radius = hypot(x, y)
    ring = 135.0
    drawn_in = 1.0 if radius <= ring else (ring + (radius - ring) * INWARD) / radius
    u, v = x * drawn_in, y * drawn_in
    swing = min(1.0, radius / 220.0)
    east = 9.0 * sin(v / 47.0 + 0.6) + 6.0 * sin((u + v) / 71.0)
    north = 9.0 * sin(u / 53.0 + 2.1) + 6.0 * sin((u - v) / 83.0 + 1.0)
    return round(u + swing * east, 3), round(v + swing * north, 3)


def planned_lanes() -> tuple[PlannedLane, ...]:
    """Return the lanes of the plan in the order of their codes."""
    rows = (line.split() for line in _TABLE.strip().splitlines())
    return tuple(
        PlannedLane(LaneKind(kind), float(width), tuple(via)) for kind, width, *via in rows
    )
