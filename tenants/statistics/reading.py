"""Releases and what each offers, read under the ministries' role."""

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from tenants.statistics.asking_errors import NotOffered
from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.measures import DATASETS, in_order
from tenants.statistics.models import Release, ReleaseCell
from tenants.statistics.scopes import Sight
from tenants.statistics.vocabulary import COLUMNS, breakdowns, places

PERIOD: Final = re.compile(r"20[0-9]{2}(-Q[1-4])?")
KEPT: Final = 16


@dataclass(frozen=True)
class Offer:
    """A data set of a release: its measures, the breakdowns it has, tables (which breakdowns together), members."""

    dataset: str
    measures: tuple[str, ...]
    breakdowns: tuple[str, ...]
    tables: tuple[tuple[str, ...], ...]
    members: Mapping[str, tuple[str, ...]]


async def releases(session: AsyncSession, period: str | None = None) -> Sequence[Release]:
    """All versions of all periods, newest first; of one period when it is given."""
    statement = select(Release).order_by(Release.period.desc(), Release.version.desc())
    if period is not None:
        statement = statement.where(Release.period == period)
    return (await session.execute(statement)).scalars().all()


async def release_of(session: AsyncSession, period: str, version: int | None = None) -> Release:
    """A version of a period's release, the newest when none is named."""
    if not PERIOD.fullmatch(period) or (version is not None and not 0 < version < 2**31):
        raise NotOffered("period")
    statement = select(Release).where(Release.period == period).order_by(Release.version.desc()).limit(1)
    if version is not None:
        statement = statement.where(Release.version == version)
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotOffered("period")
    return found


async def newest_between(session: AsyncSession, first: str, last: str) -> Sequence[Release]:
    """The newest version of each period from one to another, quarters or years as the first is one; oldest first."""
    if not PERIOD.fullmatch(first) or not PERIOD.fullmatch(last) or len(first) != len(last):
        raise NotOffered("fromPeriod")
    statement = (
        select(Release)
        .ext(distinct_on(Release.period))
        .where(Release.period.between(first, last), func.length(Release.period) == len(first))
        .order_by(Release.period, Release.version.desc())
    )
    return (await session.execute(statement)).scalars().all()


async def offers(session: AsyncSession, release: Release, sight: Sight) -> list[Offer]:
    """What a release offers within a scope, in the order data sets are listed."""
    found = await _shape(session, release.id)
    told = []
    for dataset in (*(code for code in DATASETS if code in found), *sorted(set(found).difference(DATASETS))):
        one = found[dataset]
        seen = {**one.members}
        if "province" in seen:
            seen["province"] = tuple(code for code in seen["province"] if sight.shows(code))
        told.append(Offer(dataset, one.measures, one.breakdowns, one.tables, seen))
    return told


_shapes: OrderedDict[UUID, dict[str, Offer]] = OrderedDict()
"""Releases never change, so what they offer is kept; it holds codes and no figure."""


async def _shape(session: AsyncSession, release_id: UUID) -> dict[str, Offer]:
    known = _shapes.get(release_id)
    if known is None:
        known = _shapes[release_id] = await _read_shape(session, release_id)
        while len(_shapes) > KEPT:
            _shapes.popitem(last=False)
    return known


async def _read_shape(session: AsyncSession, release_id: UUID) -> dict[str, Offer]:
    columns = [getattr(ReleaseCell, name) for name in COLUMNS]
    rows = select(ReleaseCell.dataset, *columns).where(ReleaseCell.release_id == release_id).distinct()
    keys: dict[str, list[tuple[str, ...]]] = {}
    for dataset, *key in (await session.execute(rows)).all():
        keys.setdefault(dataset, []).append(tuple(key))
    named = select(ReleaseCell.dataset, ReleaseCell.measure).where(ReleaseCell.release_id == release_id).distinct()
    measures: dict[str, set[str]] = {}
    for dataset, measure in (await session.execute(named)).all():
        measures.setdefault(dataset, set()).add(measure)
    return {code: _offer(code, rows_of, measures[code]) for code, rows_of in keys.items()}


def _offer(dataset: str, keys: Sequence[tuple[str, ...]], stored: set[str]) -> Offer:
    rates = {
        code for code, one in (DATASETS[dataset].measures if dataset in DATASETS else {}).items()
        if one.parts and stored.issuperset((one.parts[0], *one.parts[1]))
    }  # fmt: skip
    members: dict[str, set[str]] = {}
    tables = set()
    for key in keys:
        used = tuple(_breakdown(column, code) for column, code in zip(COLUMNS, key, strict=True) if code != TOTAL)
        tables.add(used)
        for name, code in zip(used, (code for code in key if code != TOTAL), strict=True):
            members.setdefault(name, set()).add(code)
    ordered = [name for name in breakdowns() if name in members]
    return Offer(
        dataset,
        in_order(dataset, stored | rates),
        tuple(ordered),
        tuple(sorted(tables, key=lambda table: (len(table), [ordered.index(name) for name in table]))),
        {name: tuple(sorted(members[name], key=lambda code: _place(name, code))) for name in ordered},
    )


def _breakdown(column: str, code: str) -> str:
    """The breakdown a member belongs to: dimensions of two depths have two."""
    for name, one in breakdowns().items():
        if one.column == column and code in one.members:
            return name
    return next(name for name, one in breakdowns().items() if one.column == column)


def _place(name: str, code: str) -> tuple[int, str]:
    known = places(breakdowns()[name].column)
    return known.get(code, len(known)), code
