"""In which encoding a Shapefile's texts are: what it says, what its bytes look like.

Chinese Shapefiles often come in GBK and do not say so. Pure: bytes in, names of encodings out.
"""

import codecs
from collections.abc import Iterable, Mapping

UTF8, GBK, GB18030, BIG5 = "UTF-8", "GBK", "GB18030", "Big5"
CHOICES = (UTF8, GBK, GB18030, BIG5)
"""What a person is offered. Windows-1252 and Latin 1 are honoured where a file states them."""

CODECS: Mapping[str, str] = {
    UTF8: "utf-8",
    GBK: "gbk",
    GB18030: "gb18030",
    BIG5: "cp950",
    "Windows-1252": "cp1252",
    "ISO-8859-1": "latin-1",
}
"""Python's codecs; Big5 as Windows writes it."""

STATED: Mapping[str, str] = {
    **dict.fromkeys(("utf8", "65001"), UTF8),
    **dict.fromkeys(("gbk", "936", "cp936", "gb2312", "ansi936", "euccn"), GBK),
    **dict.fromkeys(("gb18030", "54936"), GB18030),
    **dict.fromkeys(("big5", "950", "cp950", "ansi950"), BIG5),
    **dict.fromkeys(("1252", "cp1252", "ansi1252", "windows1252"), "Windows-1252"),
    **dict.fromkeys(("iso88591", "88591", "latin1"), "ISO-8859-1"),
}
"""What stands in a .cpg file, in small letters without marks, by what it means."""

MARKS: Mapping[int, str] = {0x4D: GBK, 0x7A: GBK, 0x4F: BIG5, 0x78: BIG5}
"""Language marks of a dBASE table. 0x57 (ANSI) is left out: writers put it on anything.

Source: the list of language drivers in GDAL's Shapefile driver (shape2ogr, `ogrshapelayer.cpp`).
"""

ASCII = 0x80
# The lead bytes of the most used characters: GB 2312 level 1 and Big5 level 1, their own tables.
GB_COMMON = range(0xB0, 0xD8)
BIG5_COMMON = range(0xA4, 0xC7)
GB_TRAIL = range(0xA1, 0xFF)
BIG5_TRAILS = (range(0x40, 0x7F), range(0xA1, 0xFF))


def name_of_code_page(page: str, mark: int) -> str | None:
    """Return the encoding that a .cpg file or else a table's mark states, None for neither.

    >>> name_of_code_page("utf-8", 0x4D), name_of_code_page("", 0x4D), name_of_code_page("?", 0)
    ('UTF-8', 'GBK', None)
    """
    plain = "".join(c for c in page.lower() if c.isalnum())
    return STATED.get(plain) or MARKS.get(mark)


def decoded(raw: bytes, encoding: str) -> str:
    """Return text from bytes; a character that the field's width has cut in half is dropped.

    Raises:
        UnicodeDecodeError: The bytes are no text in that encoding.
    """
    return codecs.getincrementaldecoder(CODECS[encoding])("strict").decode(raw)


def as_shown(raw: bytes, encoding: str) -> str:
    """Return text for a preview: what is no text in that encoding shows as a replacement mark."""
    return codecs.getincrementaldecoder(CODECS[encoding])("replace").decode(raw)


def guessed(texts: Iterable[bytes], stated: str | None = None) -> str:
    """Return in which encoding texts most likely are.

    Args:
        texts: Field values as they lie in the file, names best.
        stated: What the file says; believed as long as the bytes allow it.

    Returns:
        One of `CODECS`. Bytes that are UTF-8 are taken as UTF-8, which chance does not make; else
        GB 18030 where only that reads them, else whichever of GBK and Big5 makes more of the
        pairs common characters; GBK where nothing tells.
    """
    told = [text for text in texts if any(byte >= ASCII for byte in text)]
    if stated is not None and _reads(told, stated):
        return stated
    if _reads(told, UTF8):
        return UTF8
    readable = [name for name in (GBK, BIG5) if _reads(told, name)]
    if not readable:
        return GB18030 if _reads(told, GB18030) else GBK
    return max(readable, key=lambda name: _common_share(told, name))


def _reads(texts: Iterable[bytes], encoding: str) -> bool:
    try:
        for text in texts:
            decoded(text, encoding)
    except UnicodeDecodeError:
        return False
    return True


def _common_share(texts: Iterable[bytes], encoding: str) -> float:
    """Return the share of two-byte characters that are among the encoding's common ones."""
    pairs = [pair for text in texts for pair in _pairs(text)]
    common = _is_common_gb if encoding == GBK else _is_common_big5
    return sum(common(*pair) for pair in pairs) / max(len(pairs), 1)


def _pairs(text: bytes) -> Iterable[tuple[int, int]]:
    """Yield the two bytes of each character that has two."""
    at = 0
    while at < len(text) - 1:
        if text[at] < ASCII:
            at += 1
        else:
            yield text[at], text[at + 1]
            at += 2


def _is_common_gb(lead: int, trail: int) -> bool:
    return lead in GB_COMMON and trail in GB_TRAIL


def _is_common_big5(lead: int, trail: int) -> bool:
    return lead in BIG5_COMMON and any(trail in trails for trails in BIG5_TRAILS)
