"""Names of the demo's lanes and courtyards in Chinese, Tibetan and English, invented for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from math import atan2, pi
from typing import Final

from shapely import LineString

from app.demo.town_plan import LaneKind, PlannedLane


@dataclass(frozen=True)
class Name:
    """A name in the three languages."""

    zh: str
    bo: str
    en: str


def _names(table: str) -> tuple[Name, ...]:
    """Read `zh bo en` rows."""
    return tuple(Name(*row.split(maxsplit=2)) for row in table.strip().splitlines())


LANE_STEMS: Final = _names("""
氆氇 སྣམ་བུ Pulu
酥油 མར Butter
青稞 ནས Barley
铜匠 ཟངས་བཟོ Coppersmith
裁缝 འཚེམ་བཟོ Tailor
木匠 ཤིང་བཟོ Carpenter
铁匠 མགར་བ Blacksmith
藏纸 ཤོག་བུ Paper
墨坊 སྣག་ཚ Ink
皮靴 ལྷམ Boot
毡帽 ཞྭ་མོ Hat
盐市 ཚྭ Salt
糌粑 རྩམ་པ Tsampa
甜茶 ཇ་མངར་མོ Sweet Tea
水井 ཁྲོན་པ Well
磨坊 རང་འཐག Mill
经幡 དར་ལྕོག Prayer Flag
风马 རླུང་རྟ Windhorse
酥灯 མར་མེ Butter Lamp
海螺 དུང་དཀར Conch
铜铃 དྲིལ་བུ Bell
皮鼓 རྔ Drum
松石 གཡུ Turquoise
珊瑚 བྱུ་རུ Coral
琥珀 སྤོས་ཤེལ Amber
银匠 དངུལ་བཟོ Silversmith
金匠 གསེར་བཟོ Goldsmith
药王 སྨན་པ Physician
藏香 སྤོས Incense
唐卡 ཐང་ཀ Thangka
核桃 སྟར་ཀ Walnut
柳荫 ལྕང་མ Willow
桃园 ཁམ་བུ Peach
柏香 ཤུག་པ Juniper
格桑花 སྐལ་བཟང་མེ་ཏོག Kelsang Flower
雪莲 གངས་ལྷ་མེ་ཏོག Snow Lotus
白鹤 ཁྲུང་ཁྲུང Crane
孔雀 རྨ་བྱ Peacock
鹿苑 ཤ་བ Deer
泉眼 ཆུ་མིག Spring
云桥 སྤྲིན་ཟམ Cloud Bridge
彩虹 འཇའ་ཚོན Rainbow
白石 རྡོ་དཀར White Stone
石阶 རྡོ་སྐས Stone Step
马掌 རྟ་རྨིག Horseshoe
羊毛 བལ Wool
陶罐 རྫ་མ Clay Pot
织机 ཐགས་ཁྲི Loom
""")

COURTYARD_STEMS: Final = _names("""
德吉 བདེ་སྐྱིད Dekyi
扎西 བཀྲ་ཤིས Tashi
平措 ཕུན་ཚོགས Phuntsok
桑珠 བསམ་འགྲུབ Samdrup
曲桑 ཆོས་བཟང Chosang
央宗 དབྱངས་འཛོམས Yangdzom
仁青 རིན་ཆེན Rinchen
洛桑 བློ་བཟང Lobsang
朗杰 རྣམ་རྒྱལ Namgyal
格列 དགེ་ལེགས Gelek
次仁 ཚེ་རིང Tsering
贡桑 ཀུན་བཟང Kunsang
群培 ཆོས་འཕེལ Chophel
丹增 བསྟན་འཛིན Tenzin
索朗 བསོད་ནམས Sonam
多吉 རྡོ་རྗེ Dorje
班丹 དཔལ་ལྡན Palden
旺堆 དབང་འདུས Wangdu
嘎玛 སྐར་མ Karma
尼玛 ཉི་མ Nyima
达瓦 ཟླ་བ Dawa
拉珍 ལྷ་སྒྲོན Lhadron
梅朵 མེ་ཏོག Metok
雪巴 ཞོལ་པ Sholpa
噶布 དཀར་པོ Karpo
色布 སེར་པོ Serpo
玛布 དམར་པོ Marpo
岗日 གངས་རི Gangri
曲水园 ཆུ་ཤུར Chushur
林卡 གླིང་ཀ Lingka
吉祥 བཀྲ་ཤིས་དཔལ Tashipal
团结 མཐུན་སྒྲིལ Unity
和睦 མཐུན་ལམ Harmony
长青 རྟག་ལྗང Evergreen
向阳 ཉི་ཕྱོགས Sunny Side
清泉 ཆུ་དྭངས Clear Spring
石榴 སེ་འབྲུ Pomegranate
古柳 ལྕང་རྙིང Old Willow
百福 བརྒྱ་བསོད Hundred Blessings
安居 བདེ་སྡོད Safe Home
""")

_SUFFIX: Final = {
    LaneKind.LANE: Name("巷", "་སྲང་ལམ", " Lane"),
    LaneKind.LINK: Name("夹道", "་སྲང་དོག", " Passage"),
    LaneKind.DEAD_END: Name("里", "་སྲང་ཆུང", " Close"),
}
_COURTYARD_SUFFIX: Final = Name("大院", "་སྒོ་ར", " Courtyard")
_SIDES: Final = (
    Name("东", "ཤར", "East"),
    Name("北", "བྱང", "North"),
    Name("西", "ནུབ", "West"),
    Name("南", "ལྷོ", "South"),
)
_BROAD_LANE_M: Final = 7.0


def lane_names(plans: Sequence[PlannedLane], lines: Sequence[LineString]) -> list[Name]:
    """Return a name for every lane, in order, all different.

    Ring and bounding streets are named by their side of the temple and numbered along it.
    """
    stems = iter(LANE_STEMS)
    numbers: dict[str, Iterator[int]] = {}
    return [_lane_name(p, line, stems, numbers) for p, line in zip(plans, lines, strict=True)]


def _lane_name(
    plan: PlannedLane, line: LineString, stems: Iterator[Name], numbers: dict[str, Iterator[int]]
) -> Name:
    """Return the name of one lane; takes from the stems and numbers that are left."""
    if plan.kind is LaneKind.RING:
        return _part(line, Name("八廓{}街", "བར་སྐོར་{}་ལམ", "Barkhor {} Street"), numbers)
    if plan.kind is LaneKind.MAIN:
        return _part(line, Name("白林{}路", "དཔལ་གླིང་{}་ལམ་ཆེན", "Bailin {} Road"), numbers)
    if plan.width_m > _BROAD_LANE_M:
        return Name("寺前街", "ལྷ་ཁང་མདུན་ལམ", "Temple Gate Street")
    return _joined(next(stems), _SUFFIX[plan.kind])


def _part(line: LineString, pattern: Name, numbers: dict[str, Iterator[int]]) -> Name:
    """Return a name such as `八廓东街1段` for a part of a street round the temple."""
    middle = line.interpolate(0.5, normalized=True)
    side = _SIDES[round(atan2(middle.y, middle.x) / (pi / 2)) % 4]
    n = next(numbers.setdefault(pattern.en + side.en, count(1)))
    return Name(
        f"{pattern.zh.format(side.zh)}{'一二三四五'[n - 1]}段",
        f"{pattern.bo.format(side.bo)} {'༡༢༣༤༥'[n - 1]}",
        f"{pattern.en.format(side.en)} {n}",
    )


def courtyard_names(number: int) -> list[Name]:
    """Return names for the courtyards, all different; at most 40."""
    return [_joined(stem, _COURTYARD_SUFFIX) for stem in COURTYARD_STEMS[:number]]


def _joined(stem: Name, suffix: Name) -> Name:
    """Put a stem and a suffix together in each language."""
    return Name(stem.zh + suffix.zh, stem.bo + suffix.bo, stem.en + suffix.en)
