"""What is missing before a province goes live, computed from what stands in the database this moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from policies.authority import Caller, authorize
from policies.roles import HEAD_ROLES
from tenants.onboarding.checks import CHECKS, Check

NAMED: Final = 20


@dataclass(frozen=True)
class Lacking:
    """Whom a check found: a unit, a person, an account, a position or an item."""

    id: UUID
    label: str


@dataclass(frozen=True)
class Finding:
    """A check with how many it found, and the first of them; 0 means that nothing is missing."""

    check: Check
    count: int
    who: Sequence[Lacking]


async def findings(session: AsyncSession, caller: Caller, now: datetime) -> list[Finding]:
    """Every check in order, with the first `NAMED` it found, for the administrator."""
    authorize(caller, "rollout", "manage")
    found = []
    for check in CHECKS:
        # The statements are our own.
        asked = f"SELECT id, label, count(*) OVER () AS total FROM ({check.missing.text}) AS found LIMIT :named"  # noqa: S608
        rows = (await session.execute(text(asked), _values(session, now) | {"named": NAMED})).all()
        who = [Lacking(row.id, row.label) for row in rows if row.id is not None]
        found.append(Finding(check, rows[0].total if rows else 0, who))
    return found


async def counts(session: AsyncSession, now: datetime) -> dict[Check, int]:
    """Every check with how many it found, for whoever must not know whom."""
    found = {}
    for check in CHECKS:
        statement = text(f"SELECT count(*) FROM ({check.missing.text}) AS missing")  # noqa: S608 - our own statements
        found[check] = int(await session.scalar(statement, _values(session, now)) or 0)
    return found


def _values(session: AsyncSession, now: datetime) -> dict[str, object]:
    return {"tenant": tenant_of(session), "today": local_date(now), "heads": list(HEAD_ROLES)}
