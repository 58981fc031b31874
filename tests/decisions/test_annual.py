"""The year: decided like any other period, with what its quarters say of it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kernel.ids import uuid7
from tenants.decisions import annual
from tenants.decisions.errors import BlockedByCondition
from tenants.scoring.models import PeriodScore
from tests.decisions.conftest import Office, make_office
from tests.fixtures_tenant import Province

YEAR = 2026
STARTS = (date(2025, 10, 1), *(date(YEAR, month, 1) for month in (1, 4, 7, 10)))
POINTS = {"KHT": "40", "HT": "55", "HTT": "75", "HTXS": "95"}


@pytest.fixture
async def year(province: Province) -> Office:
    """The closed year of the department."""
    return await make_office(province, "year", (date(YEAR, 1, 1), date(YEAR, 12, 31)))


async def quarter(year: Office, start: date, person: UUID, rating: str, **changes: Any) -> tuple[Office, UUID]:
    """A person's sheet of a quarter, with points for a class."""
    last = date(start.year, start.month + 2, 30 if start.month in (4, 7) else 31)
    office = await make_office(year.province, "quarter", (start, last))
    return office, await office.sheet(person, POINTS[rating], **changes)


async def codes(year: Office, sheet_id: UUID) -> dict[str, tuple[str, list[str]]]:
    """The yearly conditions of a sheet: state, and the quarters they rest on."""
    found = (await year.scope()).conditions[sheet_id]
    return {one["code"]: (one["state"], one["rests_on"]["quarters"]) for one in found if one["code"] in annual.CODES}


async def test_a_year_is_decided_as_proposed_within_its_own_quota(year: Office) -> None:
    await year.sheets(["75"] * 5)
    best = await year.sheets(["97", "95"])
    made = {one.sheet_id: one.decision for one in await year.decide_all()}
    assert [decision and decision.decided_class for decision in (made[best[0]], made[best[1]])] == ["HTXS", "HTT"]
    decision = made[best[0]]
    assert decision is not None
    assert decision.basis["period"]["kind"] == "year"
    assert await codes(year, best[0]) == {"guide02.quarter": ("met", [])}


async def test_one_kht_quarter_blocks_htxs_for_the_year(year: Office) -> None:
    await year.sheets(["75"] * 5)
    person = (await year.people(1))[0]
    office, sheet_id = await quarter(year, STARTS[2], person, "KHT")
    await office.decide(sheet_id)
    own = await year.sheet(person, "95")
    assert await codes(year, own) == {"guide02.quarter": ("not_met", ["2026-04-01"])}
    with pytest.raises(BlockedByCondition):
        await year.decide(own, decided_class="HTXS", reason="Thành tích đặc biệt")
    decision = await year.decide(own)
    assert (decision.class_by_points, decision.decided_class) == ("HTXS", "HTT")
    assert [one["code"] for one in decision.basis["conditions"] if one["state"] == "not_met"] == ["guide02.quarter"]


async def test_what_counts_is_the_quarters_decision_that_stands(year: Office) -> None:
    person = (await year.people(1))[0]
    office, sheet_id = await quarter(year, STARTS[1], person, "HT")
    own = await year.sheet(person, "95")
    decision = await office.decide(sheet_id, decided_class="KHT", reason="Kết luận thanh tra")
    assert (await codes(year, own))["guide02.quarter"] == ("not_met", ["2026-01-01"])
    petition = await office.petition(decision)
    await office.answer(petition, "changed", decided_class="HT", document_number="5/QĐ-UBND")
    assert (await codes(year, own))["guide02.quarter"] == ("met", [])


async def test_two_kht_quarters_in_a_row_are_put_before_a_person_and_others_are_not(year: Office) -> None:
    in_a_row, apart, over_the_turn = await year.people(3)
    for person, failing in ((in_a_row, (2, 3)), (apart, (1, 3)), (over_the_turn, (0, 1))):
        for at in failing:
            await quarter(year, STARTS[at], person, "KHT")
    first, second, third = [await year.sheet(person, "60") for person in (in_a_row, apart, over_the_turn)]
    flagged = await codes(year, first)
    assert flagged["guide02.two_quarters"] == ("needs_person", ["2026-04-01", "2026-07-01"])
    assert set(await codes(year, second)) == {"guide02.quarter"}
    assert (await codes(year, third))["guide02.two_quarters"] == ("needs_person", ["2025-10-01", "2026-01-01"])
    assert (await codes(year, third))["guide02.quarter"] == ("not_met", ["2026-01-01"])
    assert (await year.decide(first)).decided_class == "HT", "the flag alone changes nothing"


async def test_a_year_from_december_takes_the_quarters_that_end_in_it(province: Province) -> None:
    year = await make_office(province, "year", (date(YEAR - 1, 12, 1), date(YEAR, 11, 30)))
    before = date(YEAR - 1, 7, 1)
    first, over_the_turn, after = await year.people(3)
    for person, start in ((first, STARTS[0]), (over_the_turn, before), (over_the_turn, STARTS[0]), (after, STARTS[4])):
        await quarter(year, start, person, "KHT")
    found = [await codes(year, await year.sheet(person, "95")) for person in (first, over_the_turn, after)]
    assert found[0] == {"guide02.quarter": ("not_met", ["2025-10-01"])}
    assert found[1]["guide02.two_quarters"] == ("needs_person", ["2025-07-01", "2025-10-01"])
    assert found[2] == {"guide02.quarter": ("met", [])}, "the quarter that ends on 31 December is the next year's"


async def test_a_package_may_leave_two_quarters_unflagged(year: Office) -> None:
    await year.law("settings: {two_failing_quarters: ignore}")
    person = (await year.people(1))[0]
    for at in (1, 2):
        await quarter(year, STARTS[at], person, "KHT")
    assert set(await codes(year, await year.sheet(person, "60"))) == {"guide02.quarter"}


async def test_an_unranked_quarter_counts_neither_way_and_one_without_a_sheet_by_its_points(year: Office) -> None:
    away, scored = await year.people(2)
    await quarter(year, STARTS[1], away, "KHT", not_ranked="maternity")
    async with year.province.db.tenant(year.province.id) as session:
        session.add_all(
            PeriodScore(
                tenant_id=year.province.id, person_id=person, kind="quarter", start=STARTS[1], revision=revision,
                norm_package_id=uuid7(), level="quarter", through=revision, total=None, rating=rating, outputs=[],
                receipt_hash=b"",
            )
            for person, revision, rating in ((away, 1, "KHT"), (scored, 1, "HTT"), (scored, 2, "KHT"))
        )  # fmt: skip
    first, second = [await year.sheet(person, "95") for person in (away, scored)]
    assert (await codes(year, first))["guide02.quarter"] == ("met", [])
    assert (await codes(year, second))["guide02.quarter"] == ("not_met", ["2026-01-01"])
