"""Vietnamese text: keys to search it without its marks, and to sort it in the order of its own alphabet."""

import unicodedata
from collections.abc import Iterable
from typing import Final

# Letters of other alphabets that names and documents borrow stand where dictionaries put them.
_ALPHABET: Final = (
    "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k", "l", "m",
    "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z",
)  # fmt: skip
# ngang (no mark), huyền, hỏi, ngã, sắc, nặng: the order in which dictionaries list the tones.
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES: Final = ("\u0306", "\u0302", "\u031b")
_RANKS: Final = {unicodedata.normalize("NFD", letter): chr(ord("A") + at) for at, letter in enumerate(_ALPHABET)}


def search_key(text: str) -> str:
    """The text as one types it in haste: small letters without marks, `đ` as `d`, words parted by single spaces.

    Whatever is neither letter nor digit parts words, so a key holds no character with a meaning in `LIKE`.
    """
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", text).lower() if not unicodedata.combining(mark))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain.replace("đ", "d")).split())


def text_sort_key(text: str) -> str:
    """A key that sorts text in Vietnamese dictionary order when compared byte by byte.

    Syllable by syllable: first its letters, then its tone; where the tone mark is set (`hoà`, `hòa`) plays no part.
    """
    return " ".join(_syllable_key(word) for word in _words(text))


def name_sort_key(full_name: str) -> str:
    """A key that sorts people as Vietnamese lists do: given name (tên), family name (họ), then middle names (đệm)."""
    words = _words(full_name)
    return " ".join(_syllable_key(word) for word in (*words[-1:], *words[:-1]))


def _words(text: str) -> list[str]:
    """The words of a text, decomposed: each letter followed by its marks."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(sign if sign.isalnum() or unicodedata.combining(sign) else " " for sign in decomposed).split()


def _syllable_key(word: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    for sign in word:
        if sign in _TONES:
            tones.append(_TONES[sign])
        elif sign in _SHAPES and letters:
            letters[-1] += sign
        elif not unicodedata.combining(sign):
            letters.append(sign)
    return f"{_ranked(letters)}!{''.join(tones) or '0'}"


def _ranked(letters: Iterable[str]) -> str:
    """Digits before letters, letters by the alphabet, anything else after them."""
    return "".join(_RANKS.get(letter) or _RANKS.get(letter[0]) or letter[0] for letter in letters)
