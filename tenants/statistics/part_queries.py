"""What a province sees of its own parts: their dates for who follows them, their counts for who heads the province."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import BadInput, NotFound
from policies.authority import Caller, authorize
from tenants.statistics.disclosure.catalogue import BODIES
from tenants.statistics.models import StatisticsPart
from tenants.statistics.parts_format import CountLine, Part

SHOWN: Final = 100
"""How many parts a list shows."""
LEVEL_OF: Final = {body: level for level, bodies in BODIES.items() for body in bodies}
BREAKDOWNS: Final = ("level", *CountLine._fields[:-1])


@dataclass(frozen=True)
class PartCount:
    """People who share the members asked for, in the order asked."""

    members: tuple[str, ...]
    people: int


@dataclass(frozen=True)
class PartDetail:
    """A part with its people counted by some breakdowns, and its figures that are no counts of people by class."""

    row: StatisticsPart
    counts: Sequence[PartCount]
    figures: dict[str, Any]


async def parts(session: AsyncSession, caller: Caller, period: str | None = None) -> Sequence[StatisticsPart]:
    """The province's parts, newest periods and numbers first."""
    authorize(caller, "statistics", "follow")
    wanted = select(StatisticsPart).where(StatisticsPart.tenant_id == tenant_of(session))
    if period is not None:
        wanted = wanted.where(StatisticsPart.period == period)
    newest_first = StatisticsPart.period.desc(), StatisticsPart.number.desc()
    return (await session.scalars(wanted.order_by(*newest_first).limit(SHOWN))).all()


async def part(session: AsyncSession, caller: Caller, part_id: UUID, by: Sequence[str]) -> PartDetail:
    """What the head approves: true counts, none hidden, for those whose duty is the whole province."""
    authorize(caller, "statistics", "review")
    if len(set(by)) != len(by) or not set(by) <= set(BREAKDOWNS):
        raise BadInput("by", expected="các chiều khác nhau", expected_en="breakdowns, each once")
    row = await session.get(StatisticsPart, (tenant_of(session), part_id))
    if row is None:
        raise NotFound("id")
    counted: Counter[tuple[str, ...]] = Counter()
    for line in Part.of_row(row).cells:
        members = {"level": LEVEL_OF[line.body], **line._asdict()}
        counted[tuple(members[name] for name in by)] += line.people
    return PartDetail(row, [PartCount(members, people) for members, people in sorted(counted.items())], row.figures)
