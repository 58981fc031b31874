"""One question to a release: answered with its stored figures, or refused.

Nothing is summed: totals are figures of their own, and a rate is one released figure in another. What the stored
figures are is the catalogue: a breakdown that was not published has no rows, nor has a row out of scope, and both are
refused in the same words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Text, func, literal, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from tenants.statistics import reading
from tenants.statistics.asking_errors import BadQuestion, LeagueUnadjusted, NotOffered, TooMuchAsked
from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.measures import DATASETS, in_order
from tenants.statistics.models import Release, ReleaseCell
from tenants.statistics.scopes import Sight
from tenants.statistics.vocabulary import COLUMNS, breakdowns, places

MOST_FIGURES: Final = 4_000
"""What one answer holds; the largest table of the catalogue fits."""
HIDDEN: Final = "Q"
SHOWN: Final = "A"
NOT_THERE: Final = "L"
IMPOSSIBLE: Final = "M"
SHIFT: Final = len("A")
HUNDRED: Final = Decimal(100)
TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure; hidden ones and those that cannot exist have no value."""

    value: Decimal | None
    obs_status: str

    @property
    def conf_status(self) -> str:
        """`C` for a hidden figure, `F` for every other."""
        return "C" if self.obs_status == HIDDEN else "F"


ABSENT: Final = Figure(None, NOT_THERE)
CONCEALED: Final = Figure(None, HIDDEN)
Key = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What is asked of a data set: rows by some breakdowns, held at or narrowed to members of others.

    A filter on a breakdown that is not in `by` holds it at one member. With `totals` the totals of what is broken down
    come too, levels over their bodies and bands over their ranks included.
    """

    dataset: str
    by: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    totals: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Members in the order of the answer's columns, figures in the order of its measures."""

    members: Key
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Answer:
    """The rows of a question, with the dimensions its members are of."""

    release: Release
    dataset: str
    columns: tuple[str, ...]
    measures: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def hides(self) -> bool:
        """Whether anything in it is hidden."""
        return any(figure.obs_status == HIDDEN for row in self.rows for figure in row.figures)


@dataclass(frozen=True)
class Series:
    """The rows of a question in several periods; a row's figures lie period by period for each measure."""

    releases: tuple[Release, ...]
    dataset: str
    columns: tuple[str, ...]
    measures: tuple[str, ...]
    rows: Mapping[Key, Mapping[str, tuple[Figure, ...]]]


Found = dict[Key, dict[str, Figure]]


async def ask(
    session: AsyncSession, sight: Sight, question: Question, period: str, version: int | None = None
) -> Answer:
    """The answer of one release, the newest version of the period when none is named."""
    release = await reading.release_of(session, period, version)
    found = (await _figures(session, [release.id], sight, question)).get(release.id, {})
    columns = check(question, found)
    measures = _measures(question, found)
    rows = tuple(
        Row(key, tuple(figure_of(question.dataset, code, found[key]) for code in measures))
        for key in sorted(found, key=lambda key: _order(columns, key))
    )
    return Answer(release, question.dataset, columns, measures, rows)


async def series(session: AsyncSession, sight: Sight, question: Question, first: str, last: str) -> Series:
    """The same question asked of the newest release of each period from one to another."""
    known = await reading.newest_between(session, first, last)
    found = await _figures(session, [release.id for release in known], sight, question)
    released = tuple(release for release in known if release.id in found)
    together: Found = {}
    for one in found.values():
        for key, told in one.items():
            together.setdefault(key, {}).update(told)
    columns = check(question, together)
    measures = _measures(question, together)
    rows = {
        key: {
            code: tuple(figure_of(question.dataset, code, found[release.id].get(key, {})) for release in released)
            for code in measures
        }
        for key in sorted(together, key=lambda key: _order(columns, key))
    }
    return Series(released, question.dataset, columns, measures, rows)


def figure_of(dataset: str, code: str, told: Mapping[str, Figure]) -> Figure:
    """A stored figure, or a rate of stored ones: hidden as soon as one of them is."""
    stored = told.get(code)
    known = DATASETS[dataset].measures.get(code) if dataset in DATASETS else None
    if stored is not None or known is None or known.parts is None:
        return stored or ABSENT
    parts = [told.get(name, ABSENT) for name in (known.parts[0], *known.parts[1])]
    if any(part.obs_status == HIDDEN for part in parts):
        return CONCEALED
    values = [part.value for part in parts if part.value is not None]
    if len(values) < len(parts):
        return Figure(None, next(part.obs_status for part in parts if part.value is None))
    whole = sum(values[1:], Decimal(0))
    if not whole:
        return Figure(None, IMPOSSIBLE)
    return Figure((HUNDRED * values[0] / whole).quantize(TENTH, ROUND_HALF_UP), SHOWN)


def check(question: Question, found: Found) -> tuple[str, ...]:
    """The columns of an answer; refuses when it lacks anything that was asked for by name."""
    columns = columns_of(question)
    if not found:
        raise NotOffered()
    for name, wanted in question.filters.items():
        column = breakdowns()[name].column
        if column in columns:
            at = columns.index(column)
            if not {key[at] for key in found}.issuperset(wanted):
                raise NotOffered("filters")
    return columns


def columns_of(question: Question) -> tuple[str, ...]:
    """The dimensions whose members tell the rows of an answer apart, in the order of a key."""
    used = {breakdowns()[name].column for name in (*question.by, *question.filters)}
    return tuple(column for column in COLUMNS if column in used)


def _measures(question: Question, found: Found) -> tuple[str, ...]:
    stored = {code for told in found.values() for code in told}
    known = DATASETS[question.dataset].measures if question.dataset in DATASETS else {}
    if not question.measures:
        return in_order(question.dataset, stored)
    for code in question.measures:
        parts = known[code].parts if code in known else None
        if code not in stored and not (parts and stored.issuperset((parts[0], *parts[1]))):
            raise NotOffered("measures")
    return tuple(dict.fromkeys(question.measures))


def _needed(question: Question) -> tuple[str, ...]:
    """The stored measures a question needs; none: all."""
    known = DATASETS[question.dataset].measures if question.dataset in DATASETS else {}
    needed: list[str] = []
    for code in question.measures:
        parts = known[code].parts if code in known else None
        needed += (parts[0], *parts[1]) if parts else (code,)
    return tuple(dict.fromkeys(needed))


async def _figures(
    session: AsyncSession, release_ids: Sequence[UUID], sight: Sight, question: Question
) -> dict[UUID, Found]:
    """The stored figures of each release, a row at a time: its measures come as one text."""
    _no_raw_league(question)
    columns = [getattr(ReleaseCell, column) for column in columns_of(question)]
    told = ReleaseCell.measure + literal("=") + ReleaseCell.obs_status + func.coalesce(
        ReleaseCell.value.cast(Text), literal("")
    )  # fmt: skip
    statement = (
        select(ReleaseCell.release_id, *columns, func.string_agg(told, literal(" ")))
        .where(
            ReleaseCell.release_id.in_(list(release_ids)),
            ReleaseCell.dataset == question.dataset,
            sight.rows(question.dataset),
            *_held(question),
        )
        .group_by(ReleaseCell.release_id, *columns)
        .limit(MOST_FIGURES + 1)
    )
    if needed := _needed(question):
        statement = statement.where(ReleaseCell.measure.in_(needed))
    found: dict[UUID, Found] = {}
    for release_id, *key, text in (await session.execute(statement)).all():
        found.setdefault(release_id, {})[tuple(key)] = _read(text)
    if sum(len(told) for rows in found.values() for told in rows.values()) > MOST_FIGURES:
        raise TooMuchAsked(limit=MOST_FIGURES)
    return found


def _read(text: str) -> dict[str, Figure]:
    figures = {}
    for part in text.split(" "):
        measure, _, told = part.partition("=")
        figures[measure] = Figure(Decimal(told[SHIFT:]) if told[SHIFT:] else None, told[:SHIFT])
    return figures


def _held(question: Question) -> list[ColumnElement[bool]]:
    """Where each dimension is held: at its total, at a member, or anywhere within a breakdown."""
    held: dict[str, ColumnElement[bool]] = {}
    for name in dict.fromkeys((*question.by, *question.filters)):
        one = breakdowns()[name]
        if one.column in held:
            raise BadQuestion("by", problem_vi=f"{name} trùng chiều với mục khác", problem_en=f"{name} comes twice")
        wanted = question.filters.get(name)
        if name not in question.by and len(wanted or ()) != 1:
            raise BadQuestion(
                "filters", problem_vi=f"{name} cần đúng một giá trị", problem_en=f"{name} needs exactly one member"
            )
        held[one.column] = _within(name, wanted, totals=question.totals and name in question.by)
    return [held[column] if column in held else getattr(ReleaseCell, column) == TOTAL for column in COLUMNS]


def _within(name: str, wanted: tuple[str, ...] | None, *, totals: bool) -> ColumnElement[bool]:
    one = breakdowns()[name]
    column: InstrumentedAttribute[str] = getattr(ReleaseCell, one.column)
    if wanted is None and sum(other.column == one.column for other in breakdowns().values()) == 1:
        return true() if totals else column != TOTAL
    codes = list(one.members if wanted is None else wanted)
    if totals:
        codes += [TOTAL, *(one.above[code] for code in codes if code in one.above)]
    return column.in_(sorted(set(codes)))


def _no_raw_league(question: Question) -> None:
    """Provinces side by side by raw means alone are a league table without the adjustment."""
    raw = "raw_mean" in question.measures and "harmonised_mean" not in question.measures
    if question.dataset == "index" and raw:
        raise LeagueUnadjusted("measures")


def _order(columns: tuple[str, ...], key: Key) -> tuple[tuple[int, str], ...]:
    return tuple(
        (places(column).get(code, len(places(column))), code) for column, code in zip(columns, key, strict=True)
    )
