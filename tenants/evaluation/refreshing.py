"""Sheets kept up with what they rest on: scores, the log, records, and for leaders what others did."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, utc_now
from kernel.database import joining_whole, tenant_of
from kernel.outbox import enqueue
from tenants.evaluation import basis, conditions, criteria, leading, months, work
from tenants.evaluation.basis import Gathered
from tenants.evaluation.conditions import Basis
from tenants.evaluation.figures import Figures, figures_of
from tenants.evaluation.findings import found_of
from tenants.evaluation.leading import work_text
from tenants.evaluation.models import Sheet
from tenants.evaluation.months import Found
from tenants.evaluation.statements import FREEZE, KEEP_UNIT, OWN_MONTHS, TAKE, TOUCHED, UNSETTLED, WRITE
from tenants.norms import queries as norms
from tenants.norms.language import Package
from tenants.norms.procedure import Procedure, procedure
from tenants.periods.models import EvaluationPeriod
from tenants.scoring.models import PendingSheet
from tenants.scoring.months import hold
from tenants.scoring.periods import LENGTHS, MONTH, last_day

REFRESH: Final = "refresh_sheets"
ROWS: Final = 500
FAILING: Final = "KHT"


@dataclass(frozen=True)
class Batch:
    """Some sheets with their periods, the law of each, and the months that are theirs alone to say something of."""

    sheets: Sequence[Sheet]
    periods: Mapping[UUID, EvaluationPeriod]
    laws: Mapping[tuple[UUID, date], Package]
    settled: Mapping[str, Procedure]
    own_months: Mapping[UUID, Sequence[date]]

    def of(self, kind: str) -> "Batch":
        """Those of one kind of period."""
        return replace(self, sheets=[one for one in self.sheets if self.periods[one.period_id].kind == kind])

    def law(self, sheet: Sheet) -> Package | None:
        """The package of a sheet: that of its period's last day in its unit."""
        return self.laws.get((sheet.unit_id, self.periods[sheet.period_id].last))

    def basis(self, sheet: Sheet, law: Package, gathered: Gathered) -> Basis:
        """What the conditions of a sheet rest on."""
        return gathered.of(sheet, self.periods[sheet.period_id], self.settled[law.digest])


async def refresh_sheets(session: AsyncSession) -> int:
    """Bring the sheets up to date whose persons' months were scored again, and whoever leads them; how many.

    What a leader takes from others is passed upwards as long as it changes something. Sheets whose months still wait
    to be scored are left for the next run, which the scoring asks for; each takes rows that the other puts down, so
    they never run at once.
    """
    now = utc_now()
    await hold(session)
    taken = [(row.person_id, row.month) for row in await session.execute(TAKE, {"tenant": tenant_of(session)})]
    await work.count(session, taken)
    people, span = [person_id for person_id, _ in taken], sorted({month for _, month in taken})
    values = {"tenant": tenant_of(session), "people": people, "months": [month for _, month in taken]}
    ids = list(await session.scalars(TOUCHED, values)) if taken else []
    refreshed = 0
    while ids:
        batch = await load(session, ids)
        for kind in LENGTHS:  # the shortest first: a year looks at what its quarters propose
            refreshed += await _refresh(session, batch.of(kind), now)
        touched = sorted({sheet.person_id for sheet in batch.sheets})
        ids = await _take_from_others(session, touched, span, now)
    async with joining_whole(session, when=len(taken) > leading.FEW):
        await session.execute(FREEZE, {"tenant": tenant_of(session), "now": now})
    return refreshed


async def refresh(session: AsyncSession, sheet_id: UUID, now: datetime) -> None:
    """Bring one sheet up to date at once; whoever leads its person is left to the job."""
    await hold(session)
    await _refresh(session, await load(session, [sheet_id]), now)


async def ask_again(session: AsyncSession) -> None:
    """Ask for the job once more where something waits for it."""
    waiting = select(PendingSheet.person_id).where(PendingSheet.tenant_id == tenant_of(session)).exists()
    if await session.scalar(select(waiting)):
        await enqueue(session, REFRESH)


async def load(session: AsyncSession, ids: Sequence[UUID]) -> Batch:
    """Some sheets, locked, with what belongs to them."""
    tenant = tenant_of(session)
    rows = await session.scalars(
        select(Sheet)
        .where(Sheet.tenant_id == tenant, Sheet.id.in_(ids))
        .order_by(Sheet.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    sheets = rows.all()
    found = await session.scalars(
        select(EvaluationPeriod).where(
            EvaluationPeriod.tenant_id == tenant, EvaluationPeriod.id.in_({sheet.period_id for sheet in sheets})
        )
    )
    periods = {period.id: period for period in found}
    places = {(sheet.unit_id, periods[sheet.period_id].last) for sheet in sheets}
    places |= {(sheet.unit_id, last_day(MONTH, month)) for sheet in sheets for month in sheet.months}
    own = await session.execute(OWN_MONTHS, {"tenant": tenant, "sheets": list(ids)})
    laws = await norms.laws(session, sorted(places))
    settled = {law.digest: procedure(law) for law in {law.digest: law for law in laws.values()}.values()}
    return Batch(sheets, periods, laws, settled, {row.id: row.months for row in own})


async def _take_from_others(
    session: AsyncSession, people: Sequence[UUID], span: Sequence[date], now: datetime
) -> list[UUID]:
    """Note on leaders' sheets what they take from those people and others; which sheets that changes."""
    led = await leading.led_anew(session, people, span, local_date(now))
    rows = await session.execute(
        select(Sheet.id, Sheet.log_facts["unit"].label("unit")).where(
            Sheet.tenant_id == tenant_of(session), Sheet.id.in_(led)
        )
    )
    changed = {row.id: led[row.id].stored() for row in rows if row.unit != led[row.id].stored()}
    if changed:
        values = [{"id": str(sheet_id), "unit": unit} for sheet_id, unit in sorted(changed.items())]
        rows_text = msgspec.json.encode(values).decode()
        await session.execute(KEEP_UNIT, {"tenant": tenant_of(session), "rows": rows_text})
    return sorted(changed)


async def _refresh(session: AsyncSession, batch: Batch, now: datetime) -> int:
    """Tell the months what was found, then bring the sheets up to date whose months are scored with it."""
    if not batch.sheets:
        return 0
    gathered = await basis.gather(session, batch.sheets, batch.periods)
    found = [one for sheet in batch.sheets if sheet.status != "decided" for one in _found(batch, sheet, gathered)]
    await months.write_found(session, found, now)
    ids = [sheet.id for sheet in batch.sheets]
    waiting = set(await session.scalars(UNSETTLED, {"tenant": tenant_of(session), "sheets": ids}))
    settled = [(sheet, law) for sheet in batch.sheets if sheet.id not in waiting and (law := batch.law(sheet))]
    figures = await _figures(session, batch, settled)
    rows = [(sheet, _row(batch, sheet, law, gathered, figures[sheet.id])) for sheet, law in settled]
    changed = [row for sheet, row in rows if any(getattr(sheet, name) != value for name, value in row.items())]
    for start in range(0, len(changed), ROWS):
        some = msgspec.json.encode(changed[start : start + ROWS]).decode()
        await session.execute(WRITE, {"tenant": tenant_of(session), "rows": some, "now": now})
    return len(rows)


def _found(batch: Batch, sheet: Sheet, gathered: Gathered) -> Iterator[Found]:
    law = batch.law(sheet)
    if law is None:
        return
    on = batch.basis(sheet, law, gathered)
    failing = (sheet.log_facts.get("unit") or {}).get("failing", {})
    for month in batch.own_months.get(sheet.id, ()):
        package = batch.laws.get((sheet.unit_id, last_day(MONTH, month)))
        if package is not None:
            yield Found(sheet.person_id, month, found_of(package, on, bool(failing.get(month.isoformat()))))


async def _figures(session: AsyncSession, batch: Batch, sheets: Sequence[tuple[Sheet, Package]]) -> dict[UUID, Figures]:
    """The scores of sheets, period by period."""
    by_time: dict[tuple[str, date], list[tuple[Sheet, Package]]] = {}
    for sheet, law in sheets:
        period = batch.periods[sheet.period_id]
        by_time.setdefault((period.kind, period.first), []).append((sheet, law))
    found: dict[UUID, Figures] = {}
    for (kind, first), some in sorted(by_time.items()):
        found |= await figures_of(session, kind, first, some)
    return found


def _row(batch: Batch, sheet: Sheet, law: Package, gathered: Gathered, figures: Figures) -> dict[str, object]:
    """What a sheet shows from here on, by its columns."""
    period, on = batch.periods[sheet.period_id], batch.basis(sheet, law, gathered)
    found = conditions.conditions(on)
    proposed = conditions.proposed(figures.rating, found)
    if proposed == FAILING and period.kind == "quarter":
        found = conditions.conditions(replace(on, failing_in_a_row=gathered.row_with(sheet.person_id, period.first)))
    general = criteria.general(sheet.superior_scores)
    ranked = sheet.not_ranked is None
    return {
        "id": sheet.id,
        "log_facts": {**work_text(on.work), "unit": sheet.log_facts.get("unit")},
        "segments": [one.stored() for one in figures.segments],
        "conditions": [one.stored() for one in found],
        "general": figures.general if general is None else general,
        "results": figures.results,
        "total": figures.total if ranked else None,
        "class_by_points": figures.rating if ranked else None,
        "proposed_class": proposed if ranked else None,
        "norm_package_id": figures.norm_package_id,
        "scores_used": figures.used,
    }
