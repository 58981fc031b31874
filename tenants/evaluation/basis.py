"""What the conditions of many sheets rest on, gathered at once: the log, records, subordinates, earlier quarters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.roles import HEAD_ROLES, LEADER_ROLES
from tenants.evaluation.conditions import Basis, Limits, Record, Work
from tenants.evaluation.leading import MEMBERS, work_from, work_of
from tenants.evaluation.models import Sheet
from tenants.norms.procedure import Procedure
from tenants.periods.models import EvaluationPeriod
from tenants.periods.rules import Span
from tenants.periods.years import Years, years
from tenants.scoring.periods import YEAR, quarter_before, quarters_of

WORK: Final = text(
    """
    SELECT sheet.id, sum(work.assigned) AS assigned, sum(work.accepted) AS accepted, sum(work.tasks) AS tasks,
           sum(work.done) AS done, sum(work.late) AS late, sum(work.failed) AS failed
    FROM sheet
    JOIN month_work AS work ON work.tenant_id = :tenant AND work.person_id = sheet.person_id
         AND work.month = ANY (sheet.months)
    WHERE sheet.tenant_id = :tenant AND sheet.id = ANY (CAST(:sheets AS uuid[]))
    GROUP BY sheet.id
    """
)
DISCIPLINES: Final = text(
    """
    SELECT id, person_id, document_number, decided_on, ground, form FROM discipline_record
    WHERE tenant_id = :tenant AND person_id = ANY (CAST(:people AS uuid[])) AND revoked_at IS NULL
    ORDER BY decided_on, id
    """
)
# A cause recorded for a unit holds for everybody who leads in its branch.
CAUSES: Final = text(
    """
    SELECT sheet.id AS sheet_id, cause.id, cause.document_number, cause.first
    FROM sheet
    JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
    JOIN cause_record AS cause ON cause.tenant_id = :tenant AND cause.revoked_at IS NULL
         AND cause.first <= period.last AND cause.last >= period.first
    JOIN unit_place AS top ON top.tenant_id = :tenant AND top.unit_id = cause.unit_id
         AND top.valid_from <= period.last AND (top.valid_to IS NULL OR top.valid_to > period.last)
    JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = sheet.unit_id
         AND place.valid_from <= period.last AND (place.valid_to IS NULL OR place.valid_to > period.last)
    WHERE sheet.tenant_id = :tenant AND sheet.id = ANY (CAST(:sheets AS uuid[])) AND sheet.standing <> 'staff'
      AND starts_with(place.path, top.path)
    ORDER BY sheet.id, cause.first, cause.id
    """
)
# The class of a quarter is the one decided, else the one proposed. Decisions lie in a later room: the table is read.
QUARTERS: Final = text(
    """
    SELECT sheet.person_id, period.first, sheet.id,
           CASE WHEN decided.sheet_id IS NULL THEN sheet.proposed_class ELSE decided.decided_class END AS class
    FROM sheet
    JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
         AND period.kind = 'quarter' AND period.first BETWEEN :since AND :until
    LEFT JOIN LATERAL (
        SELECT decision.sheet_id, decision.decided_class FROM decision
        WHERE decision.tenant_id = :tenant AND decision.sheet_id = sheet.id ORDER BY number DESC LIMIT 1
    ) AS decided ON true
    WHERE sheet.tenant_id = :tenant AND sheet.person_id = ANY (CAST(:people AS uuid[])) AND sheet.not_ranked IS NULL
    """
)


@dataclass(frozen=True)
class Gathered:
    """The rows conditions rest on, by sheet or by person."""

    work: Mapping[UUID, Work]
    disciplines: Mapping[UUID, Sequence[Record]]
    causes: Mapping[UUID, Sequence[Record]]
    members: Mapping[UUID, Sequence[Record]]
    failing: Mapping[UUID, frozenset[date]]
    years: Years

    def of(self, sheet: Sheet, period: EvaluationPeriod, settled: Procedure) -> Basis:
        """The basis of one sheet's conditions; what its field did stands among what it took from the log."""
        unit = sheet.log_facts.get("unit")
        failing = self.failing.get(sheet.person_id, frozenset())
        quarters = sorted(failing.intersection(quarters_of(period.first, period.last)))
        counted = self._counting(sheet, period, settled)
        above = sheet.answers.get("above")
        return Basis(
            kind=period.kind,
            standing=sheet.standing,
            work=self.work.get(sheet.id, Work()),
            above=Decimal(above) if isinstance(above, str) else None,
            unit=work_of(unit) if unit is not None else None,
            causes=self.causes.get(sheet.id, ()),
            disciplines=counting(self.disciplines.get(sheet.person_id, ()), counted),
            members=counting(self.members.get(sheet.id, ()), counted),
            failing_quarters=quarters,
            failing_in_a_row=_in_a_row(failing, quarters),
            limits=limits(settled),
        )

    def _counting(self, sheet: Sheet, period: EvaluationPeriod, settled: Procedure) -> Span:
        """The days whose records count: the period's own, or those of its year up to its last day."""
        if settled.discipline_of == "period":
            return Span(period.first, period.last)
        year = self.years.year_of(sheet.position_group, period.last)
        return Span(min(period.first, year.first) if period.kind != YEAR else period.first, period.last)

    def row_with(self, person_id: UUID, quarter: date) -> list[date]:
        """The KHT quarters in a row that end with one just classified so."""
        return _in_a_row(self.failing.get(person_id, frozenset()), [quarter])


def limits(settled: Procedure) -> Limits:
    """The settings of a package that conditions are held against."""
    return Limits(
        late_share_max=settled.late_share_max,
        above_min=settled.above_min,
        unit_min=settled.unit_min,
        undone_max=settled.undone_max,
        binding=settled.party_blocks,
        flag_quarters=settled.two_failing_quarters == "flag",
    )


def counting(records: Iterable[Record], days: Span) -> list[Record]:
    """The records decided within some days."""
    return [one for one in records if days.first <= one.on <= days.last]


def _in_a_row(failing: frozenset[date], quarters: Sequence[date]) -> list[date]:
    """Those of some KHT quarters that follow one, with the ones they follow."""
    befores = {quarter: quarter_before(quarter) for quarter in quarters}
    return sorted({day for quarter, before in befores.items() if before in failing for day in (before, quarter)})


async def gather(session: AsyncSession, sheets: Sequence[Sheet], periods: Mapping[UUID, EvaluationPeriod]) -> Gathered:
    """Everything the conditions of some sheets rest on, one statement each."""
    tenant, ids = tenant_of(session), [sheet.id for sheet in sheets]
    people = sorted({sheet.person_id for sheet in sheets})
    of_sheets = {"tenant": tenant, "sheets": ids}
    of_people = {"tenant": tenant, "people": people}
    days = [periods[sheet.period_id] for sheet in sheets]
    work = await session.execute(WORK, of_sheets)
    led = {**of_sheets, "heads": list(HEAD_ROLES), "leaders": list(LEADER_ROLES), "today": date.max}
    first, last = min((day.first for day in days), default=date.max), max((day.last for day in days), default=date.max)
    span = {"since": quarter_before(first), "until": last}
    quarters = await session.execute(QUARTERS, of_people | span) if any(day.kind != "month" for day in days) else ()
    failing: dict[UUID, set[date]] = {}
    for row in quarters:
        if row[3] == "KHT":
            failing.setdefault(row[0], set()).add(row[1])
    return Gathered(
        work={row.id: work_from(row) for row in work},
        disciplines=_by(await session.execute(DISCIPLINES, of_people), "person_id"),
        causes=_by(await session.execute(CAUSES, of_sheets), "sheet_id"),
        members=_by(await session.execute(MEMBERS, led), "sheet_id"),
        failing={person_id: frozenset(found) for person_id, found in failing.items()},
        years=await years(session),
    )


def _by(rows: Iterable[Any], key: str) -> dict[UUID, list[Record]]:
    found: dict[UUID, list[Record]] = {}
    for row in rows:
        known = row._mapping
        record = Record(
            id=str(row.id),
            document_number=row.document_number,
            on=known.get("decided_on") or known["first"],
            ground=known.get("ground", "service"),
            form=known.get("form", "reprimand"),
            person_id=str(known["person_id"]) if known.get("person_id") is not None else None,
        )
        found.setdefault(known[key], []).append(record)
    return found
