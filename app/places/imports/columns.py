"""Which column of a file is what, and its values as places take them."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from app.places.imports.properties import KNOWN
from app.places.imports.rows import PlaceKind

ALIASES: Mapping[str, tuple[str, ...]] = {
    "code": ("code", "编号", "编码", "代码", "街巷编号", "大院编号", "设施编号", "bh", "bm", "ref"),
    "kind": ("kind", "类别"),
    "name_zh": ("name_zh", "中文名称", "中文名", "汉文名称", "汉语名称"),
    "name_bo": ("name_bo", "藏文名称", "藏文名", "藏语名称", "藏文"),
    "name_en": ("name_en", "英文名称", "英文名"),
    "name": ("name", "名称", "街巷名称", "大院名称", "设施名称", "巷名", "mc"),
    "width_m": ("width_m", "width", "宽度"),
    "surface": ("surface", "路面"),
    "lit": ("lit", "照明"),
    "households": ("households", "户数"),
    "lane": ("lane", "所在街巷", "入口街巷"),
    "facility": ("facility", "设施类型", "设施类别"),
}
"""What columns are usually called, the likeliest first; compared without case."""

LAYERS: Mapping[PlaceKind, tuple[str, ...]] = {
    PlaceKind.LANE: ("lane", "street", "road", "巷", "街", "道路"),
    PlaceKind.COURTYARD: ("courtyard", "yard", "大院", "院落"),
    PlaceKind.FACILITY: ("facilit", "设施"),
}
"""Parts of the names that layers have by what is in them; the last kind that fits decides."""

KINDS: Mapping[str, str] = {
    **{kind: kind for kind in PlaceKind},
    **dict.fromkeys(("街巷", "小巷", "背街小巷", "巷"), PlaceKind.LANE),
    **dict.fromkeys(("大院", "院落"), PlaceKind.COURTYARD),
    "设施": PlaceKind.FACILITY,
}
FACILITIES: Mapping[str, str] = {
    **dict.fromkeys(("停车点", "停车区", "非机动车停车区", "非机动车停放点"), "bike_parking"),
    **dict.fromkeys(("垃圾点", "垃圾投放点", "垃圾收集点"), "rubbish_point"),
    "路灯": "lamp",
    **dict.fromkeys(("井盖", "检查井"), "manhole"),
    **dict.fromkeys(("消防栓", "消火栓"), "hydrant"),
    "地标": "landmark",
    **dict.fromkeys(("建筑", "房屋"), "building"),
}
YES, NO = (
    frozenset({"true", "yes", "t", "y", "1", "是", "有"}),
    frozenset({"false", "no", "f", "n", "0", "否", "无"}),
)


def guessed_columns(columns: Sequence[str]) -> dict[str, str]:
    """Return our name to the file's column, for the columns whose names tell; each once.

    >>> guessed_columns(["编号", "NAME", "remark"])
    {'code': '编号', 'name': 'NAME'}
    """
    by_name = {column.casefold(): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for ours, aliases in ALIASES.items():
        known = next((by_name[alias] for alias in aliases if alias in by_name), None)
        if known is not None:
            found[ours] = known
    return found


def chosen_columns(columns: Sequence[str], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the columns to read: as chosen, and where nothing was chosen as guessed."""
    mapped = guessed_columns(columns) | dict(chosen)
    return {ours: column for ours, column in mapped.items() if column and ours in KNOWN}


def kind_of_layer(name: str) -> PlaceKind | None:
    """Return what a layer holds by what it is called, None where its name does not tell."""
    plain = name.casefold()
    found = [kind for kind, parts in LAYERS.items() if any(part in plain for part in parts)]
    return found[-1] if found else None


def plain(value: Any) -> object:  # noqa: ANN401 - what GDAL found in a column
    """Return a column's value as JSON has it: no NumPy types, no NaN, whole numbers whole."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() else value
    return value if value is None or isinstance(value, str | int) else str(value)


def as_read(ours: str, value: object) -> object:
    """Return a value as the checks of a place take it, whatever type its column has.

    Texts of numbers become numbers, yes and no in three languages true and false, Chinese words
    for kinds the words used here; what does not fit stays, to be refused with its reason,
    as do bytes that are no text.
    """
    if isinstance(value, str):
        value = value.strip() or None
    if value is None or isinstance(value, bytes):
        return value
    return READ[ours](value) if ours in READ else value


def _number(value: object) -> object:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        return value
    return plain(number) if math.isfinite(number) else value


def _yes_no(value: object) -> object:
    word = str(value).casefold()
    return True if word in YES else False if word in NO else value


def _code(value: object) -> object:
    return str(value) if isinstance(value, int) else value


READ: Mapping[str, Any] = {
    "code": _code,
    "lane": _code,
    "width_m": _number,
    "households": _number,
    "lit": _yes_no,
    "kind": lambda value: KINDS.get(str(value), value),
    "facility": lambda value: FACILITIES.get(str(value), value),
    **dict.fromkeys(("name", "name_zh", "name_bo", "name_en", "surface"), str),
}
