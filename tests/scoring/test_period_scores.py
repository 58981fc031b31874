"""Quarters and years over the months as scored: worked examples through real rows, packages, revisions."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from tenants.norms.language import (
    canonical_text,
    from_canonical,
    receipt_hash,
    shipped_package,
)
from tenants.norms.language.numbers import settled
from tenants.norms.queries import parsed
from tenants.scoring import period_scores
from tenants.scoring.models import PeriodScore
from tenants.scoring.period_scores import PeriodResult
from tenants.worklogs import tasks
from tests.norms.office import make_office
from tests.scoring.quarter import DECREE, KHANH_HOA, Quarter

CLASSES = ((90, "HTXS"), (70, "HTT"), (50, "HT"))
A1 = [("20", "20"), ("10", "5"), ("10", "10")]
CUMULATIVE = DECREE[: DECREE.index("examples:")].replace("quarter_by: {value: mean", "quarter_by: {value: cumulative")
OF_MONTHS = DECREE[: DECREE.index("examples:")].replace("year_of: {value: quarters", "year_of: {value: months")


async def result(quarter: Quarter, kind: str, start: date, who: str = "cadre3") -> PeriodResult:
    async with quarter.session() as session:
        found = await period_scores.scores_of(session, kind, start, [quarter.person(who)])
    return found[quarter.person(who)]


async def results(quarter: Quarter, kind: str, start: date) -> dict[UUID, PeriodResult]:
    async with quarter.session() as session:
        return await period_scores.scores_of(session, kind, start, [quarter.person("cadre3")])


async def rows(quarter: Quarter, kind: str = "quarter") -> list[PeriodScore]:
    async with quarter.session() as session:
        found = await session.scalars(
            select(PeriodScore).where(PeriodScore.kind == kind).order_by(PeriodScore.start, PeriodScore.revision)
        )
        return list(found)


@pytest.fixture
async def decree(quarter: Quarter) -> Quarter:
    """The quarter under Decree 335, with example A1 in it."""
    await quarter.publish(DECREE)
    await quarter.fill(A1)
    return quarter


async def test_example_a1_is_the_mean_of_its_months(decree: Quarter) -> None:
    found = await result(decree, "quarter", decree.first)
    assert found.total is not None
    assert (round(found.total, 4), found.rating, found.general) == (Decimal("86.3333"), "HTT", Decimal(28))
    assert found.results == found.total - 28
    assert (found.outputs["base"], found.frozen) == ("40", False)
    (row,) = await rows(decree)
    assert found.ref == {
        "kind": "quarter", "start": decree.first.isoformat(), "revision": 1, "hash": row.receipt_hash.hex(),
    }  # fmt: skip


async def test_example_a1_cumulative_is_over_everything_assigned_in_the_quarter(quarter: Quarter) -> None:
    await quarter.publish(CUMULATIVE)
    await quarter.fill(A1)
    found = await result(quarter, "quarter", quarter.first)
    assert found.total is not None
    assert found.results is not None
    assert (settled(found.total), settled(found.results), found.rating) == (Decimal("89.25"), Decimal("61.25"), "HTT")


async def test_the_receipt_hash_is_that_of_the_packages_own_values(decree: Quarter) -> None:
    await result(decree, "quarter", decree.first)
    (row,) = await rows(decree)
    package = shipped_package("decree-335")
    names = list(package.levels["quarter"].formulas)
    values = from_canonical(package, "quarter", names, row.outputs)
    assert receipt_hash(package, "quarter", values) == row.receipt_hash
    assert canonical_text(package, "quarter", values).endswith("|40|28|" + str(row.outputs[2]) + "|HTT")
    assert (row.level, row.norm_package_id) == ("quarter", (await decree.scores(decree.first))[0].norm_package_id)


async def test_a_changed_month_makes_a_new_revision_and_an_unchanged_result_none(decree: Quarter) -> None:
    await result(decree, "quarter", decree.first)
    await decree.record(decree.first, "29")
    await decree.settle()
    changed = await result(decree, "quarter", decree.first)
    assert changed.total is not None
    assert round(changed.total, 4) == Decimal("86.6667")
    await decree.record(decree.first, "28")
    await decree.record(decree.months[1], "29")
    await decree.settle()
    same = await result(decree, "quarter", decree.first)
    found = await rows(decree)
    assert [row.revision for row in found] == [1, 2]
    assert (same.ref["revision"], same.total) == (2, changed.total)
    scores = [await decree.scores(month) for month in decree.months]
    assert found[-1].through == max(score.number for of_month in scores for score in of_month)


async def test_only_those_whose_months_were_scored_since_are_computed_again(decree: Quarter) -> None:
    async with decree.session() as session:
        assert await period_scores.score(session, "quarter", decree.first) == 1
        assert await period_scores.score(session, "quarter", decree.first) == 0
        assert await period_scores.score(session, "month", decree.first) == 0
    await decree.record(decree.first, "20")
    await decree.settle()
    async with decree.session() as session:
        others = [decree.person("cadre2")]
        assert await period_scores.score(session, "quarter", decree.first, others) == 0
        assert await period_scores.score(session, "quarter", decree.first) == 1


async def test_a_month_without_a_total_leaves_the_mean(quarter: Quarter) -> None:
    await quarter.publish(DECREE)
    for month, general in zip(quarter.months, ("28", None, "24"), strict=True):
        row = await quarter.write(month + timedelta(days=9), quantity=Decimal(10))
        await quarter.verify(row)
        await quarter.record(month, general)
    await quarter.settle()
    found = await result(quarter, "quarter", quarter.first)
    assert (found.total, found.general, found.results) == (Decimal(96), Decimal(26), Decimal(70))


async def test_a_person_without_months_has_no_quarter(decree: Quarter) -> None:
    async with decree.session() as session:
        assert await period_scores.scores_of(session, "quarter", decree.first, [decree.person("cadre2")]) == {}
        assert await period_scores.scores_of(session, "month", decree.first, [decree.person("cadre2")]) == {}


async def test_a_year_of_quarters_is_their_mean_and_tells_of_a_failing_one(decree: Quarter) -> None:
    year = decree.first.replace(month=1)
    found = await result(decree, "year", year)
    quarter = await result(decree, "quarter", decree.first)
    assert (found.total, found.rating, found.outputs["any_kht"]) == (quarter.total, "HTT", "false")
    assert [row.level for row in await rows(decree, "year")] == ["year"]
    for month in decree.months:
        await decree.record(month, "0")
    await decree.settle()
    again = await result(decree, "year", year)
    assert again.total is not None
    assert (round(again.total, 4), again.outputs["any_kht"]) == (Decimal("58.3333"), "false")
    assert [row.revision for row in await rows(decree, "year")] == [1, 2]


async def test_a_year_takes_the_quarters_that_end_in_it_with_their_months_before_it(decree: Quarter) -> None:
    year = decree.months[2]
    found, quarter = await result(decree, "year", year), await result(decree, "quarter", decree.first)
    assert (found.total, found.general, found.results) == (quarter.total, Decimal(28), quarter.results)
    assert found.frozen is False
    await decree.record(decree.first, "0")
    await decree.settle()
    again = await result(decree, "year", year)
    assert again.total is not None
    assert round(again.total, 4) == Decimal("77")
    assert again.general is not None
    assert (round(again.general, 4), again.ref["revision"]) == (Decimal("18.6667"), 2)
    before = decree.months[1].replace(year=decree.months[1].year - 1)
    assert await results(decree, "year", before) == {}, "the quarter ends after that year"


async def test_a_year_of_months_takes_its_own_twelve(quarter: Quarter) -> None:
    await quarter.publish(OF_MONTHS)
    await quarter.fill(A1)
    months = [await result(quarter, "month", month) for month in quarter.months]
    second = quarter.months[1]
    ends = await result(quarter, "year", second.replace(year=second.year - 1))
    begins = await result(quarter, "year", second)
    assert ends.total == months[0].total
    assert begins.total is not None
    assert months[1].total is not None
    assert months[2].total is not None
    assert settled(begins.total) == settled((months[1].total + months[2].total) / 2)


async def test_a_year_of_months_is_their_mean_where_the_package_says_so(quarter: Quarter) -> None:
    await quarter.publish(OF_MONTHS)
    await quarter.fill(A1)
    found = await result(quarter, "year", quarter.first.replace(month=1))
    assert found.total is not None
    assert round(found.total, 4) == Decimal("86.3333")
    assert await rows(quarter) == []
    assert [row.level for row in await rows(quarter, "year")] == ["year_of_months"]


async def test_a_package_that_says_nothing_of_quarters_and_years_has_the_mean_of_the_months(quarter: Quarter) -> None:
    await quarter.publish(KHANH_HOA)
    await quarter.fill([("8", "8"), ("40", "40"), ("8", "8")])
    months = [(await quarter.scores(month))[-1].total for month in quarter.months]
    for kind, start in (("quarter", quarter.first), ("year", quarter.first.replace(month=1))):
        found = await result(quarter, kind, start)
        assert found.total is not None
        mean = sum((total for total in months if total is not None), Decimal(0)) / 3
        assert round(found.total, 20) == round(mean, 20)
        assert found.rating == next((name for least, name in CLASSES if found.total >= least), "KHT")


async def test_months_under_another_package_give_what_they_have_by_the_same_names(quarter: Quarter) -> None:
    """The quarter is computed by the package of its last day; its first month was scored by the one before."""
    await quarter.publish(KHANH_HOA)
    await quarter.publish(DECREE, quarter.months[1])
    await quarter.fill([("8", "8"), ("10", "5"), ("10", "10")])
    first = (await quarter.scores(quarter.first))[-1]
    assert first.receipt["package"] == "khanh-hoa"
    found = await result(quarter, "quarter", quarter.first)
    others = [(await quarter.scores(month))[-1] for month in quarter.months[1:]]
    totals = [row.total for row in (first, *others) if row.total is not None]
    assert found.total is not None
    assert round(found.total, 20) == round(sum(totals, Decimal(0)) / 3, 20)
    assert (found.outputs["base"], found.norm_package_id) == ("20", others[-1].norm_package_id)


async def test_a_quarter_is_computed_by_the_pilot_of_the_unit_in_which_it_ends(decree: Quarter) -> None:
    """A cumulative package for the department, from the quarter's last month on."""
    office = await make_office(decree.province)
    office.today = decree.months[2] - timedelta(days=1)
    row = await office.draft(CUMULATIVE.replace("version: 1.0.0", "version: 1.0.1"))
    await office.pilot(row, ["department"], decree.months[2], decree.months[2] + timedelta(days=40))
    async with decree.session() as session:
        await tasks.mark_month(session, decree.person("cadre3"), decree.months[2])
    await decree.settle()
    found = await result(decree, "quarter", decree.first)
    assert found.total is not None
    assert (found.norm_package_id, settled(found.total)) == (row.id, Decimal("89.25"))


def test_the_cumulative_package_is_the_shipped_one_but_for_its_setting() -> None:
    assert parsed(CUMULATIVE).settings["quarter_by"].value == "cumulative"
    assert parsed(OF_MONTHS).settings["year_of"].value == "months"
