"""What somebody may have meant by a code that is not known."""

import difflib
from collections.abc import Iterable, Mapping
from typing import Final

from tenants.catalogue.vocabulary import Words
from tenants.vietnamese import search_key

SUGGESTED: Final = 3
_MOST_LOOKED_FOR: Final = 200  # beyond that the file speaks another list's codes, and looking costs more than it tells


class Nearest:
    """Finds the codes nearest to an unknown one, by code and by name; each is looked for once."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self._named = named
        self._by_name: dict[str, list[str]] = {}
        for code, name in named.items():
            self._by_name.setdefault(search_key(name), []).append(code)
        self._found: dict[str, Words | None] = {}

    def remedy(self, code: str, otherwise: Words) -> Words:
        """What to write instead: the nearest codes with their names, or what the column asks for."""
        if code not in self._found and len(self._found) < _MOST_LOOKED_FOR:
            self._found[code] = self._said(self._codes(code))
        return self._found.get(code) or otherwise

    def _codes(self, code: str) -> list[str]:
        by_code = difflib.get_close_matches(code, self._named, SUGGESTED, 0.6)
        keys = difflib.get_close_matches(search_key(code), self._by_name, SUGGESTED, 0.7)
        by_name = [known for key in keys for known in self._by_name[key]]
        return list(dict.fromkeys([*by_code, *by_name]))[:SUGGESTED]

    def _said(self, codes: Iterable[str]) -> Words | None:
        names = "; ".join(f"{code} ({self._named[code]})" for code in codes)
        return Words(f"Có phải: {names}", f"Perhaps: {names}") if names else None
