"""The law of the quarter that is replayed: two publications, a pilot, and a back-dated correction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today, utc_now
from kernel.database import Database
from kernel.ids import uuid7
from policies.authority import Caller, RoleHeld
from tenants.norms import actions, corrections, drafts, pilots
from tenants.norms.corrections import CorrectionInput
from tenants.norms.examination import NormText
from tenants.norms.models import NormPackage
from tenants.norms.pilots import PilotInput

PILOTED: Final = (2, 3)
CORRECTED: Final = tuple(range(4, 14))
OVERRIDE: Final = "version: {version}\ntables: {{complexity: {{rows: {{hard: {hard}}}}}}}\n"
_DEPARTMENTS: Final = text("SELECT id FROM unit WHERE tenant_id = :tenant AND number = ANY(:numbers)")


@dataclass(frozen=True)
class Office:
    """Two administrators of a province, of whom one writes and proposes, the other publishes and confirms."""

    db: Database
    tenant: int
    writes: Caller
    confirms: Caller

    async def publish(self, base: str, valid_from: date) -> None:
        """Put a shipped package in force, on the day before it counts."""
        async with self.db.tenant(self.tenant) as session:
            row = await drafts.create(session, self.writes, NormText(base=base), now=utc_now())
            await actions.publish(
                session,
                self.confirms,
                row.id,
                text_hash=row.document_hash.hex(),
                valid_from=valid_from,
                today=valid_from - timedelta(days=1),
            )

    async def pilot(self, first: date, after: date) -> None:
        """Let two departments with their divisions try harder work counted higher."""
        before = first - timedelta(days=1)
        async with self.db.tenant(self.tenant) as session:
            row = await self._override(session, "1.1.0-thi-diem", "1.6")
            given = PilotInput(row.id, await self._units(session, PILOTED), first, after)
            pilot = await pilots.propose(session, self.writes, given, today=before, now=utc_now())
            await pilots.confirm(session, self.confirms, pilot.id, today=before, now=utc_now())

    async def correct(self, first: date, after: date) -> UUID:
        """Correct the coefficient of ten departments with their divisions back."""
        async with self.db.tenant(self.tenant) as session:
            row = await self._override(session, "1.0.1", "1.7")
            units = await self._units(session, CORRECTED)
            given = CorrectionInput(row.id, first, after, "Hệ số công bố sai", "12/QĐ-UBND", units)
            proposed = await corrections.correct_back(session, self.writes, given, today=today(), now=utc_now())
            confirmed = await corrections.confirm(session, self.confirms, proposed.id, today=today(), now=utc_now())
        return confirmed.id

    async def _override(self, session: AsyncSession, version: str, hard: str) -> NormPackage:
        given = NormText(base="khanh-hoa", override=OVERRIDE.format(version=version, hard=hard))
        return await drafts.create(session, self.writes, given, now=utc_now())

    async def _units(self, session: AsyncSession, numbers: Sequence[int]) -> list[UUID]:
        found = await session.scalars(_DEPARTMENTS, {"tenant": self.tenant, "numbers": list(numbers)})
        return list(found)


def office(db: Database, tenant: int) -> Office:
    """The office of a province."""
    writes, confirms = [Caller(tenant, "province", uuid7(), roles=(RoleHeld("tenant_admin"),)) for _ in range(2)]
    return Office(db, tenant, writes, confirms)
