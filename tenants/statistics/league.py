"""Provinces in a row by their means on one scale; by raw means they are never put in one."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from tenants.statistics.asking import Answer, Figure, Question, ask
from tenants.statistics.asking_errors import LeagueUnadjusted
from tenants.statistics.scopes import Sight

INDEX = Question("index", ("province",), measures=("harmonised_mean", "raw_mean", "harshness"))


@dataclass(frozen=True)
class Standing:
    """A province's place among those within sight; none where its mean is not shown. Equal means share a place."""

    place: int | None
    province: str
    harmonised_mean: Figure
    raw_mean: Figure
    harshness: Figure


async def league(
    session: AsyncSession, sight: Sight, period: str, version: int | None, *, adjusted: bool
) -> tuple[Answer, list[Standing]]:
    """Provinces by harmonised mean, highest first, the raw one beside it; refused without the adjustment."""
    if not adjusted:
        raise LeagueUnadjusted("adjusted")
    answer = await ask(session, sight, INDEX, period, version)
    means = [row.figures[0].value for row in answer.rows]
    told = [
        Standing(
            None if mean is None else 1 + sum(other is not None and other > mean for other in means),
            row.members[0],
            *row.figures,
        )
        for row, mean in zip(answer.rows, means, strict=True)
    ]
    return answer, sorted(told, key=lambda one: (one.place is None, one.place, one.province))
