"""A unit of 200 people printed in one job: their sheets of a quarter, decided, three months of scores behind each.

`python -m benchmarks.papers` seeds one department, then prints it in every form, step after step as a worker does, and
reads the high-water mark of the process (VmHWM) after each. Processor seconds are those of this process alone.
"""

import tempfile
import time
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import uvloop
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.reads import database
from benchmarks.tables import table
from kernel.clock import today, utc_now
from kernel.database import Database
from kernel.ids import uuid7
from kernel.storage import FolderStore
from tenants.decisions.models import Decision
from tenants.decisions.rules import content_hash
from tenants.evaluation import criteria
from tenants.evaluation.models import Sheet
from tenants.norms import actions as norms
from tenants.norms.language import Package, canonical, evaluate, shipped_package, shipped_text
from tenants.organisation.models import Appointment, Person, Unit, UnitPlace
from tenants.papers import printing
from tenants.papers.listing import unit_sheets
from tenants.papers.models import PaperRun
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.registry import actions as registry
from tenants.scoring.models import MonthScore
from tenants.vietnamese import name_sort_key, search_key

PEOPLE: Final = 200
GENERAL: Final = Decimal("27.5")
GROUPS: Final = ["leadership", "professional"]
FORMS: Final[Mapping[str, dict[str, Any]]] = {
    "200 sheets, a PDF each, one archive": {"kind": "sheets", "file_format": "pdf", "file_name": "a.zip"},
    "200 sheets, 50 to a PDF": {"kind": "sheets", "file_format": "pdf", "merged": True, "file_name": "a.zip"},
    "200 sheets, a Word file each, one archive": {"kind": "sheets", "file_format": "docx", "file_name": "a.zip"},
    "Summary of 200, PDF": {"kind": "summary", "file_format": "pdf", "file_name": "a.pdf"},
    "Summary of 200, Word": {"kind": "summary", "file_format": "docx", "file_name": "a.docx"},
    "Summary of 200, Excel": {"kind": "summary", "file_format": "xlsx", "file_name": "a.xlsx"},
}


def quarter() -> tuple[date, date]:
    """The whole quarter before this one."""
    this = today().replace(month=(today().month - 1) // 3 * 3 + 1, day=1)
    last = this - timedelta(days=1)
    return last.replace(month=last.month - 2, day=1), last


class Department:
    """One department of a province, head and staff."""

    def __init__(self, session: AsyncSession, tenant_id: int, package_id: UUID, package: Package) -> None:
        self.session, self.tenant, self.package_id, self.package = session, tenant_id, package_id, package
        self.first, self.last = quarter()
        self.months = [self.first.replace(month=self.first.month + place) for place in range(3)]
        self.unit_id, self.period_id = uuid7(), uuid7()

    async def add(self, row: type[Any], **values: Any) -> None:  # noqa: ANN401 - columns of any table
        """One row of the tenant."""
        self.session.add(row(tenant_id=self.tenant, **values))

    async def seed(self) -> None:
        """The units, the period, everybody and their sheets."""
        root, opened, rule_id = uuid7(), self.first, uuid7()
        for number, (unit_id, kind) in enumerate(((root, "government"), (self.unit_id, "department")), 1):
            await self.add(Unit, id=unit_id, number=number, code=f"U{number}", kind=kind, opened=opened)
        await self.add(
            PeriodRule, id=rule_id, kind="quarter", position_groups=GROUPS, self_score_days=3, opinion_days=5,
            freeze_days=7, decision_days=10, valid_from=opened,
        )  # fmt: skip
        await self.session.flush()
        places = ((root, None, "1.", "Ủy ban nhân dân tỉnh"), (self.unit_id, root, "1.2.", "Sở Tài chính"))
        for unit_id, above, path, name in places:
            await self.add(
                UnitPlace, unit_id=unit_id, valid_from=opened, parent_id=above, path=path, name=name,
                search_key=search_key(name),
            )  # fmt: skip
        await self.add(
            EvaluationPeriod, id=self.period_id, rule_id=rule_id, kind="quarter", position_groups=GROUPS,
            first=self.first, last=self.last, self_score_by=self.last, opinion_by=self.last, freeze_on=self.last,
            decision_by=today(), status="closed", closed_at=utc_now(),
        )  # fmt: skip
        await self.session.flush()
        head = await self.person(0, None)
        for number in range(1, PEOPLE):
            await self.person(number, head)

    async def person(self, number: int, head: tuple[UUID, UUID] | None) -> tuple[UUID, UUID]:
        """Somebody with a post, three months of scores, a sheet, and a decision; without a head, the head."""
        person_id, post_id, sheet_id = uuid7(), uuid7(), uuid7()
        name = f"Nguyễn Thị Ước {number}"
        standing = "leader" if head is None else "staff"
        await self.add(
            Person, id=person_id, pin=f"{number:012}", full_name=name, sort_key=name_sort_key(name),
            search_key=search_key(name),
        )  # fmt: skip
        await self.session.flush()
        await self.add(
            Appointment, id=post_id, person_id=person_id, unit_id=self.unit_id, valid_from=self.first,
            role="agency_head" if head is None else "cadre",
        )  # fmt: skip
        await self.session.flush()
        values = self.values(standing, number)
        for month in self.months:
            await self.add(
                MonthScore, person_id=person_id, month=month, revision=1, norm_package_id=self.package_id,
                results=values["results"], total=values["total"], rating=values["rating"], receipt=self.receipt(values),
                receipt_hash=b"",
            )  # fmt: skip
        await self.add(Sheet, id=sheet_id, person_id=person_id, appointment_id=post_id, **self.sheet(standing, values))
        await self.session.flush()
        await self.decide(sheet_id, head or (person_id, post_id), values)
        return person_id, post_id

    def values(self, standing: str, number: int) -> dict[str, Any]:
        """A month's values; delays differ from person to person."""
        entry = {"k": 1, "assigned": 1000, "accepted": 1000, "delays": 1000 + number}
        record = {name: Decimal(value) for name, value in entry.items()}
        return evaluate(self.package, "month", {"role": standing, "general": GENERAL, "of": [record]})

    def receipt(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values as a month keeps them."""
        return {
            "package": self.package.name, "version": self.package.version, "inputs": {"general": str(GENERAL)},
            "values": {name: canonical(value) for name, value in values.items()}, "hash": "",
        }  # fmt: skip

    def sheet(self, standing: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """What a sheet holds beside the person."""
        group = "leadership" if standing == "leader" else "professional"
        leaves = [line for line in criteria.lines(self.package, group, standing) if line.is_leaf]
        marks = {line.code: {"score": str(line.highest), "comment": None} for line in leaves}
        condition = {
            "code": "reg366.htxs.tasks", "vi": "HTXS: hoàn thành 100% nhiệm vụ", "en": "", "article": "Quy định 366",
            "state": "met", "highest": None, "rests_on": {"tasks": 120, "done": 120},
        }  # fmt: skip
        return {
            "period_id": self.period_id, "unit_id": self.unit_id, "agency_id": self.unit_id, "standing": standing,
            "position_group": group, "status": "decided", "months": self.months, "self_scores": marks,
            "superior_scores": marks, "self_comment": "Hoàn thành các nhiệm vụ được giao trong quý. " * 4,
            "superior_comment": "Có trách nhiệm, cần chủ động hơn khi phối hợp. " * 4, "conditions": [condition] * 8,
            "general": GENERAL, "results": values["results"], "total": values["total"], "frozen_at": utc_now(),
            "class_by_points": values["rating"], "proposed_class": values["rating"], "superior_class": values["rating"],
            "norm_package_id": self.package_id,
        }  # fmt: skip

    async def decide(self, sheet_id: UUID, head: tuple[UUID, UUID], values: Mapping[str, Any]) -> None:
        """The decision on a sheet."""
        decision = Decision(
            tenant_id=self.tenant, id=uuid7(), sheet_id=sheet_id, number=1, class_by_points=values["rating"],
            proposed_class=values["rating"], decided_class=values["rating"], document_number="15/QĐ-STC",
            decided_by=head[0], appointment_id=head[1], decided_at=utc_now(), exception=False,
            basis={"general": str(GENERAL), "results": str(values["results"]), "total": str(values["total"])},
        )  # fmt: skip
        decision.content_hash = content_hash(decision)
        self.session.add(decision)


async def printed(
    db: Database, tenant: int, department: Department, form: dict[str, Any], store: FolderStore
) -> tuple[float, list[float], PaperRun]:
    """One run by its steps: processor seconds of all, wall seconds of each step, and the finished run."""
    async with db.tenant(tenant) as session:
        period = await session.get_one(EvaluationPeriod, (tenant, department.period_id))
        sheet_ids = await unit_sheets(session, period, department.unit_id)
        run = PaperRun(
            tenant_id=tenant, id=uuid7(), period_id=period.id, unit_id=department.unit_id, sheet_ids=sheet_ids,
            started_by=uuid7(), started_at=utc_now(), **form,
        )  # fmt: skip
        session.add(run)
    steps, cpu = [], time.process_time()
    while True:
        began = time.perf_counter()
        async with db.tenant(tenant) as session:
            await printing.print_papers(session, str(run.id), store)
        steps.append(time.perf_counter() - began)
        async with db.tenant(tenant) as session:
            now = await session.get_one(PaperRun, (tenant, run.id))
        if now.status not in printing.UNFINISHED:
            return time.process_time() - cpu, steps, now


def peak_mib() -> int:
    """The most memory this process has held, in MiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


async def measure(url: str, folder: Path) -> str:
    """The table."""
    db, store = Database(url), FolderStore(folder / "files")
    package = shipped_package("decree-335")
    try:
        async with db.platform() as session:
            tenant = await registry.create_tenant(
                session, "printed", "province", province_code="56", years=(today().year - 1, today().year)
            )
        async with db.tenant(tenant) as session:
            row = await norms.put_in_force(session, shipped_text("decree-335"), valid_from=quarter()[0], now=utc_now())
            department = Department(session, tenant, row.id, package)
            await department.seed()
        lines = []
        for what, form in FORMS.items():
            cpu, steps, run = await printed(db, tenant, department, form, store)
            if run.status != "done" or run.total != PEOPLE:
                raise RuntimeError(run.problem or run.status)
            lines.append(
                (what, f"{cpu:.1f} s", f"{cpu / PEOPLE * 1000:.0f} ms", f"{sum(steps):.1f} s", f"{max(steps):.1f} s",
                 f"{(run.size or 0) / 2**20:.2f} MiB", f"{peak_mib()} MiB")
            )  # fmt: skip
    finally:
        await db.close()
    head = ("Run", "Whole, CPU", "A sheet, CPU", "Whole, wall", "Longest step, wall", "File", "Peak memory so far")
    return table(head, lines)


def main() -> None:
    """Seed, print, tell."""
    with tempfile.TemporaryDirectory(prefix="roviec-papers-") as name, database(Path(name)) as (_, url):
        print(uvloop.run(measure(url, Path(name))))


if __name__ == "__main__":
    main()
