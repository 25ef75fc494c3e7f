"""The demo's people and teams; every name is put together by code, none is a real person's."""

from typing import Final

import numpy as np

from app.demo.record_types import Person, Team
from app.demo.town_names import Name

TEAMS: Final = 8
SIZES: Final = (7, 6, 8, 5, 6, 7, 5, 8)
"""Stewards of each team, its leader among them: 5 to 8, as the community has it."""

_GIVEN: Final = (
    Name("卓玛", "སྒྲོལ་མ", "Drolma"), Name("扎西", "བཀྲ་ཤིས", "Tashi"),
    Name("白玛", "པདྨ", "Pema"), Name("拉姆", "ལྷ་མོ", "Lhamo"),
    Name("德吉", "བདེ་སྐྱིད", "Dekyi"), Name("央金", "དབྱངས་ཅན", "Yangchen"),
    Name("次仁", "ཚེ་རིང", "Tsering"), Name("平措", "ཕུན་ཚོགས", "Phuntsok"),
    Name("旺姆", "དབང་མོ", "Wangmo"), Name("洛桑", "བློ་བཟང", "Lobsang"),
    Name("曲珍", "ཆོས་སྒྲོན", "Chodron"), Name("多吉", "རྡོ་རྗེ", "Dorje"),
    Name("边巴", "སྤེན་པ", "Penpa"), Name("普布", "ཕུར་བུ", "Phurbu"),
    Name("尼玛", "ཉི་མ", "Nyima"), Name("格桑", "སྐལ་བཟང", "Kelsang"),
    Name("索朗", "བསོད་ནམས", "Sonam"), Name("顿珠", "དོན་གྲུབ", "Dondrup"),
    Name("丹增", "བསྟན་འཛིན", "Tenzin"), Name("拉巴", "ལྷག་པ", "Lhakpa"),
)  # fmt: skip
_SURNAMES: Final = (
    Name("李", "ལི", "Li"), Name("王", "ཝང", "Wang"), Name("陈", "ཁྲེན", "Chen"),
    Name("周", "ཀྲོའུ", "Zhou"), Name("马", "མཱ", "Ma"), Name("何", "ཧེ", "He"),
)  # fmt: skip
_CHINESE_GIVEN: Final = (
    Name("秀兰", "ཞིའུ་ལན", "Xiulan"), Name("建国", "ཅན་ཀོ", "Jianguo"),
    Name("桂芳", "ཀུའེ་ཧྥང", "Guifang"), Name("志明", "ཀྲི་མིང", "Zhiming"),
    Name("玉梅", "ཡུས་མེ", "Yumei"), Name("永强", "ཡུང་ཆང", "Yongqiang"),
)  # fmt: skip
_TEAM_NAMES: Final = (
    Name("雪莲", "གངས་ལྷ་མེ་ཏོག", "Snow Lotus"), Name("格桑花", "སྐལ་བཟང་མེ་ཏོག", "Kelsang Flower"),
    Name("红柳", "འོམ་བུ", "Tamarisk"), Name("白鹤", "ཁྲུང་ཁྲུང", "Crane"),
    Name("松石", "གཡུ", "Turquoise"), Name("柏香", "ཤུག་པ", "Juniper"),
    Name("晨光", "ཐོ་རངས", "Dawn"), Name("邻里", "ཁྱིམ་མཚེས", "Neighbours"),
)  # fmt: skip
_TEAM: Final = Name("管家队", "རུ་ཁག", " team")

CHINESE_SHARE: Final = 0.3
ELDER_SHARE: Final = 0.4
STAFF: Final = (
    ("supervisor", 2), ("committee", 3), ("inspector", 2), ("department", 6), ("administrator", 1),
)  # fmt: skip
"""People besides the stewards: role and how many."""


def people_and_teams(seed: int) -> tuple[tuple[Person, ...], tuple[Team, ...]]:
    """Return everybody (stewards first, then staff) and the teams; the same for the same seed."""
    rng = np.random.default_rng([seed, 1])
    names = _all_names(rng)
    teams: list[Team] = []
    number = 0
    for team, size in enumerate(SIZES):
        members = []
        for place in range(size):
            role = "representative" if place == 0 else "steward"
            members.append(_person(number, names[number], role, team, rng))
            number += 1
        teams.append(Team(_joined(_TEAM_NAMES[team], _TEAM), members[0], tuple(members)))
    people = [member for team_ in teams for member in team_.members]
    for role in (role for role, many in STAFF for _ in range(many)):
        people.append(_person(len(people), names[len(people)], role, None, rng))
    return tuple(people), tuple(teams)


def _person(
    number: int, name: tuple[Name, str], role: str, team: int | None, rng: np.random.Generator
) -> Person:
    """Return one person; many stewards are not young."""
    elder = team is not None and bool(rng.random() < ELDER_SHARE)
    return Person(f"P{number + 1:03d}", name[0], role, team, name[1], elder)


def _all_names(rng: np.random.Generator) -> list[tuple[Name, str]]:
    """Return invented names with a language each, all different, in a mixed order."""
    tibetan = [(_joined(a, b), "bo") for a in _GIVEN for b in _GIVEN if a is not b]
    chinese = [(_joined(a, b), "zh_Hans") for a in _SURNAMES for b in _CHINESE_GIVEN]
    lists = [[pool[i] for i in rng.permutation(len(pool))] for pool in (tibetan, chinese)]
    total = sum(SIZES) + sum(many for _, many in STAFF)
    return [lists[int(rng.random() < CHINESE_SHARE and bool(lists[1]))].pop() for _ in range(total)]


def _joined(first: Name, second: Name) -> Name:
    """Put two parts of a name together in each language."""
    gap = "" if second.en.startswith(" ") else " "
    return Name(first.zh + second.zh, f"{first.bo}་{second.bo}", f"{first.en}{gap}{second.en}")
