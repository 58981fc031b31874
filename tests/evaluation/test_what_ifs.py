"""What would have changed a quarter's points: amounts are the evaluator's, for all its months and for each alone."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from kernel.errors import NotFound
from tenants.evaluation import what_ifs
from tenants.evaluation.what_ifs import SheetWhatIf
from tenants.norms.language import evaluate
from tenants.scoring import what_if
from tests.evaluation.conftest import Cycle
from tests.evaluation.test_quarters import add_quarter, without_months
from tests.scoring.test_what_if import COUNT, DECREE, decree_rows, with_change

MONTHS = [date(2026, number, 1) for number in (7, 8, 9)]


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_quarter_is_what_the_evaluator_gives_for_its_changed_records(data: st.DataObject) -> None:
    rows = {month: data.draw(decree_rows()) for month in MONTHS}
    inputs = {month: {"general": data.draw(COUNT)} for month in MONTHS}
    changed = data.draw(st.sampled_from(MONTHS))
    stands = {month: what_if.values(DECREE, inputs[month], rows[month]) for month in MONTHS}
    for one in what_if.touched(DECREE, inputs[changed], rows[changed]):
        found = what_ifs.figures(DECREE, "quarter", {**stands, changed: one.values})
        after = {**rows, changed: with_change(rows[changed], one.kind)}
        below = [{**inputs[month], "of": [dict(row.inputs) for row in after[month] if row.counts]} for month in MONTHS]
        wanted = evaluate(DECREE, "quarter", {"of": below})
        assert found is not None
        assert (found.total, found.rating) == (wanted["total"], wanted["rating"])


async def asked(cycle: Cycle, who: str, sheet_id: UUID) -> SheetWhatIf:
    """What somebody is told of a sheet."""
    async with cycle.session() as session:
        return await what_ifs.of_sheet(session, cycle.caller(who), sheet_id, on=cycle.log.today)


async def test_a_quarters_sheet_tells_what_would_have_changed_it(cycle: Cycle) -> None:
    await without_months(cycle)
    quarter = await add_quarter(cycle)
    await cycle.make(quarter)
    await cycle.work("cadre1", quantity=Decimal(10), accepted_quantity=Decimal(9))
    await cycle.opine("cadre1", "28", period_id=quarter, now=cycle.now + timedelta(days=100), reason="Chậm")
    await cycle.settle()
    sheet = await cycle.sheet("cadre1", quarter)
    found = await asked(cycle, "cadre1", sheet.id)
    (change,) = found.changes
    assert (found.settled, found.now.total, change.kind) == (True, Decimal(91), what_if.ACCEPTED)
    assert (change.after.total, change.after.results, change.after.rating) == (Decimal(98), Decimal(70), "HTXS")
    assert [[one.after.total for one in month.changes] for month in found.of_months] == [[Decimal(98)]]
    assert (await asked(cycle, "division_head", sheet.id)).changes == found.changes
    with pytest.raises(NotFound):
        await asked(cycle, "cadre2", sheet.id)
    async with cycle.session() as session:
        await session.execute(text("UPDATE work_entry SET accepted_quantity = 5 WHERE status = 'verified'"))
    unsettled = await asked(cycle, "cadre1", sheet.id)
    assert (unsettled.settled, unsettled.changes, unsettled.of_months) == (False, (), ())
