"""Encodings: every one round-trips, and what is in none is refused at its offset."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.base.errors import InputError
from kaname.documents.decoding import decode, encoding_name

JAPANESE = [
    "米韓同盟は、", "在韓米軍の", "兵力を", "約2万8500人", "に維持する", "と述べた。", "防衛費分担金\r\n",
    "戦時作戦統制権",
    "の移管は", "2030年までに", "カタカナの", "グローバル", "・パートナー", "（注１）", "「現代化」",
    "Alliance ", "、また",
]  # fmt: skip
KOREAN = [
    "한미동맹은 ", "주한미군의 ", "병력을 ", "약 28,500명으로 ", "유지한다고 ", "말했다. ",
    "방위비 분담금\r\n",
    "전시작전통제권 ", "전환은 ", "2030년까지 ", "조건에 기초하여 ", "‘현대화’를 ", "SCM ", "협의하였다. ",
]  # fmt: skip
WESTERN = [
    "The US–ROK alliance ",
    "isn’t “fixed”; ",
    "Élysée officials ",
    "paid €3 bn — ",
    "28,500 troops.\r\n",
]
CODECS = {
    "cp932": JAPANESE, "euc_jp": JAPANESE, "cp949": KOREAN, "cp1252": WESTERN, "iso2022_jp": JAPANESE[:8],
    "utf-16-le": JAPANESE + KOREAN, "utf-16-be": JAPANESE + KOREAN,
}  # fmt: skip
# Characters that may stand in a text file: anything but NUL, controls and halves of surrogate pairs.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t\f"), min_size=1)


@pytest.mark.parametrize("encoding", CODECS)
@given(st.data())
def test_running_text_round_trips_in_every_encoding(encoding: str, data: st.DataObject) -> None:
    """Some words of running text, without any mark, decode to what they were, line ends included."""
    words = data.draw(st.lists(st.sampled_from(CODECS[encoding]), min_size=4, max_size=40))
    text = "".join(words)
    if text.isascii():
        text += CODECS[encoding][0]
    if encoding.startswith("utf-16"):
        text += "\r\n"  # without a mark and without one ASCII character nothing gives UTF-16 away
    assert decode(text.encode(encoding))[0] == text


@given(ANY_TEXT)
def test_any_text_round_trips_in_utf_8(text: str) -> None:
    """Any characters at all come back from UTF-8, with or without a byte order mark."""
    if not text.startswith("\ufeff"):
        assert decode(text.encode("utf-8")) == (text, "utf-8")
    assert decode(codecs.BOM_UTF8 + text.encode("utf-8")) == (text, "utf-8")


@given(ANY_TEXT)
def test_any_text_round_trips_with_a_byte_order_mark(text: str) -> None:
    """A byte order mark decides for UTF-16 and UTF-32, and is all that is dropped."""
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ):
        assert decode(mark + text.encode(encoding)) == (text, encoding)


@given(st.binary(max_size=200))
def test_bytes_are_text_or_one_line_of_error(content: bytes) -> None:
    """Whatever the bytes, the answer is text that encodes back to them, or one line for the user."""
    try:
        text, encoding = decode(content)
    except InputError as error:
        assert "\n" not in str(error)
        return
    if encoding not in {"cp932", "cp949", "iso2022_jp"}:  # those give two codes to some characters
        assert content.endswith(text.encode(encoding))
    assert "\0" not in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (codecs.BOM_UTF8 + b"good \xff bad", "byte order mark says UTF-8, but the bytes at offset 8"),
        (
            codecs.BOM_UTF16_LE + "米".encode("utf-16-le") + b"\x00\xd8",
            "says UTF-16 LE, but the bytes at offset 4",
        ),
        ("米韓同盟は".encode() + b"\xe3\x81", "the text is UTF-8, but the bytes at offset 15"),
        (("".join(JAPANESE) * 3).encode("cp932") + b"\x81", "the text is Shift_JIS, but the bytes at offset"),
        (b"\x00\x01\x02\x03" * 50, "not a text file (NUL byte at offset 0)"),
        (bytes(range(1, 9)) * 20, "not a text file (control character"),
        (b"\xff\xfb\xff\xfb\xff", "not a text file, or in an encoding not read here"),
        (codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"), "NUL character at character 1"),
    ],
)
def test_what_is_no_text_is_refused_where_it_breaks(content: bytes, said: str) -> None:
    """A mis-encoded or binary file gives one line with the offset, in the words of its encoding."""
    with pytest.raises(InputError) as caught:
        decode(content, where="paper.txt")
    assert said in str(caught.value)
    assert str(caught.value).startswith("paper.txt: ")


def test_one_wrong_byte_is_found_at_its_offset() -> None:
    """A Shift_JIS file with one byte wrong in the middle is refused at that byte, never mended."""
    content = ("在韓米軍の兵力は二万八千五百人である。" * 20).encode("cp932")
    broken = content[:100] + b"\xff" + content[100:]
    with pytest.raises(InputError, match=r"Shift_JIS, but the bytes at offset 100"):
        decode(broken)


def test_short_headings_are_told_apart() -> None:
    """Even a heading of Chinese characters alone is read in the encoding of its country's files."""
    for text, encoding in (
        ("米韓同盟の現代化", "cp932"),
        ("米韓同盟の現代化", "euc_jp"),
        ("朝鮮半島情勢", "cp932"),
        ("朝鮮半島情勢", "euc_jp"),
        ("한미동맹의 현대화", "cp949"),
        ("방위비 분담", "cp949"),
    ):
        assert decode(text.encode(encoding)) == (text, encoding)


def test_encodings_have_usual_names() -> None:
    """A reader sees the names that editors show."""
    assert [encoding_name(name) for name in ("cp932", "cp949", "koi8-r")] == ["Shift_JIS", "EUC-KR", "koi8-r"]
