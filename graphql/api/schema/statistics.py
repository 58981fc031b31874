"""Released statistics of the nation, for ministries: releases, questions, series, provinces on one scale."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry

from api.context import Info
from api.schema.fields import part, query, show_all
from api.schema.scalars import StatisticsRows, write_decimal
from tenants.catalogue.vocabulary import Words
from tenants.statistics import asking, footnotes, reading, scopes
from tenants.statistics.asking import Answer, Figure, Question, Series
from tenants.statistics.league import league
from tenants.statistics.measures import dataset_words, measure_of
from tenants.statistics.models import Release
from tenants.statistics.vocabulary import COLUMN_WORDS, above, breakdowns, member_words


@strawberry.enum(description="A way to break released figures down. LEVEL and RANK_BAND are the upper parts of others.")
class StatisticsBreakdown(Enum):
    """By place, kind of body, work or person."""

    PROVINCE = "province"
    LEVEL = "level"
    BODY = "body"
    POSITION_GROUP = "position_group"
    RANK_BAND = "rank_band"
    RANK = "rank"
    AGE = "age"
    GENDER = "gender"
    STAFF = "staff"
    QUALIFICATION = "qualification"
    FIELD = "field"


@strawberry.enum(description="SDMX OBS_STATUS of a figure: normal, hidden, cannot exist, not published.")
class ObsStatus(Enum):
    """A figure has a value where this is A, and nowhere else."""

    A = "A"
    Q = "Q"
    M = "M"
    L = "L"


@strawberry.type(description="A note below a table: NOT_REPORTED, VERSION, HIDDEN.")
class StatisticsFootnote:
    """The code is stable."""

    code: str
    vi: str
    en: str


def _notes(release: Release, *, hides: bool) -> list[StatisticsFootnote]:
    return [
        StatisticsFootnote(code=note.code, vi=note.words.vi, en=note.words.en)
        for note in footnotes.footnotes(release, hides=hides)
    ]


@strawberry.type(description="A code with its words.")
class StatisticsCode:
    """`*` is the total; `parent` is the member it is part of, as a level of its bodies."""

    code: str
    vi: str
    en: str
    parent: str | None = None

    @classmethod
    def of(cls, code: str, words: Words, parent: str | None = None) -> "StatisticsCode":
        """A code in the schema's shape."""
        return cls(code=code, vi=words.vi, en=words.en, parent=parent)


def _column(column: str, codes: Iterable[str]) -> list[StatisticsCode]:
    return [StatisticsCode.of(code, member_words(column, code), above(column).get(code)) for code in codes]


@strawberry.type(description="A dimension of an answer with the members its rows have.")
class StatisticsDimension:
    """In the order of a row's members."""

    code: str
    vi: str
    en: str
    members: list[StatisticsCode]


@strawberry.type(description="A measure: what it is called and what it counts in.")
class StatisticsMeasure:
    """`stored` is false for rates, which are one released figure in another."""

    code: str
    vi: str
    en: str
    unit_vi: str
    unit_en: str
    stored: bool

    @classmethod
    def of(cls, dataset: str, code: str) -> "StatisticsMeasure":
        """A measure in the schema's shape."""
        one = measure_of(dataset, code)
        return cls(
            code=code, vi=one.words.vi, en=one.words.en, unit_vi=one.unit.vi, unit_en=one.unit.en,
            stored=one.parts is None,
        )  # fmt: skip


@strawberry.type(description="A breakdown that a data set has, with its members within the caller's scope.")
class StatisticsBreakdownOffer:
    """Which members may be asked for."""

    breakdown: StatisticsBreakdown
    vi: str
    en: str
    members: list[StatisticsCode]


@strawberry.type(description="Breakdowns that may be asked for together; each with any of its totals.")
class StatisticsTableOffer:
    """One table of the catalogue; none at all is the grand total."""

    by: list[StatisticsBreakdown]


@strawberry.type(description="A data set of a release: what can be asked of it.")
class StatisticsDataset:
    """Whatever is not listed here is refused."""

    code: str
    vi: str
    en: str
    measures: list[StatisticsMeasure]
    breakdowns: list[StatisticsBreakdownOffer]
    tables: list[StatisticsTableOffer]

    @classmethod
    def of(cls, offer: reading.Offer) -> "StatisticsDataset":
        """An offer in the schema's shape."""
        words = dataset_words(offer.dataset)
        return cls(
            code=offer.dataset,
            vi=words.vi,
            en=words.en,
            measures=[StatisticsMeasure.of(offer.dataset, code) for code in offer.measures],
            breakdowns=[
                StatisticsBreakdownOffer(
                    breakdown=StatisticsBreakdown(name),
                    vi=breakdowns()[name].words.vi,
                    en=breakdowns()[name].words.en,
                    members=_column(breakdowns()[name].column, offer.members[name]),
                )
                for name in offer.breakdowns
            ],
            tables=[StatisticsTableOffer(by=[StatisticsBreakdown(name) for name in table]) for table in offer.tables],
        )


@strawberry.type(description="A version of a period's release (bản công bố); it never changes.")
class StatisticsRelease:
    """`reported` and `missing` are codes of provinces."""

    period: str = strawberry.field(description="A quarter (2026-Q3) or a year (2026).")
    version: int
    reason: str | None
    published_at: datetime
    reported: list[str]
    missing: list[str]

    @part
    async def pattern(self) -> str:
        """SHA-256 of the pattern of hidden figures."""
        told: bytes = self.pattern_hash  # type: ignore[attr-defined] # a row of the domain stands behind
        return told.hex()

    @part
    async def footnotes(self) -> list[StatisticsFootnote]:
        """Who has not reported, and why there is this version."""
        return _notes(self, hides=True)  # type: ignore[arg-type] # as above

    @part
    async def datasets(self, info: Info) -> list[StatisticsDataset]:
        """What can be asked of it, within the caller's scope."""
        sight = await _sight(info)
        async with info.context.released() as session:
            offers = await reading.offers(session, self, sight)  # type: ignore[arg-type] # as above
        return [StatisticsDataset.of(offer) for offer in offers]


@strawberry.type(description="The answer to a question: stored figures of one release, and rates of them.")
class StatisticsAnswer:
    """Totals are figures of their own; where one is hidden, nothing replaces it."""

    release: StatisticsRelease
    dataset: StatisticsCode
    dimensions: list[StatisticsDimension]
    measures: list[StatisticsMeasure]
    footnotes: list[StatisticsFootnote]
    rows: StatisticsRows = strawberry.field(
        description="Each with `members` along the dimensions, and along the measures `values` (exact decimals as text,"
        " null where there is none), `obsStatus` and `confStatus`."
    )


@strawberry.type(description="A question asked of the newest release of each period.")
class StatisticsSeries:
    """Periods without a release, or without these figures, are left out."""

    periods: list[str]
    versions: list[int]
    dataset: StatisticsCode
    dimensions: list[StatisticsDimension]
    measures: list[StatisticsMeasure]
    footnotes: list[StatisticsFootnote]
    rows: StatisticsRows = strawberry.field(
        description="One for each measure: `members` along the dimensions, `measure`, and along the periods `values`,"
        " `obsStatus` (L where it was not published) and `confStatus`."
    )


@strawberry.type(description="A province among those within the caller's scope, by its harmonised mean.")
class StatisticsStanding:
    """The place is missing where the mean is not shown."""

    place: int | None
    province: str
    province_name: str
    harmonised_mean: Decimal | None
    raw_mean: Decimal | None
    harshness: Decimal | None
    obs_status: ObsStatus


@strawberry.input(description="Rows of these members only. Alone, without the breakdown in `by`, exactly one member.")
class StatisticsFilter:
    """A breakdown and its members by code."""

    breakdown: StatisticsBreakdown
    members: list[str]


def _question(
    dataset: str,
    by: Sequence[StatisticsBreakdown],
    filters: Sequence[StatisticsFilter] | None,
    measures: Sequence[str] | None,
    *,
    totals: bool,
) -> Question:
    held = {one.breakdown.value: tuple(one.members) for one in filters or ()}
    return Question(dataset, tuple(one.value for one in by), held, tuple(measures or ()), totals)


async def _sight(info: Info) -> scopes.Sight:
    async with info.context.session() as session:
        return await scopes.sight(session, info.context.caller)


def _told(figures: Sequence[Figure]) -> dict[str, Any]:
    return {
        "values": [None if figure.value is None else write_decimal(figure.value) for figure in figures],
        "obsStatus": [figure.obs_status for figure in figures],
        "confStatus": [figure.conf_status for figure in figures],
    }


def _dimensions(columns: Sequence[str], keys: Iterable[tuple[str, ...]]) -> list[StatisticsDimension]:
    seen: list[dict[str, None]] = [{} for _ in columns]
    for key in keys:
        for members, code in zip(seen, key, strict=True):
            members[code] = None
    return [
        StatisticsDimension(code=column, vi=COLUMN_WORDS[column].vi, en=COLUMN_WORDS[column].en,
                            members=_column(column, codes))
        for column, codes in zip(columns, seen, strict=True)
    ]  # fmt: skip


def _answer(found: Answer) -> StatisticsAnswer:
    return StatisticsAnswer(
        release=found.release,  # type: ignore[arg-type] # a row of the domain stands behind
        dataset=StatisticsCode.of(found.dataset, dataset_words(found.dataset)),
        dimensions=_dimensions(found.columns, (row.members for row in found.rows)),
        measures=[StatisticsMeasure.of(found.dataset, code) for code in found.measures],
        footnotes=_notes(found.release, hides=found.hides),
        rows=StatisticsRows([{"members": row.members, **_told(row.figures)} for row in found.rows]),
    )


def _series(found: Series) -> StatisticsSeries:
    hides = any(figure.conf_status == "C" for row in found.rows.values() for told in row.values() for figure in told)
    return StatisticsSeries(
        periods=[release.period for release in found.releases],
        versions=[release.version for release in found.releases],
        dataset=StatisticsCode.of(found.dataset, dataset_words(found.dataset)),
        dimensions=_dimensions(found.columns, found.rows),
        measures=[StatisticsMeasure.of(found.dataset, code) for code in found.measures],
        footnotes=[note for release in found.releases[-1:] for note in _notes(release, hides=hides)],
        rows=StatisticsRows(
            [
                {"members": key, "measure": code, **_told(figures)}
                for key, row in found.rows.items()
                for code, figures in row.items()
            ]
        ),
    )


@strawberry.type
class StatisticsQuery:
    """Questions of ministries."""

    @query("statistics:read", size=200)
    async def releases(self, info: Info, period: str | None = None) -> list[StatisticsRelease] | None:
        """All versions of all releases, newest first; of one period when it is given."""
        await _sight(info)
        async with info.context.released() as session:
            return show_all(StatisticsRelease, await reading.releases(session, period))

    @query("statistics:read")
    async def release(self, info: Info, period: str, version: int | None = None) -> StatisticsRelease | None:
        """A version of a period's release, the newest when none is named."""
        await _sight(info)
        async with info.context.released() as session:
            return show_all(StatisticsRelease, [await reading.release_of(session, period, version)])[0]

    @query("statistics:read")
    async def statistics(
        self,
        info: Info,
        period: str,
        dataset: str,
        by: list[StatisticsBreakdown],
        version: int | None = None,
        filters: list[StatisticsFilter] | None = None,
        measures: list[str] | None = None,
        totals: bool = False,
    ) -> StatisticsAnswer | None:
        """Figures of a release by some breakdowns; what is not in the release, or out of scope, is refused."""
        sight = await _sight(info)
        question = _question(dataset, by, filters, measures, totals=totals)
        async with info.context.released() as session:
            return _answer(await asking.ask(session, sight, question, period, version))

    @query("statistics:read")
    async def statistics_series(
        self,
        info: Info,
        from_period: str,
        to_period: str,
        dataset: str,
        by: list[StatisticsBreakdown],
        filters: list[StatisticsFilter] | None = None,
        measures: list[str] | None = None,
        totals: bool = False,
    ) -> StatisticsSeries | None:
        """The same question through quarters, or through years: the newest release of each."""
        sight = await _sight(info)
        question = _question(dataset, by, filters, measures, totals=totals)
        async with info.context.released() as session:
            return _series(await asking.series(session, sight, question, from_period, to_period))

    @query("statistics:read", size=100)
    async def statistics_league(
        self, info: Info, period: str, version: int | None = None, adjusted: bool = False
    ) -> list[StatisticsStanding] | None:
        """Provinces by the harmonised mean of points, raw means beside it; refused unless `adjusted` is true."""
        sight = await _sight(info)
        async with info.context.released() as session:
            _, standings = await league(session, sight, period, version, adjusted=adjusted)
        return [
            StatisticsStanding(
                place=one.place,
                province=one.province,
                province_name=member_words("province", one.province).vi,
                harmonised_mean=one.harmonised_mean.value,
                raw_mean=one.raw_mean.value,
                harshness=one.harshness.value,
                obs_status=ObsStatus(one.harmonised_mean.obs_status),
            )
            for one in standings
        ]
