"""Whom a part counts, with which class, and by what."""

from collections import Counter
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from tenants.organisation.models import Appointment, Person
from tenants.statistics import gathering, plans
from tenants.statistics.parts_format import Part, TwiceLine
from tests.decisions.conftest import make_office
from tests.fixtures_tenant import PEOPLE
from tests.statistics.parts.conftest import Quarter


def by(part: Part, *names: str) -> Counter[tuple[str, ...]]:
    """People of a part by some fields of its lines."""
    counted: Counter[tuple[str, ...]] = Counter()
    for line in part.cells:
        counted[tuple(str(getattr(line, name)) for name in names)] += line.people
    return counted


def classes(part: Part) -> dict[str, int]:
    return {rating: people for (rating,), people in by(part, "rating").items()}


async def test_everybody_counts_once_with_the_decision_that_stands(quarter: Quarter) -> None:
    office = quarter.office
    await office.sheets(["75"] * 5)
    best, replaced = await office.sheet("cadre1", "97"), await office.sheet("cadre2", "60")
    await office.sheet("cadre3", "40")
    not_ranked = await office.sheet("division_deputy", None, not_ranked="maternity")
    await office.sheet("commune_cadre", "80", not_ranked="left")
    await office.decide_all()
    await office.replace(replaced, "KHT")
    await office.sheet("division_head", "88")  # nobody has decided on it
    part = await quarter.gathered()
    # No class: not ranked, undecided, left, and five people without a sheet.
    assert classes(part) == {"HTXS": 1, "HTT": 5, "KHT": 2, "none": 7}
    assert part.people == len(PEOPLE) + 5
    assert (await office.history(best))[-1].decision.decided_class == "HTXS"
    assert not (await office.history(not_ranked))[-1].decision.decided_class
    assert by(part, "body") == {("provincial_government",): 13, ("communal_government",): 2}


async def test_points_are_told_of_people_with_a_class_only(quarter: Quarter) -> None:
    await quarter.office.sheets(["75", "75", "82.5"])
    await quarter.office.decide_all()
    await quarter.office.sheet("cadre1", "90")
    found = [(line.rating, line.total, line.people) for line in (await quarter.gathered()).points]
    assert sorted(found) == [("HTT", Decimal(75), 2), ("HTT", Decimal("82.5"), 1)]


async def test_people_of_months_have_what_the_package_makes_of_them_within_what_was_decided(quarter: Quarter) -> None:
    raised, kept, unscored, undecided, both = await quarter.office.people(5)
    for number, totals in enumerate((("75", "60", "80"), ("85", "92", "55"))):
        month = await quarter.month(number)
        for person, total in zip((raised, kept, unscored), totals, strict=True):
            await month.sheet(person, total)
        await month.sheet(both, "40")
        assert [one.refusal for one in await month.decide_all() if one.decision is None] == []
    last = await quarter.month(2)
    await last.sheet(undecided, "85")
    await quarter.office.sheet(both, "75")
    await quarter.office.decide_all()
    await quarter.score(raised, "HTXS", "93")  # two months decided HTT: not above
    await quarter.score(kept, "HTXS", "70")
    await quarter.score(kept, "HT", "68", revision=2)
    await quarter.score(undecided, "HTT", "85")
    part = await quarter.gathered()
    told = {(line.rating, line.total): line.people for line in part.points}
    assert told == {
        ("HTT", Decimal(93)): 1,
        ("HT", Decimal(68)): 1,
        ("HT", Decimal(55)): 1,  # without a quarter in the package the last month decided
        ("HTT", Decimal(75)): 1,  # the quarter's own sheet comes before months
    }
    assert part.people == len(PEOPLE) + 5


async def test_who_fails_twice_running(quarter: Quarter) -> None:
    first, second, third = await quarter.office.people(3)
    before = await quarter_before(quarter)
    for person, total in ((first, "40"), (second, "75"), (third, "40")):
        await before.office.sheet(person, total)
    await before.office.decide_all()
    for person, total in ((first, "41"), (second, "42"), (third, "75")):
        await quarter.office.sheet(person, total)
    await quarter.office.decide_all()
    part = await quarter.gathered()
    assert sorted(part.twice) == [
        TwiceLine("provincial", "professional", "once", 1),
        TwiceLine("provincial", "professional", "twice", 1),
    ]


async def quarter_before(quarter: Quarter) -> Quarter:
    """The quarter before, in the same province."""
    period = plans.before(quarter.period)
    assert period is not None
    span = gathering.first_day(period), plans.last_day(period)
    return Quarter(await make_office(quarter.province, "quarter", span), period, *span)


async def test_age_and_rank_are_those_of_january_and_what_is_not_known_is_said(quarter: Quarter) -> None:
    province, january = quarter.province, date(quarter.last.year, 1, 1)
    await record(quarter, "cadre1", birth_date=january.replace(year=january.year - 45), staff_type="civil_servant")
    await record(quarter, "cadre2", birth_date=date(january.year - 45, 1, 2), qualification="graduate")
    await record(quarter, "cadre3", birth_date=None, gender=None)
    await record(quarter, "agency_head", birth_date=date(january.year - 56, 1, 1))
    await record(quarter, "province_head", birth_date=date(january.year - 56, 1, 2))
    position = await quarter.position("can_su", province.opened, quarter.first)
    await quarter.version(position, 2, "chuyen_vien", quarter.first)
    async with province.db.tenant(province.id) as session:
        post = await session.get(Appointment, (province.id, province.appointments["cadre1"]))
        assert post is not None
        post.job_position_id = position
    part = await quarter.gathered()
    names = {
        ("45_to_55", "civil_servant", "unknown", "can_su"): 1,
        ("under_45", "unknown", "graduate", "unknown"): 1,
        ("unknown", "unknown", "unknown", "unknown"): 1,
        ("over_55", "unknown", "unknown", "unknown"): 1,
    }
    counted = by(part, "age", "staff", "qualification", "rank")
    assert {key: counted[key] for key in names} == names
    assert by(part, "gender")["unknown",] == 1
    assert by(part, "group") == {("leadership",): 6, ("professional",): 3, ("shared",): 1}


async def record(quarter: Quarter, who: str, **facts: object) -> None:
    """Put facts of a person on record."""
    async with quarter.province.db.tenant(quarter.province.id) as session:
        row = await session.get(Person, (quarter.province.id, quarter.province.people[who]))
        assert row is not None
        for name, value in facts.items():
            setattr(row, name, value)


@pytest.mark.parametrize("from_december", [False, True])
async def test_a_year_counts_year_sheets_alone(quarter: Quarter, from_december: bool) -> None:
    year = quarter.province.today.year - 1
    span = (date(year - 1, 12, 1), date(year, 11, 30)) if from_december else (date(year, 1, 1), date(year, 12, 31))
    office = await make_office(quarter.province, "year", span)
    person: UUID = quarter.province.people["cadre1"]
    await office.sheet(person, "40")
    await office.decide_all()
    async with quarter.province.db.tenant(quarter.province.id) as session:
        part = await gathering.gather(session, str(year))
    assert classes(part) == {"KHT": 1, "none": len(PEOPLE) - 1}
    assert part.twice == ()
