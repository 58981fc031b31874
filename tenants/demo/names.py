"""Names of invented people and their personal identification numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Any, Final

import yaml

from tenants.organisation.rules import BIRTH_PROVINCES, Gender

# The peoples of the template's list live in the south of the central coast and in its highlands.
PROVINCES_OF_PEOPLES: Final = frozenset({"51", "52", "56", "66", "68"})
# Provinces merged in 2025 had numbers of their own until then.
MERGED: Final[Mapping[str, tuple[str, ...]]] = {"56": ("056", "056", "058"), "42": ("042",)}
BORN_ELSEWHERE: Final = 0.12
OLDEST: Final = 60


@dataclass(frozen=True)
class Person:
    """An invented person."""

    pin: str
    full_name: str
    gender: Gender
    birth_date: date


class Drawn:
    """A list with weights to draw from."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._names = [row["name"] if isinstance(row, dict) else row for row in rows]
        self._weights = list(accumulate(row["weight"] if isinstance(row, dict) else 1 for row in rows))

    def draw(self, rng: Random) -> str:
        """One name, by its weight."""
        found: str = rng.choices(self._names, cum_weights=self._weights)[0]
        return found


@dataclass(frozen=True)
class People:
    """How the names of one people are put together."""

    share: float
    pattern: str
    family: Drawn | None
    middle: Mapping[str, Drawn]
    given: Mapping[str, Drawn]
    prefix: Mapping[str, str]

    def name(self, rng: Random, gender: Gender) -> str:
        """A full name of this people."""
        return self.pattern.format(
            family=self.family.draw(rng) if self.family else "",
            middle=self.middle[gender].draw(rng) if self.middle else "",
            given=self.given[gender].draw(rng),
            prefix=self.prefix.get(gender, ""),
        )


@cache
def _peoples() -> tuple[People, tuple[People, ...]]:
    """The Kinh majority, and the peoples with naming customs of their own."""
    written = yaml.safe_load((files("tenants") / "templates" / "national" / "names.yaml").read_text("utf-8"))
    return _people(written), tuple(_people(row) for row in written["ethnic"])


def _people(row: Mapping[str, Any]) -> People:
    return People(
        share=row.get("share_percent", 0) / 100,
        pattern=row.get("pattern", "{family} {middle} {given}"),
        family=Drawn(row["family"]) if "family" in row else None,
        middle={gender: Drawn(rows) for gender, rows in row.get("middle", {}).items()},
        given={gender: Drawn(rows) for gender, rows in row["given"].items()},
        prefix=row.get("prefix", {}),
    )


class Register:
    """Invents people of one province, no two with the same number; the same seed gives the same people."""

    def __init__(self, province_code: str, seed: str) -> None:
        self._province = province_code
        self._rng = Random(f"{seed}/people")  # noqa: S311 - invented people, no secret
        self._numbers: set[str] = set()

    def person(self, *, on: date, youngest: int) -> Person:
        """Somebody between `youngest` and 60 years old on a day."""
        rng = self._rng
        gender: Gender = "female" if rng.random() < 0.47 else "male"
        birth_date = on - timedelta(days=rng.randint(youngest * 366, OLDEST * 365))
        return Person(self._pin(gender, birth_date), self._name(gender), gender, birth_date)

    def _name(self, gender: Gender) -> str:
        majority, others = _peoples()
        if self._province in PROVINCES_OF_PEOPLES:
            drawn = self._rng.random()
            for people in others:
                drawn -= people.share
                if drawn < 0:
                    return people.name(self._rng, gender)
        return majority.name(self._rng, gender)

    def _pin(self, gender: Gender, birth_date: date) -> str:
        """A personal identification number: province of birth, century and gender, year of birth, six digits."""
        rng = self._rng
        if rng.random() < BORN_ELSEWHERE:
            born = rng.choice(sorted(BIRTH_PROVINCES))
        else:
            born = rng.choice(MERGED.get(self._province, (f"0{self._province}",)))
        century = (0 if birth_date.year < 2000 else 2) + (gender == "female")
        while True:
            pin = f"{born}{century}{birth_date.year % 100:02d}{rng.randrange(1_000_000):06d}"
            if pin not in self._numbers:
                self._numbers.add(pin)
                return pin
