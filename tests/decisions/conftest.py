"""A department whose period is closed: sheets with the scores a test wants, and short ways to decide and petition."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from kernel.clock import utc_now
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.accounts import queries as accounts
from tenants.accounts.models import Account
from tenants.decisions import deciding, notices, petitions, proposals, queries
from tenants.decisions.deciding import Choice, Order, Outcome
from tenants.decisions.models import Decision, Petition
from tenants.evaluation.models import Sheet, SheetEvent
from tenants.norms.language import shipped_text
from tenants.norms.models import NormPackage
from tenants.organisation import delegations
from tenants.organisation.delegations import NewDelegation
from tenants.organisation.models import Appointment, Person
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.vietnamese import name_sort_key, search_key
from tests.fixtures_tenant import Province

DOCUMENT = "15/QĐ-STC"
GROUPS = ["leadership", "professional", "shared", "support"]
NOT_MET = {
    "code": "reg366.htxs.clean", "vi": "HTXS: đúng tiến độ", "en": "HTXS: on time", "article": "", "state": "not_met",
    "highest": "HTT", "rests_on": {"late": 2},
}  # fmt: skip


def class_of(total: Decimal | None) -> str | None:
    """The class by points of the decree's table."""
    if total is None:
        return None
    return "HTXS" if total >= 90 else "HTT" if total >= 70 else "HT" if total >= 50 else "KHT"


@dataclass
class Office:
    """A province with one closed period, in which people of the Department of Finance have sheets."""

    province: Province
    period_id: UUID
    rule_id: UUID
    first: date
    last: date
    now: datetime
    count: int = 0

    @property
    def agency(self) -> UUID:
        return self.province.units["department"]

    async def caller(self, who: str | UUID) -> Caller:
        """Somebody with the roles of this moment, as signing in gives them."""
        async with self.province.db.tenant(self.province.id) as session:
            if isinstance(who, UUID):
                account_id = await session.scalar(
                    select(Account.id).where(Account.tenant_id == self.province.id, Account.person_id == who)
                )
            else:
                account_id = self.province.accounts[who]
            assert account_id is not None
            found = await accounts.caller_of_account(session, account_id)
        assert found is not None
        return found

    async def people(self, number: int, unit: str = "budget_division") -> list[UUID]:
        """New cadres of a unit, each with a post and an account."""
        made = []
        async with self.province.db.tenant(self.province.id) as session:
            for _ in range(number):
                self.count += 1
                name, person_id = f"Trần Văn {self.count:03}", uuid7()
                session.add(
                    Person(
                        tenant_id=self.province.id, id=person_id, pin=f"05609020{self.count:04}", full_name=name,
                        sort_key=name_sort_key(name), search_key=search_key(name),
                    )
                )  # fmt: skip
                await session.flush()
                session.add(
                    Appointment(
                        tenant_id=self.province.id, id=uuid7(), person_id=person_id, role="cadre",
                        unit_id=self.province.units[unit], valid_from=self.province.opened,
                    )
                )  # fmt: skip
                session.add(
                    Account(tenant_id=self.province.id, id=uuid7(), login=f"p{self.count}", person_id=person_id)
                )
                made.append(person_id)
        return made

    async def sheet(self, person: str | UUID, total: str | None = "75", **changes: Any) -> UUID:
        """A frozen sheet with an opinion, in the unit and agency of the person's post unless told otherwise."""
        person_id = self.province.people[person] if isinstance(person, str) else person
        points = None if total is None else Decimal(total)
        async with self.province.db.tenant(self.province.id) as session:
            post = await session.scalar(
                select(Appointment).where(Appointment.tenant_id == self.province.id, Appointment.person_id == person_id)
            )
            assert post is not None
            values: dict[str, Any] = {
                "period_id": self.period_id, "person_id": person_id, "appointment_id": post.id,
                "unit_id": post.unit_id, "agency_id": self.agency, "standing": "staff",
                "position_group": "professional", "status": "opined", "months": [self.first], "opined_at": self.now,
                "general": None if points is None else Decimal(28),
                "results": None if points is None else points - 28, "total": points,
                "class_by_points": class_of(points), "proposed_class": class_of(points), "frozen_at": self.now,
                "superior_class": class_of(points),
            }  # fmt: skip
            row = Sheet(tenant_id=self.province.id, id=uuid7(), **{**values, **changes})
            session.add(row)
        return row.id

    async def give_points(self, sheet_id: UUID, total: str) -> None:
        """Points and a proposal for a sheet worked out again, of which the log of these tests holds nothing."""
        points = Decimal(total)
        async with self.province.db.tenant(self.province.id) as session:
            row = await session.get_one(Sheet, (self.province.id, sheet_id))
            row.general, row.results, row.total = Decimal(28), points - 28, points
            row.class_by_points = row.proposed_class = row.superior_class = class_of(points)

    async def sheets(self, totals: Sequence[str | None], **changes: Any) -> list[UUID]:
        """Sheets of new people with these totals."""
        return [
            await self.sheet(person, total, **changes)
            for person, total in zip(await self.people(len(totals)), totals, strict=True)
        ]

    async def decide(self, sheet_id: UUID, by: str | UUID = "agency_head", **said: Any) -> Decision:
        """Decide one sheet."""
        late, document = said.pop("late_reason", None), said.pop("document_number", DOCUMENT)
        caller = await self.caller(by)
        async with self.province.db.tenant(self.province.id) as session:
            choice = Choice(sheet_id, **said)
            return await deciding.decide(session, caller, choice, document, late_reason=late, now=self.now)

    async def decide_all(self, by: str = "agency_head", **said: Any) -> list[Outcome]:
        """Decide the whole department."""
        order = replace(Order(self.period_id, self.agency, DOCUMENT), **said)
        caller = await self.caller(by)
        async with self.province.db.tenant(self.province.id) as session:
            return await deciding.decide_all(session, caller, order, now=self.now)

    async def replace(self, sheet_id: UUID, decided: str | None, reason: str = "Đính chính", **said: Any) -> Decision:
        """Replace a decision ex officio."""
        caller = await self.caller(said.pop("by", "agency_head"))
        async with self.province.db.tenant(self.province.id) as session:
            choice = Choice(sheet_id, decided, reason)
            return await deciding.replace(session, caller, choice, said.pop("document", "16/QĐ-STC"), now=self.now)

    async def petition(self, decision: Decision, late_reason: str | None = None, days: int = 0) -> Petition:
        """Petition as the person decided on, some days later."""
        caller = await self.caller(UUID(decision.basis["person_id"]))
        async with self.province.db.tenant(self.province.id) as session:
            return await petitions.file(
                session, caller, decision.id, "Tôi đã hoàn thành đủ việc được giao.", late_reason=late_reason,
                now=self.now + timedelta(days=days),
            )  # fmt: skip

    async def answer(self, petition: Petition, outcome: str, by: str | UUID = "province_head", **said: Any) -> Petition:
        """Answer a petition."""
        days = said.pop("days", 0)
        given = petitions.Answer(petition.id, outcome, "Đã xem xét hồ sơ.", **said)  # type: ignore[arg-type] # its text
        caller = await self.caller(by)
        async with self.province.db.tenant(self.province.id) as session:
            return await petitions.answer(session, caller, given, now=self.now + timedelta(days=days))

    async def delegate(self, to: str, leader: str = "agency_head", *, ranking: bool = True) -> UUID:
        """Delegate a leader's authority from today on."""
        new = NewDelegation(
            self.province.appointments[leader], self.province.people[to], self.province.today,
            self.province.today + timedelta(days=20), "12/UQ-STC", ranking=ranking,
        )  # fmt: skip
        async with self.province.db.tenant(self.province.id) as session:
            return await delegations.delegate(session, self.province.caller(leader), new)

    async def revoke(self, delegation_id: UUID, leader: str = "agency_head") -> None:
        """Take a delegation back."""
        async with self.province.db.tenant(self.province.id) as session:
            await delegations.revoke_delegation(session, self.province.caller(leader), delegation_id)

    async def history(self, sheet_id: UUID) -> list[queries.DecisionView]:
        """The decisions on a sheet."""
        async with self.province.db.tenant(self.province.id) as session:
            return (await queries.decisions_of(session, [sheet_id])).get(sheet_id, [])

    async def events(self, sheet_id: UUID, *kinds: str) -> list[SheetEvent]:
        """The steps on a sheet, of some kinds if any are named."""
        async with self.province.db.tenant(self.province.id) as session:
            rows = await session.scalars(
                select(SheetEvent)
                .where(SheetEvent.tenant_id == self.province.id, SheetEvent.sheet_id == sheet_id)
                .order_by(SheetEvent.id)
            )
        return [row for row in rows if not kinds or row.kind in kinds]

    async def notifications(self, person: str | UUID) -> list[notices.Notification]:
        """What somebody is told of."""
        caller = await self.caller(person)
        async with self.province.db.tenant(self.province.id) as session:
            return await notices.mine(session, caller)

    async def scope(self) -> proposals.Scope:
        """What the period holds of the department."""
        async with self.province.db.tenant(self.province.id) as session:
            period = await deciding.period_of(session, self.period_id)
            return await proposals.scope(session, period, self.agency)

    async def change(self, sheet_id: UUID, **values: Any) -> None:
        """Change a sheet, as computing it again does."""
        async with self.province.db.tenant(self.province.id) as session:
            row = await session.get(Sheet, (self.province.id, sheet_id))
            assert row is not None
            for name, value in values.items():
                setattr(row, name, value)

    async def change_period(self, **values: Any) -> None:
        """Change the period."""
        async with self.province.db.tenant(self.province.id) as session:
            row = await session.get(EvaluationPeriod, (self.province.id, self.period_id))
            assert row is not None
            for name, value in values.items():
                setattr(row, name, value)

    async def law(self, override: str | None = None, name: str = "decree-335") -> None:
        """Put a package in force for all days, with the province's own settings."""
        async with self.province.db.tenant(self.province.id) as session:
            session.add(
                NormPackage(
                    tenant_id=self.province.id, id=uuid7(), name=name, version="1.0.0", title="Gói",
                    document=shipped_text(name), override=override, document_hash=b"", status="published",
                    valid_from=self.province.opened,
                )
            )  # fmt: skip


async def make_office(province: Province, kind: str = "month", span: tuple[date, date] | None = None) -> Office:
    """A closed period, of last month unless told otherwise, whose decisions are due in ten days."""
    now, today = utc_now(), province.today
    last_month = today.replace(day=1) - timedelta(days=1)
    first, last = span or (last_month.replace(day=1), last_month)
    period_id, rule_id = uuid7(), uuid7()
    async with province.db.tenant(province.id) as session:
        session.add(
            PeriodRule(
                tenant_id=province.id, id=rule_id, kind=kind, position_groups=GROUPS, self_score_days=3,
                opinion_days=5, freeze_days=7, decision_days=10, valid_from=province.opened,
            )
        )  # fmt: skip
        await session.flush()
        session.add(
            EvaluationPeriod(
                tenant_id=province.id, id=period_id, rule_id=rule_id, kind=kind, position_groups=GROUPS, first=first,
                last=last, self_score_by=last, opinion_by=last, freeze_on=last,
                decision_by=today + timedelta(days=10), status="closed", closed_at=now,
            )
        )  # fmt: skip
    return Office(province, period_id, rule_id, first, last, now)


@pytest.fixture
async def office(province: Province) -> Office:
    """A department with a closed month."""
    return await make_office(province)
