"""Vietnamese text: search keys and the order of the alphabet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.vietnamese import name_sort_key, search_key, text_sort_key

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
syllables = st.builds(
    lambda start, vowel, tone, end: unicodedata.normalize("NFC", start + vowel + tone + end),
    st.sampled_from(["", "b", "ch", "đ", "ngh", "tr"]),
    st.sampled_from(list("aăâeêioôơuưy")),
    st.sampled_from(TONES),
    st.sampled_from(["", "c", "m", "ng", "nh"]),
)
names = st.lists(syllables, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đắk Lắk", "dak lak"),
        ("  Thẩm định\tdự toán,   QUÝ III ", "tham dinh du toan quy iii"),
        ("335/2025/NĐ-CP", "335 2025 nd cp"),
        ("H'Hen Niê", "h hen nie"),
        ("100%_\\", "100"),
        ("Ưu tiên phường Ơ", "uu tien phuong o"),
        ("", ""),
    ],
)
def test_a_search_key_has_small_letters_without_marks_and_single_spaces(text: str, key: str) -> None:
    assert search_key(text) == key


def test_composed_and_decomposed_text_have_the_same_keys() -> None:
    text = "Nguyễn Thị Ưởng, xã Đắk Ơ"
    for key in (search_key, text_sort_key, name_sort_key):
        assert key(unicodedata.normalize("NFD", text)) == key(unicodedata.normalize("NFC", text))


def test_letters_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    assert "".join(sorted(sorted(LETTERS), key=text_sort_key)) == LETTERS


def test_tones_decide_only_between_equal_letters() -> None:
    expected = ["ba", "ba bốn", "bà", "bả", "bã", "bá", "bạ", "bác", "ban"]
    assert sorted(sorted(expected), key=text_sort_key) == expected


def test_digits_come_before_letters() -> None:
    assert sorted(["Phòng A", "Phòng 2", "Phòng 1"], key=text_sort_key) == ["Phòng 1", "Phòng 2", "Phòng A"]


def test_where_the_tone_mark_is_set_plays_no_part() -> None:
    assert name_sort_key("Trần Thị Hoà") == name_sort_key("Trần Thị Hòa")


def test_people_sort_by_given_name_then_family_name_then_middle_names() -> None:
    expected = [
        "Dương Văn An",
        "Đỗ Bảo An",
        "Đỗ Văn An",
        "Nguyễn An",
        "Trần Thị Ánh",
        "Lê Văn Ân",
        "Bùi Đạt",
        "Phạm Hà",
        "Phạm Hạ",
        "Võ Văn Ơn",
        "Y Bih Niê",
    ]
    order = sorted(sorted(expected), key=name_sort_key)
    assert order == [*expected[:9], "Y Bih Niê", "Võ Văn Ơn"]


@given(names, names)
def test_the_given_name_decides_before_anything_else(one: str, other: str) -> None:
    given_one, given_other = text_sort_key(one.rsplit(maxsplit=1)[-1]), text_sort_key(other.rsplit(maxsplit=1)[-1])
    if given_one != given_other:
        assert (name_sort_key(one) < name_sort_key(other)) == (given_one < given_other)


@given(names, names)
def test_sort_keys_compare_the_same_as_bytes_and_as_text(one: str, other: str) -> None:
    keys = name_sort_key(one), name_sort_key(other)
    assert (keys[0] < keys[1]) == (keys[0].encode() < keys[1].encode())


@given(syllables, syllables)
def test_letters_weigh_more_than_tones(one: str, other: str) -> None:
    def rank(word: str) -> list[int]:
        bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if sign not in TONES)
        return [LETTERS.index(letter) for letter in unicodedata.normalize("NFC", bare)]

    if rank(one) != rank(other):
        assert (text_sort_key(one) < text_sort_key(other)) == (rank(one) < rank(other))


@given(st.text())
def test_any_text_has_keys_and_a_search_key_is_its_own(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
    name_sort_key(text)
