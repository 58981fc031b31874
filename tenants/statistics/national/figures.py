"""A published figure: where it stands, its measure, and its value or the one mark of those that are hidden."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Final

from tenants.statistics.disclosure.catalogue import TOTAL, Catalogue, Key

COLUMNS: Final = (
    "province", "body", "position_group", "rank", "age", "gender", "staff", "qualification", "field",
)  # fmt: skip
NAMED: Final = {"group": "position_group"}
"""Dimensions whose column has another name."""
SHOWN, HIDDEN, IMPOSSIBLE, UNREPORTED = "A", "Q", "M", "L"
"""SDMX observation statuses: normal, suppressed, cannot exist, not collected."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of `release_cell`; `place` has a code for each of `COLUMNS`."""

    dataset: str
    place: tuple[str, ...]
    measure: str
    value: Decimal | None
    status: str

    @property
    def confidential(self) -> str:
        """C for every hidden figure, whatever the reason; else F."""
        return "C" if self.status == HIDDEN else "F"


def place_of(catalogue: Catalogue, key: Key) -> tuple[str, ...]:
    """A row's codes in the order of the columns."""
    names = (NAMED.get(dimension.code, dimension.code) for dimension in catalogue.dimensions)
    codes = dict(zip(names, key, strict=True))
    return tuple(codes.get(column, TOTAL) for column in COLUMNS)


def place(**codes: str) -> tuple[str, ...]:
    """Codes by column, totals elsewhere."""
    return tuple(codes.get(column, TOTAL) for column in COLUMNS)


def shown(dataset: str, where: tuple[str, ...], measure: str, value: Decimal | int) -> Figure:
    """A figure everybody may know."""
    return Figure(dataset, where, measure, Decimal(value), SHOWN)


def absent(dataset: str, where: tuple[str, ...], measure: str, status: str = HIDDEN) -> Figure:
    """A figure without a value: hidden, impossible or not reported."""
    return Figure(dataset, where, measure, None, status)


def either(dataset: str, where: tuple[str, ...], measure: str, value: Decimal | int | None) -> Figure:
    """A figure, or the mark that it is hidden."""
    return absent(dataset, where, measure) if value is None else shown(dataset, where, measure, value)


def pattern_hash(figures: Iterable[Figure]) -> bytes:
    """SHA-256 over which figures are hidden: equal patterns have equal hashes."""
    return sha256("\n".join(sorted(_hidden(figures))).encode()).digest()


def _hidden(figures: Iterable[Figure]) -> Iterator[str]:
    for one in figures:
        if one.status == HIDDEN:
            yield "|".join((one.dataset, *one.place, one.measure))
