"""Which encoding texts are in, by what the file says and by their bytes."""

import pytest

from app.places.imports.encodings import BIG5, CODECS, GB18030, GBK, UTF8, decoded, guessed

LANES = (
    "八廓街",
    "北京中路",
    "措美林巷",
    "鲁固一巷",
    "丹杰林路",
    "朵森格路",
    "林廓东路",
    "夏萨苏巷",
)
TRADITIONAL = (
    "中正路",
    "信義路二段",
    "民權東路",
    "和平巷",
    "延平北路",
    "博愛街",
    "長安西路",
    "迪化街",
)
TIBETAN = ("བར་སྐོར།", "ལྷ་ས།")


@pytest.mark.parametrize(
    ("texts", "encoding"),
    [(LANES, GBK), (LANES, UTF8), (TRADITIONAL, BIG5), (TRADITIONAL, UTF8), (TIBETAN, GB18030)],
)
def test_streets_are_guessed(texts, encoding):
    assert guessed([text.encode(CODECS[encoding]) for text in texts]) == encoding


@pytest.mark.parametrize("text", LANES)
def test_one_name_in_gbk_is_enough(text):
    assert guessed([text.encode("gbk")]) == GBK


def test_what_the_file_says_is_believed_as_long_as_it_can_be():
    assert guessed(["北巷".encode("gbk")], stated=BIG5) in {GBK, BIG5}
    assert guessed(["北巷".encode("gbk")], stated=UTF8) == GBK


def test_ascii_tells_nothing_and_is_utf8():
    assert guessed([b"L1", b"North Lane"]) == UTF8


def test_half_a_character_at_the_end_is_dropped():
    assert decoded("北巷".encode("gbk")[:-1], GBK) == "北"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(UnicodeDecodeError):
        decoded(b"\xff\xffx", UTF8)
