"""Which language a name without a language is in: its script tells."""

from app.places.imports.rows import Names

TIBETAN = range(0x0F00, 0x1000)
HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32000))


def names_from(plain: str, zh: str, bo: str, en: str) -> Names:
    """Return names by language; a plain one fills the language of its script if that is empty.

    A name in neither Chinese nor Tibetan script counts as the Latin one (`en`).

    >>> names_from("八廓街", "", "", "Barkhor Street")
    Names(zh='八廓街', bo='', en='Barkhor Street')
    """
    script = script_language(plain)
    return Names(
        zh=zh or (plain if script == "zh" else ""),
        bo=bo or (plain if script == "bo" else ""),
        en=en or (plain if script == "en" else ""),
    )


def script_language(text: str) -> str:
    """Return `zh`, `bo` or `en` by the first letter of a text that has a script of its own."""
    for letter in text:
        if ord(letter) in TIBETAN:
            return "bo"
        if any(ord(letter) in block for block in HAN):
            return "zh"
    return "en"
