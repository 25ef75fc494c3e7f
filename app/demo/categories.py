"""Which kind of problem turns up in which kind of place, and what stewards do about it."""

from dataclasses import dataclass
from typing import Final

from app.demo.town import Courtyard
from app.demo.town_plan import LaneKind
from app.demo.walks import Place

ROOM_TO_PARK_M: Final = 4.0
"""A car is left only in a lane at least so wide, metres."""

REPAIRS: Final = ("road_damage", "street_lamp", "drain_blocked")
"""What stewards cannot mend themselves."""

DEPARTMENTS: Final = {
    "road_damage": "paving",
    "street_lamp": "lighting",
    "drain_blocked": "drains",
    "ebike_wiring": "fire_safety",
}
"""Which department answers for an escalated report, by category."""


@dataclass(frozen=True)
class Custom:
    """How a category is usually met: handling, pieces beyond the first on average, notes."""

    handling: str | None
    more: float
    notes: tuple[str, ...]


CUSTOMS: Final = {
    "illegal_parking": Custom("moved_on", 1.9, ("占道停车，已劝离", "已挪走", "堵住巷口")),
    "ebike_disorder": Custom("tidied", 2.2, ("已摆放", "大院门口乱停", "挡道，已挪开")),
    "ebike_wiring": Custom("talked_to", 0.0, ("窗口拉线充电，已劝阻", "提醒去充电点")),
    "shopfront": Custom("talked_to", 0.0, ("门前堆物，已提醒", "店外摆放，已收回")),
    "sticker_ads": Custom("cleared", 0.8, ("墙面小广告，已清除", "电线杆上张贴")),
    "corridor_clutter": Custom("cleared", 1.4, ("楼道纸箱，已清走", "楼梯口旧家具", "杂物已清")),
    "garbage": Custom("cleared", 0.0, ("未按时投放", "未分类，已劝导", "垃圾落地，已清")),
    "masks": Custom("handed_out", 4.0, ("给过路群众",)),
    "road_damage": Custom(None, 0.0, ("石板松动，老人易绊", "路面塌陷一处", "铺石缺失")),
    "street_lamp": Custom(None, 0.0, ("路灯不亮", "路灯闪烁")),
    "drain_blocked": Custom(None, 0.0, ("下水堵塞，污水外溢", "雨水口堵塞")),
    "dispute": Custom("talked_to", 0.0, ("邻里用水，已调解", "噪音问题，已说和")),
    "opinion": Custom(None, 0.0, ("希望增加停车位", "建议延长投放时间", "希望加装路灯")),
    "publicity": Custom("talked_to", 0.0, ("消防安全宣传", "垃圾分类宣传", "防诈骗提醒")),
}  # fmt: skip

_RARE: Final = {"road_damage": 0.012, "street_lamp": 0.009, "drain_blocked": 0.009}
_COURTYARD: Final = {
    "corridor_clutter": 0.5, "ebike_disorder": 0.2, "ebike_wiring": 0.14, "garbage": 0.15,
    "drain_blocked": 0.01,
}  # fmt: skip
_RING: Final = {
    "ebike_disorder": 0.42, "illegal_parking": 0.2, "shopfront": 0.14, "garbage": 0.16,
    "sticker_ads": 0.05, **_RARE,
}  # fmt: skip
_MAIN: Final = {
    "illegal_parking": 0.56, "ebike_disorder": 0.26, "shopfront": 0.07, "garbage": 0.06,
    "sticker_ads": 0.03, **_RARE,
}  # fmt: skip
_ROOMY: Final = {
    "illegal_parking": 0.42, "ebike_disorder": 0.36, "garbage": 0.12, "shopfront": 0.04,
    "sticker_ads": 0.03, **_RARE,
}  # fmt: skip
_NARROW: Final = {
    "ebike_disorder": 0.52, "illegal_parking": 0.14, "garbage": 0.17, "sticker_ads": 0.05,
    "ebike_wiring": 0.08, **_RARE,
}  # fmt: skip
_BACK: Final = {
    "ebike_disorder": 0.53, "garbage": 0.24, "ebike_wiring": 0.14, "sticker_ads": 0.06, **_RARE,
}  # fmt: skip


def shares(place: Place) -> dict[str, float]:
    """Return how the problems of a place divide among categories, weights above 0."""
    if isinstance(place, Courtyard):
        return _COURTYARD
    if place.kind is LaneKind.LANE:
        table = _ROOMY if place.width_m >= ROOM_TO_PARK_M else _NARROW
    else:
        table = {LaneKind.RING: _RING, LaneKind.MAIN: _MAIN}.get(place.kind, _BACK)
    return table if place.lit else {k: w for k, w in table.items() if k != "street_lamp"}
