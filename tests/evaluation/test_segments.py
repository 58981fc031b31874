"""Several posts in a period: each post's own results, weighed by share of time and working days held."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from kernel.ids import uuid7
from tenants.evaluation import segments
from tenants.evaluation.segments import Segment
from tenants.norms.language import shipped_package
from tenants.organisation.models import Appointment
from tests.evaluation.conftest import Cycle, make_cycle
from tests.worklogs.conftest import Log

CHANGED = {"posts: {value: weighted": "posts: {value: together"}


async def add_post(cycle: Cycle, who: str, unit: str, *, weight: str, own: str) -> UUID:
    """Give somebody a concurrent post; the shares of both posts' time."""
    post_id = uuid7()
    async with cycle.session() as session:
        await session.execute(
            update(Appointment).where(Appointment.id == cycle.province.appointments[who]).values(weight=Decimal(own))
        )
        session.add(
            Appointment(
                tenant_id=cycle.province.id, id=post_id, person_id=cycle.province.people[who],
                unit_id=cycle.province.units[unit], role="cadre", is_primary=False, weight=Decimal(weight),
                valid_from=cycle.province.opened,
            )
        )  # fmt: skip
    return post_id


async def work(cycle: Cycle, post_id: UUID | None, by: str, accepted: int) -> None:
    """Ten products in a post, of which so many are accepted."""
    row = await cycle.log.write("cadre1", appointment_id=post_id, quantity=Decimal(10), minutes=10)
    (outcome,) = await cycle.log.verify(row.id, by=by, accepted_quantity=Decimal(accepted))
    assert outcome.refusal is None


async def two_posts(log: Log, changes: dict[str, str] | None = None) -> Cycle:
    """Seven tenths of the time in a post where everything was accepted, three tenths in one where half of it was."""
    cycle = await make_cycle(log, changes)
    second = await add_post(cycle, "cadre1", "price_division", weight="0.3", own="0.7")
    await work(cycle, cycle.province.appointments["cadre1"], "division_head", 10)
    await work(cycle, second, "agency_head", 5)
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "28")
    await cycle.settle()
    return cycle


async def test_results_of_two_posts_are_weighed_by_their_shares_of_the_time(log: Log) -> None:
    cycle = await two_posts(log)
    sheet = await cycle.sheet("cadre1")
    assert (sheet.results, sheet.total, sheet.class_by_points) == (Decimal("59.5"), Decimal("87.5"), "HTT")
    assert sorted((one["weight"], one["results"]) for one in sheet.segments) == [("0.3", "35"), ("0.7", "70")]
    assert {one["outputs"]["a"] for one in sheet.segments} == {"1", "0.5"}
    assert sheet.scores_used["weighed"] is True


async def test_where_the_package_says_so_the_work_of_all_posts_is_taken_together(log: Log) -> None:
    cycle = await two_posts(log, CHANGED)
    sheet = await cycle.sheet("cadre1")
    assert (sheet.results, sheet.total, sheet.segments) == (Decimal("52.5"), Decimal("80.5"), [])


async def test_whoever_holds_one_post_has_no_segments(cycle: Cycle) -> None:
    await cycle.work()
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.results, sheet.segments) == (Decimal(70), [])


async def test_after_a_transfer_the_new_unit_ranks_and_the_old_results_arrive_with_the_person(
    past_cycle: Cycle,
) -> None:
    cycle, province = past_cycle, past_cycle.province
    moved, after = cycle.month.replace(day=16), uuid7()
    await work(cycle, None, "division_head", 10)
    async with cycle.session() as session:
        old = province.appointments["cadre1"]
        await session.execute(update(Appointment).where(Appointment.id == old).values(valid_to=moved))
        session.add(
            Appointment(
                tenant_id=province.id, id=after, person_id=province.people["cadre1"],
                unit_id=province.units["commune"], role="cadre", valid_from=moved,
            )
        )  # fmt: skip
    cycle.on(20)
    await work(cycle, None, "commune_head", 5)
    await cycle.make()
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "30", by="commune_head")
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.appointment_id, sheet.unit_id, sheet.agency_id) == (
        after, province.units["commune"], province.units["commune"],
    )  # fmt: skip
    days = {one["appointment_id"]: Decimal(one["days"]) for one in sheet.segments}
    first, second = days[str(province.appointments["cadre1"])], days[str(after)]
    assert first > 0
    assert second > 0
    assert sheet.results is not None
    assert round(sheet.results, 20) == round((70 * first + 35 * second) / (first + second), 20)
    assert sheet.total is not None
    assert round(sheet.total, 20) == round(sheet.results + 30, 20)


async def test_what_posts_gave_is_frozen_with_the_period_and_the_general_criteria_may_still_come(log: Log) -> None:
    cycle = await make_cycle(log, months_ago=1)
    second = await add_post(cycle, "cadre1", "price_division", weight="0.3", own="0.7")
    await work(cycle, cycle.province.appointments["cadre1"], "division_head", 10)
    await work(cycle, second, "agency_head", 5)
    await cycle.settle()
    await cycle.close()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.results, sheet.total) == (Decimal("59.5"), None)
    assert sheet.frozen_at is not None
    await cycle.opine("cadre1", "28", now=cycle.after("opinion_by", 20), reason="Chậm vì bão")
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.results, sheet.total) == (Decimal("59.5"), Decimal("87.5"))


ONE = Segment(date(2026, 11, 1), uuid4(), uuid4(), "cadre", Decimal(1), 20, Decimal(70), {})
SEGMENTS = st.lists(
    st.builds(
        lambda weight, days, results: replace(ONE, weight=weight, days=days, results=results),
        st.decimals("0.001", 1, places=3),
        st.integers(0, 23),
        st.none() | st.decimals(0, 70, places=4),
    ),
    max_size=5,
)


@given(SEGMENTS, st.randoms())
def test_a_weighted_mean_lies_among_its_parts_whatever_their_order(parts: list[Segment], random: object) -> None:
    found = segments.weighted(parts)
    counted = [one.results for one in parts if one.results is not None and one.share]
    assert (found is None) == (not counted)
    if found is not None:
        assert min(counted) <= round(found, 20) <= max(counted)
        shuffled: Sequence[Segment] = sorted(parts, key=lambda one: (one.days, one.weight))
        assert segments.weighted(shuffled) == found


@given(SEGMENTS)
def test_a_segment_is_the_same_after_it_was_stored(parts: list[Segment]) -> None:
    for one in parts:
        assert segments.segment_of(one.stored()) == one


def test_l1_results_given_are_evaluated_with_the_general_criteria() -> None:
    package = shipped_package("decree-335")
    level = package.levels["month"]
    values = dict.fromkeys((*level.inputs, *level.formulas)) | {
        "role": "leader", "general": Decimal(28), "disciplined": False, "unit_failed": False, "party_htxs": True,
    }  # fmt: skip
    found = segments.with_results(package, values, Decimal("68.25"))
    assert (found["total"], found["rating"], found["proposed"]) == (Decimal("96.25"), "HTXS", "HTXS")


@pytest.mark.parametrize("level", ["quarter", "year", "year_of_months"])
def test_a_quarter_and_a_year_are_computed_over_given_months(level: str) -> None:
    package = shipped_package("decree-335")
    names = (*package.levels["month"].inputs, *package.levels["month"].formulas)

    def month(total: str, rating: str) -> dict[str, object]:
        return {**dict.fromkeys(names), "total": Decimal(total), "rating": rating, "general": Decimal(28),
                "base": Decimal(10), "a": Decimal(1), "b": Decimal(1), "c": Decimal(1)}  # fmt: skip

    first = date(2026, 1, 1)
    months = {first: month("90", "HTXS"), first + timedelta(days=31): month("80", "HTT")}
    found = segments.over_months(package, level, months)  # type: ignore[arg-type] # values by name
    assert found is not None
    assert (found["total"], found["rating"]) == (Decimal(85), "HTT")
