"""A whole quarter played to its end: from the scored log to self scores, opinions, decisions, petitions and papers."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import Database
from kernel.errors import Refusal
from policies.authority import Caller
from tenants.decisions import deciding, notices, petitions
from tenants.decisions.deciding import Order
from tenants.decisions.petitions import Answer
from tenants.demo import acting
from tenants.evaluation import making, refreshing, sheets, steps
from tenants.evaluation.models import Sheet
from tenants.norms.language import Package
from tenants.organisation import queries as organisation
from tenants.papers import actions as papers
from tenants.papers import printing
from tenants.papers.actions import RunInput
from tenants.papers.models import PaperRun
from tenants.periods import actions as periods
from tenants.periods import planning
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.periods.rules import Span, span_of
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tenants.scoring import months

AT_ONCE: Final = 4
PETITIONS: Final = 0.02
SETTLING: Final = (scoring.score_pending, rollups.merge, months.score, refreshing.refresh_sheets)
PRINTED: Final = 3
"""Of how many agencies the sheets are printed; of every agency its summary."""

Tell = Callable[[str], None]


@dataclass
class Played:
    """What came of a quarter."""

    periods: int = 0
    sheets: int = 0
    decided: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    petitions: int = 0
    papers: list[tuple[str, int]] = field(default_factory=list)


def quarter_before(today: date) -> Span:
    """The last quarter that is over."""
    return span_of("quarter", span_of("quarter", today).first - timedelta(days=1))


class Quarter:
    """The play of one province's quarter, everybody in their own name."""

    def __init__(self, db: Database, tenant_id: int, span: Span, *, seed: str, tell: Tell) -> None:
        self._db, self._tenant, self._span, self._seed, self._tell = db, tenant_id, span, seed, tell
        self._free = asyncio.Semaphore(AT_ONCE)
        self.played = Played()

    async def play(self) -> Played:
        """Play every month and then the quarter; what was played before stays as it is."""
        for period in await self._periods():
            await self._evaluate(period)
            self.played.periods += 1
        return self.played

    async def _periods(self) -> Sequence[EvaluationPeriod]:
        """The quarter's periods, planned by the default rules if the province has none that early; months first."""
        async with self._db.tenant(self._tenant) as session:
            await session.execute(
                update(PeriodRule)
                .where(PeriodRule.tenant_id == self._tenant, PeriodRule.valid_from > self._span.first)
                .values(valid_from=self._span.first)
            )
            if await session.scalar(select(PeriodRule.id).where(PeriodRule.tenant_id == self._tenant).limit(1)) is None:
                await planning.give_default_rules(session, self._span.first)
            await planning.plan(session, self._span.first, self._span.last)
            found = await session.scalars(
                select(EvaluationPeriod)
                .where(
                    EvaluationPeriod.tenant_id == self._tenant,
                    EvaluationPeriod.first >= self._span.first,
                    EvaluationPeriod.last <= self._span.last,
                    EvaluationPeriod.kind != "year",
                )
                .order_by(EvaluationPeriod.kind, EvaluationPeriod.first)
            )
            rows = found.all()
            for row in rows:
                if row.status == "planned":
                    row.status, row.opened_at = "open", acting.at(row.first)
        return rows

    async def _evaluate(self, period: EvaluationPeriod) -> None:
        name = f"{period.kind} {period.first:%m/%Y}"
        if period.status in ("closed", "finished"):
            self._tell(f"{name}: đã chốt.")
            return
        async with self._db.tenant(self._tenant) as session:
            await making.make_sheets(session, str(period.id))
        await self._settle()
        found = await self._sheets(period.id)
        await self._score_selves(period, found)
        await self._opine(period, found)
        await self._settle()
        async with self._db.tenant(self._tenant) as session:
            await periods.close_period(session, str(period.id))
        await self._settle()
        await self._decide(period)
        await self._petition(period)
        await self._print(period)
        self.played.sheets += len(found)
        self._tell(f"{name}: {len(found)} phiếu, {sum(self.played.decided.values())} quyết định đến nay.")

    async def _settle(self) -> None:
        """Run the jobs until nothing waits, as the workers would."""
        while True:
            done = 0
            for job in SETTLING:
                async with self._db.tenant(self._tenant) as session:
                    done += await job(session)
            if not done:
                return

    async def _sheets(self, period_id: UUID) -> list[Sheet]:
        async with self._db.tenant(self._tenant) as session:
            rows = await session.scalars(
                select(Sheet)
                .where(Sheet.tenant_id == self._tenant, Sheet.period_id == period_id, Sheet.not_ranked.is_(None))
                .order_by(Sheet.id)
            )
            return list(rows)

    async def _score_selves(self, period: EvaluationPeriod, found: Sequence[Sheet]) -> None:
        async with self._db.tenant(self._tenant) as session:
            who = await acting.callers(session, period.self_score_by)

        async def score(sheet: Sheet) -> None:
            caller = who.get(sheet.person_id)
            if caller is not None and sheet.status == "open":
                await self._alone(self._self_score, sheet, caller, period)

        await asyncio.gather(*(score(sheet) for sheet in found))

    async def _self_score(self, session: AsyncSession, sheet: Sheet, caller: Caller, period: EvaluationPeriod) -> None:
        law = await _law(session, sheet, period)
        given = acting.self_score(law, sheet, acting.temper(self._seed, sheet.person_id), self._rng(sheet, "own"))
        await steps.self_score(session, caller, sheet.id, given, now=acting.at(period.self_score_by))

    async def _opine(self, period: EvaluationPeriod, found: Sequence[Sheet]) -> None:
        async with self._db.tenant(self._tenant) as session:
            who = await acting.callers(session, period.opinion_by)

        async def opine(sheet: Sheet) -> None:
            await self._alone(self._opinion, sheet, who, period)

        await asyncio.gather(*(opine(sheet) for sheet in found if sheet.status != "opined"))

    async def _opinion(
        self, session: AsyncSession, sheet: Sheet, who: dict[UUID, Caller], period: EvaluationPeriod
    ) -> None:
        leader = await organisation.direct_leader(session, sheet.appointment_id, period.opinion_by)
        if leader is None or leader.person_id not in who:
            self.played.refused["NO_SUPERIOR"] += 1
            return
        law = await _law(session, sheet, period)
        given = acting.opinion(law, sheet, acting.temper(self._seed, sheet.person_id), self._rng(sheet, "seen"))
        await steps.opine(session, who[leader.person_id], sheet.id, given, now=acting.at(period.opinion_by))

    async def _decide(self, period: EvaluationPeriod) -> None:
        """Every agency's head decides on the day of the deadline, as proposed."""
        async with self._db.tenant(self._tenant) as session:
            who = await acting.callers(session, period.decision_by)
            agencies = await session.scalars(
                select(Sheet.agency_id).where(Sheet.period_id == period.id).distinct().order_by(Sheet.agency_id)
            )
        for number, agency in enumerate(agencies.all(), 1):
            head = _head_of(agency, who)
            if head is not None:
                order = Order(period.id, agency, f"{number:02d}/QĐ-XL-{period.last:%m%Y}")
                async with self._db.tenant(self._tenant) as session:
                    outcomes = await deciding.decide_all(session, head, order, now=acting.at(period.decision_by))
                for one in outcomes:
                    if one.decision is not None:
                        self.played.decided[one.decision.decided_class or "-"] += 1
                    elif one.refusal is not None:
                        self.played.refused[one.refusal.code] += 1

    async def _petition(self, period: EvaluationPeriod) -> None:
        """Most take note; one in fifty petitions the next day, and a head above answers."""
        day = period.decision_by + timedelta(days=1)
        async with self._db.tenant(self._tenant) as session:
            who = await acting.callers(session, day)
            rows = await session.execute(
                text(
                    "SELECT decision.id, sheet.person_id FROM decision JOIN sheet ON sheet.tenant_id = :tenant"
                    " AND sheet.id = decision.sheet_id WHERE decision.tenant_id = :tenant"
                    " AND sheet.period_id = :period AND decision.decided_class IN ('HT', 'HTT') ORDER BY decision.id"
                ),
                {"tenant": self._tenant, "period": period.id},
            )
        root = next((one for one in who.values() if any(held.role == "province_head" for held in one.roles)), None)
        rng = Random(f"{self._seed}/petitions/{period.first}/{period.kind}")  # noqa: S311 - invented people
        for decision_id, person_id in rows.all():
            if person_id in who and rng.random() < PETITIONS and root is not None and root.person_id != person_id:
                await self._alone(self._petition_one, decision_id, who[person_id], root, day)
            elif person_id in who:
                async with self._db.tenant(self._tenant) as session:
                    await notices.acknowledge(session, who[person_id], decision_id, now=acting.at(day))

    async def _petition_one(
        self, session: AsyncSession, decision_id: UUID, person: Caller, above: Caller, day: date
    ) -> None:
        filed = await petitions.file(
            session, person, decision_id, "Đề nghị xem xét lại mức xếp loại của tôi.", now=acting.at(day)
        )
        answer = Answer(filed.id, "upheld", "Đã xem xét nhật ký và ý kiến cấp trên; giữ nguyên mức xếp loại.")
        await petitions.answer(session, above, answer, now=acting.at(day + timedelta(days=2)))
        self.played.petitions += 1

    async def _print(self, period: EvaluationPeriod) -> None:
        """The summary of every agency, and all sheets of the first few."""
        async with self._db.tenant(self._tenant) as session:
            who = await acting.callers(session, period.decision_by)
            agencies = await session.scalars(
                select(Sheet.agency_id).where(Sheet.period_id == period.id).distinct().order_by(Sheet.agency_id)
            )
        for number, agency in enumerate(agencies.all()):
            head = _head_of(agency, who)
            kinds = ("summary", "sheets") if number < PRINTED else ("summary",)
            for kind in kinds if head is not None else ():
                await self._alone(self._run, head, RunInput(period.id, agency, kind=kind))

    async def _run(self, session: AsyncSession, head: Caller, given: RunInput) -> None:
        run = await papers.start(session, head, given)
        while await printing.print_papers(session, str(run.id)):
            await session.flush()
        kept = await session.get(PaperRun, (self._tenant, run.id), populate_existing=True)
        if kept is not None and kept.size is not None:
            self.played.papers.append((kept.file_name, kept.size))

    async def _alone(self, act: Callable[..., Awaitable[None]], *given: object) -> None:
        """One act in a transaction of its own; a refusal is counted and stops nobody else."""
        async with self._free:
            try:
                async with self._db.tenant(self._tenant) as session:
                    await act(session, *given)
            except Refusal as refusal:
                self.played.refused[refusal.code] += 1

    def _rng(self, sheet: Sheet, what: str) -> Random:
        return Random(f"{self._seed}/{what}/{sheet.period_id}/{sheet.person_id}")  # noqa: S311 - invented people


def _head_of(agency: UUID, who: dict[UUID, Caller]) -> Caller | None:
    roles = ("agency_head", "province_head")
    return next(
        (one for one in who.values() if any(held.role in roles and held.unit_id == agency for held in one.roles)), None
    )


async def _law(session: AsyncSession, sheet: Sheet, period: EvaluationPeriod) -> Package:
    """The law of a sheet."""
    return await sheets.law_of(session, sheets.Loaded(sheet, period))
