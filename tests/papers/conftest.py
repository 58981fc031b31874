"""A department whose closed month is scored, spoken on and partly decided: what papers are printed from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from kernel.ids import uuid7
from kernel.outbox import OutboxRow
from kernel.storage import FolderStore
from tenants.evaluation import criteria
from tenants.evaluation.models import SheetEvent
from tenants.lab import rules
from tenants.norms import queries as norms
from tenants.norms.language import Package, canonical, evaluate
from tenants.norms.models import NormPackage
from tenants.papers import actions, printing
from tenants.papers.models import PaperRun
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.scoring.models import MonthScore
from tests.decisions.conftest import Office, make_office
from tests.fixtures_tenant import Province

# T7 of the domain: 1,286 delays in 1,000 products give 89.998333…, and 27.5 general points.
T7: dict[str, Any] = {"k": 1, "assigned": 1000, "accepted": 1000, "delays": 1286}
T7B: dict[str, Any] = {"k": 1, "assigned": 7, "accepted": 7, "failed": 3, "delays": 3}
PEOPLE = ("agency_head", "agency_deputy", "division_head", "division_deputy", "cadre1", "cadre2", "cadre3")


@dataclass
class Cycle:
    """The department's month."""

    office: Office
    package_id: UUID
    package: Package
    store: FolderStore

    @property
    def province(self) -> Province:
        return self.office.province

    async def scored(
        self, who: str, entry: Mapping[str, Any], general: str, *, standing: str = "staff", **changes: Any
    ) -> UUID:
        """A sheet with the score of its month, the marks of both sides and the superior's opinion."""
        given: dict[str, Any] = {"role": standing, "general": Decimal(general), "of": [_record(entry)]}
        values = evaluate(self.package, "month", given)
        total, results = values["total"], values["results"]
        assert isinstance(total, Decimal)
        assert isinstance(results, Decimal)
        group = "leadership" if standing != "staff" else "professional"
        marks = self.marks(group, standing, Decimal(general))
        inputs = {name: canonical(given.get(name, one.default)) for name, one in self.month.inputs.items()}
        sheet_id = await self.office.sheet(
            who, str(total), standing=standing, position_group=group, norm_package_id=self.package_id,
            general=Decimal(general), results=results, class_by_points=values["rating"], self_scores=marks,
            superior_scores=marks, opined_by=self.province.people["division_head"], proposed_class=values["rating"],
            superior_class=values["rating"],
            **{"superior_comment": "Hoàn thành tốt.", "self_comment": "Đã cố gắng.", **changes},
        )  # fmt: skip
        await self.score(who, 1, values, inputs)
        async with self.province.db.tenant(self.province.id) as session:
            session.add(
                SheetEvent(
                    tenant_id=self.province.id, id=uuid7(), sheet_id=sheet_id, kind="opined", at=self.office.now,
                    person_id=self.province.people["division_head"],
                    appointment_id=self.province.appointments["division_head"],
                )
            )  # fmt: skip
        return sheet_id

    @property
    def month(self) -> Any:
        return self.package.levels["month"]

    def marks(self, group: str, standing: str, general: Decimal) -> dict[str, dict[str, Any]]:
        """Marks that add up to the general points: full ones as far as they reach."""
        left, found = general, {}
        for line in criteria.lines(self.package, group, standing):
            if line.is_leaf:
                given = min(left, line.highest)
                left -= given
                comment = "Chưa đạt mức tối đa" if given < line.highest else None
                found[line.code] = {"score": str(given), "comment": comment}
        return found

    async def department(self) -> dict[str, UUID]:
        """Everybody of the department: leaders, and staff with T7 and T7b among them."""
        full = {"k": 1, "assigned": 10, "accepted": 10}
        given = {
            "agency_head": (full, "28", "leader"), "agency_deputy": (full, "27", "deputy"),
            "division_head": (full, "26", "leader"), "division_deputy": (full, "25", "deputy"),
            "cadre1": (T7, "27.5", "staff"), "cadre2": (T7B, "25", "staff"), "cadre3": (full, "10", "staff"),
        }  # fmt: skip
        return {
            who: await self.scored(who, entry, general, standing=standing)
            for who, (entry, general, standing) in given.items()
        }

    async def score(self, who: str, revision: int, values: Mapping[str, Any], inputs: Mapping[str, Any]) -> None:
        """A revision of the month's score."""
        receipt = {
            "package": self.package.name, "version": self.package.version, "inputs": inputs,
            "values": {name: canonical(value) for name, value in values.items()}, "hash": "00",
        }  # fmt: skip
        async with self.province.db.tenant(self.province.id) as session:
            session.add(
                MonthScore(
                    tenant_id=self.province.id, person_id=self.province.people[who], month=self.office.first,
                    revision=revision, norm_package_id=self.package_id, results=values["results"],
                    total=values["total"], rating=values["rating"], receipt=receipt, receipt_hash=b"",
                )
            )  # fmt: skip

    async def score_again(self, who: str, entry: Mapping[str, Any], general: str) -> None:
        """A second revision of somebody's month."""
        given = {"role": "staff", "general": Decimal(general), "of": [_record(entry)]}
        await self.score(who, 2, evaluate(self.package, "month", given), {"general": general})

    async def year(self) -> UUID:
        """The period of the whole year around the month."""
        first, last = self.office.first.replace(month=1, day=1), self.office.last.replace(month=12, day=31)
        return await self._period("year", first, last)

    async def quarter(self) -> UUID:
        """The period of the quarter around the month."""
        first = rules.quarter_of(self.office.first)
        return await self._period("quarter", first, rules.last_day(first.replace(month=first.month + 2)))

    async def _period(self, kind: str, first: date, last: date) -> UUID:
        period_id, rule_id = uuid7(), uuid7()
        async with self.province.db.tenant(self.province.id) as session:
            month = await session.get_one(EvaluationPeriod, (self.province.id, self.office.period_id))
            session.add(
                PeriodRule(
                    tenant_id=self.province.id, id=rule_id, kind=kind, position_groups=month.position_groups,
                    self_score_days=3, opinion_days=5, freeze_days=7, decision_days=10, valid_from=first,
                )
            )  # fmt: skip
            await session.flush()
            session.add(
                EvaluationPeriod(
                    tenant_id=self.province.id, id=period_id, rule_id=rule_id, kind=kind,
                    position_groups=month.position_groups, first=first, last=last, self_score_by=last, opinion_by=last,
                    freeze_on=last, decision_by=month.decision_by, status="closed", closed_at=self.office.now,
                )
            )  # fmt: skip
        return period_id

    async def start(self, by: str = "agency_head", unit: str = "department", **given: Any) -> PaperRun:
        """Start a run."""
        wanted = actions.RunInput(self.office.period_id, self.province.units[unit], **given)
        caller = await self.office.caller(by)
        async with self.province.db.tenant(self.province.id) as session:
            return await actions.start(session, caller, wanted)

    async def step(self, run: PaperRun) -> int:
        """One job of a run."""
        async with self.province.db.tenant(self.province.id) as session:
            return await printing.print_papers(session, str(run.id), self.store)

    async def work(self) -> int:
        """Everything the outbox asks of the printer, until it asks for nothing more; how many jobs that were."""
        jobs = 0
        while True:
            async with self.province.db.tenant(self.province.id) as session:
                wanted = (OutboxRow.tenant_id == self.province.id, OutboxRow.job == printing.PRINT)
                rows = (await session.scalars(select(OutboxRow).where(*wanted))).all()
                await session.execute(delete(OutboxRow).where(*wanted))
            if not rows:
                return jobs
            for row in rows:
                jobs += 1
                async with self.province.db.tenant(self.province.id) as session:
                    await printing.print_papers(session, **row.args, store=self.store)

    async def found(self, run: PaperRun) -> PaperRun:
        """A run as it stands."""
        async with self.province.db.tenant(self.province.id) as session:
            return await session.get_one(PaperRun, (self.province.id, run.id))


def _record(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {name: Decimal(value) for name, value in entry.items()}


@pytest.fixture
async def cycle(province: Province, tmp_path: Path) -> Cycle:
    """A closed month under Decree 335; nobody has a sheet yet."""
    office = await make_office(province)
    await office.law()
    async with province.db.tenant(province.id) as session:
        row = (await session.scalars(select(NormPackage).where(NormPackage.tenant_id == province.id))).one()
    return Cycle(office, row.id, norms.package_of(row), FolderStore(tmp_path / "files"))
