"""Finds the word an author probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def hints(word: str, known: Iterable[str]) -> dict[str, str]:
    """The blanks `hint_vi` and `hint_en` of a sentence: the nearest known word, or nothing."""
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    if not near:
        return {"hint_vi": "", "hint_en": ""}
    return {"hint_vi": f" Có phải ý là '{near[0]}'?", "hint_en": f" Did you mean '{near[0]}'?"}
