"""An office with two administrators, and short ways to draft, pilot, publish and correct in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from kernel.clock import utc_now
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.accounts.models import Account
from tenants.norms import actions, corrections, drafts, pilots
from tenants.norms.corrections import CorrectionInput
from tenants.norms.examination import NormText
from tenants.norms.language import shipped_text
from tenants.norms.models import NormCorrection, NormPackage, NormPilot
from tenants.norms.pilots import PilotInput
from tests.fixtures_tenant import Province

KHANH_HOA = shipped_text("khanh-hoa")
BARE = KHANH_HOA[: KHANH_HOA.index("examples:")]


def numbered(version: str, hard: str = "1.5", document: str = BARE) -> str:
    """A package of another version, whose hard work counts `hard`."""
    return document.replace("version: 1.0.0", f"version: {version}").replace("hard: 1.5", f"hard: {hard}")


@dataclass
class Office:
    """The province's administrators; `today` may be set to a day of the past to prepare what is in force now."""

    province: Province
    second_account: UUID
    today: date
    now: datetime = field(default_factory=utc_now)

    @property
    def admin(self) -> Caller:
        """Who writes and proposes."""
        return self.province.caller("admin")

    @property
    def second(self) -> Caller:
        """Who publishes and confirms."""
        return replace(self.admin, account_id=self.second_account)

    async def draft(self, document: str, by: Caller | None = None) -> NormPackage:
        """Keep a draft."""
        async with self.province.db.tenant(self.province.id) as session:
            return await drafts.create(session, by or self.admin, NormText(document=document), now=self.now)

    async def publish(self, row: NormPackage, valid_from: date, by: Caller | None = None) -> NormPackage:
        """Publish a package as the second administrator."""
        async with self.province.db.tenant(self.province.id) as session:
            return await actions.publish(
                session,
                by or self.second,
                row.id,
                text_hash=row.document_hash.hex(),
                valid_from=valid_from,
                today=self.today,
            )

    async def propose(self, row: NormPackage, units: Sequence[str], first: date, after: date) -> NormPilot:
        """Propose a pilot."""
        given = PilotInput(row.id, [self.province.units[name] for name in units], first, after)
        async with self.province.db.tenant(self.province.id) as session:
            return await pilots.propose(session, self.admin, given, today=self.today, now=self.now)

    async def confirm(self, pilot: NormPilot, by: Caller | None = None) -> NormPilot:
        """Confirm a pilot."""
        async with self.province.db.tenant(self.province.id) as session:
            return await pilots.confirm(session, by or self.second, pilot.id, today=self.today, now=utc_now())

    async def pilot(self, row: NormPackage, units: Sequence[str], first: date, after: date) -> NormPilot:
        """Propose and confirm a pilot."""
        return await self.confirm(await self.propose(row, units, first, after))

    async def correct(
        self, row: NormPackage, first: date, after: date, units: Sequence[str] | None = None
    ) -> NormCorrection:
        """Propose and confirm a back-dated correction."""
        ids = [self.province.units[name] for name in units] if units is not None else None
        given = CorrectionInput(row.id, first, after, "Tính sai hệ số", "12/QĐ-UBND", ids)
        async with self.province.db.tenant(self.province.id) as session:
            proposed = await corrections.correct_back(session, self.admin, given, today=self.today, now=self.now)
        async with self.province.db.tenant(self.province.id) as session:
            return await corrections.confirm(session, self.second, proposed.id, today=self.today, now=utc_now())


async def make_office(province: Province) -> Office:
    """The office of a province, with a second administrator's account."""
    account = Account(tenant_id=province.id, id=uuid7(), login="admin2", office_role="tenant_admin")
    async with province.db.tenant(province.id) as session:
        session.add(account)
    return Office(province, account.id, province.today)


def days(number: int) -> timedelta:
    """So many days."""
    return timedelta(days=number)
