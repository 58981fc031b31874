"""Invented people at the steps of an evaluation: each acts as themselves, by the posts held on the day they act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from random import Random
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import TIMEZONE
from kernel.database import tenant_of
from policies.authority import Caller, RoleHeld
from tenants.evaluation import criteria
from tenants.evaluation.criteria import CriterionMark
from tenants.evaluation.models import Sheet
from tenants.evaluation.steps import Opinion, SelfScore
from tenants.norms.language import Package
from tenants.organisation.models import Appointment, UnitPlace
from tenants.organisation.queries import held_on

MIDMORNING: Final = time(9, 30)
STRONG: Final = 0.9
HUNDREDTH: Final = Decimal("0.01")


def at(day: date) -> datetime:
    """Half past nine of a day in Vietnam."""
    return datetime.combine(day, MIDMORNING, TIMEZONE)


async def callers(session: AsyncSession, on: date) -> dict[UUID, Caller]:
    """Everybody who holds a post on a day, by person. Most have no account; their person stands for it on the trail."""
    tenant = tenant_of(session)
    rows = await session.execute(
        select(Appointment.person_id, Appointment.role, Appointment.unit_id, UnitPlace.path)
        .join(UnitPlace, (UnitPlace.tenant_id == Appointment.tenant_id) & (UnitPlace.unit_id == Appointment.unit_id))
        .where(Appointment.tenant_id == tenant, held_on(Appointment, on), held_on(UnitPlace, on))
        .order_by(Appointment.person_id, Appointment.id)
    )
    held: dict[UUID, tuple[RoleHeld, ...]] = {}
    for row in rows:
        held[row.person_id] = (*held.get(row.person_id, ()), RoleHeld(row.role, row.unit_id, row.path))
    return {person: Caller(tenant, "province", person, person, roles) for person, roles in held.items()}


@dataclass(frozen=True)
class Temper:
    """How somebody works, from 0 to 1, as they see it and as the superior sees it."""

    own: float
    seen: float


def temper(seed: str, person_id: UUID) -> Temper:
    """The same person is the same in every period."""
    rng = Random(f"{seed}/temper/{person_id}")  # noqa: S311 - invented people, no secret
    seen = min(1.0, max(0.45, rng.gauss(0.86, 0.1)))
    return Temper(min(1.0, seen + abs(rng.gauss(0, 0.05))), seen)


def marks(law: Package, sheet: Sheet, level: float, rng: Random) -> list[CriterionMark]:
    """A mark for each criterion that applies, around a level; below the highest with a word why."""
    given = []
    for line in criteria.lines(law, sheet.position_group, sheet.standing):
        if line.is_leaf:
            share = Decimal(min(1.0, max(0.0, rng.gauss(level, 0.05))))
            score = (line.highest * share * 4).quantize(Decimal(1)) / 4
            comment = None if score == line.highest else "Còn mặt cần tiếp tục cố gắng."
            given.append(CriterionMark(line.code, min(score, line.highest).quantize(HUNDREDTH), comment))
    return given


def self_score(law: Package, sheet: Sheet, temper_: Temper, rng: Random) -> SelfScore:
    """What somebody says of themselves."""
    return SelfScore(marks(law, sheet, temper_.own, rng), "Đã hoàn thành nhiệm vụ được giao trong kỳ.")


def opinion(law: Package, sheet: Sheet, temper_: Temper, rng: Random) -> Opinion:
    """What the superior says: strong people did more than was asked, and their units stand together."""
    strong = temper_.seen >= STRONG
    known: Mapping[str, str] = {
        "organised": "true" if temper_.seen > 0.6 else "false",
        "united": "true" if temper_.seen > 0.55 else "false",
        "above": "0.35" if strong else "0.1",
    }
    answers = {one.name: known[one.name] for one in criteria.questions(law) if one.name in known}
    return Opinion(marks(law, sheet, temper_.seen, rng), "Nhất trí với kết quả theo dõi trong kỳ.", answers=answers)
