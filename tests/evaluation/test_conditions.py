"""Conditions as a pure function: worked examples by name, and what holds for all of them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.evaluation.conditions import (
    CLASSES,
    Basis,
    Condition,
    Limits,
    Record,
    Work,
    conditions,
    highest_allowed,
    proposed,
)

WHOLE = Work(Decimal(20), Decimal(20), tasks=20, done=20)
ABOVE = Decimal("0.30")


def basis(standing: str = "staff", **changes: object) -> Basis:
    """Somebody who meets everything."""
    whole = Basis(kind="month", standing=standing, work=WHOLE, above=ABOVE, unit=None if standing == "staff" else WHOLE)
    return replace(whole, **changes)  # type: ignore[arg-type] # fields of the basis by name


def states(found: tuple[Condition, ...]) -> dict[str, str]:
    """States by code."""
    return {one.code: one.state for one in found}


def record(form: str = "reprimand", ground: str = "service") -> Record:
    """A record of somebody."""
    return Record("1", "12/QĐ-UBND", date(2026, 3, 4), ground, form)


def unit(rate: str) -> Work:
    """A unit that reached so much of what it was assigned."""
    return Work(Decimal(100), Decimal(100) * Decimal(rate))


def test_whoever_meets_everything_keeps_the_class_by_points() -> None:
    for standing in ("staff", "leader", "deputy"):
        found = conditions(basis(standing))
        assert {one.state for one in found} == {"met"}
        assert [proposed(points, found) for points in CLASSES] == list(CLASSES)


def test_p1_25_percent_above_requirement_is_not_enough_for_htxs() -> None:
    found = conditions(basis(above=Decimal("0.25")))
    assert states(found)["reg366.htxs.above"] == "not_met"
    assert proposed("HTXS", found) == "HTT"


def test_p5_a_unit_at_68_percent_without_force_majeure_makes_its_head_kht() -> None:
    found = conditions(basis("leader", unit=unit("0.68")))
    assert states(found)["guide02.unit"] == "not_met"
    assert proposed("HTXS", found) == "KHT"


def test_p5_deputy_of_a_unit_at_68_percent_gets_htt_at_most() -> None:
    assert proposed("HTXS", conditions(basis("deputy", unit=unit("0.68")))) == "HTT"
    assert proposed("HT", conditions(basis("deputy", unit=unit("0.68")))) == "HT"


def test_p5_with_force_majeure_on_record_the_unit_limits_nobody() -> None:
    cause = Record("9", "77/UBND", date(2026, 3, 1))
    found = conditions(basis("leader", unit=unit("0.68"), causes=[cause]))
    (one,) = [condition for condition in found if condition.code == "guide02.unit"]
    assert (one.state, one.rests_on["records"][0]["document_number"]) == ("met", "77/UBND")
    assert proposed("HTXS", found) == "HTXS"


def test_p7_a_reprimand_in_the_year_is_kht_whatever_the_points() -> None:
    found = conditions(basis(disciplines=[record()]))
    assert proposed("HTXS", found) == "KHT"
    assert highest_allowed([one.stored() for one in found]) == "KHT"


@pytest.mark.parametrize("ground", ["degradation", "unit_wrongdoing"])
def test_a_conclusion_is_kht_whatever_the_points(ground: str) -> None:
    assert proposed("HTXS", conditions(basis("leader", disciplines=[record("conclusion", ground)]))) == "KHT"


def test_criticism_is_no_discipline_that_counts() -> None:
    assert proposed("HTXS", conditions(basis(disciplines=[record("criticism")]))) == "HTXS"


def test_t3_not_all_that_was_assigned_is_done() -> None:
    work = Work(Decimal(24), Decimal(23), tasks=3, done=2, late=2, failed=1)
    found = conditions(basis(work=work))
    assert states(found)["reg366.htxs.tasks"] == "not_met"
    assert proposed("HTXS", found) == "HTT"


def test_a_disciplined_member_keeps_the_leader_from_htxs_and_no_staff() -> None:
    assert proposed("HTXS", conditions(basis("leader", members=[record()]))) == "HTT"
    assert proposed("HTXS", conditions(basis("staff", members=[record()]))) == "HTXS"


def test_what_nobody_has_said_limits_the_proposal_and_not_the_head() -> None:
    found = conditions(basis(above=None))
    assert states(found)["reg366.htxs.above"] == "needs_person"
    assert proposed("HTXS", found) == "HTT"
    assert highest_allowed([one.stored() for one in found]) == "HTXS"


def test_conditions_of_lower_classes_bind_as_far_down_as_the_package_says() -> None:
    work = Work(Decimal(20), Decimal(19), tasks=20, done=19, late=5)
    expected = {"htxs": "HTT", "htt": "HT", "ht": "KHT"}
    for binding, highest in expected.items():
        found = conditions(basis(work=work, limits=Limits(binding=binding)))
        assert proposed("HTXS", found) == highest
        assert highest_allowed([one.stored() for one in found]) == highest


def test_more_than_half_undone_is_kht_and_exactly_half_is_not() -> None:
    half = Work(Decimal(4), Decimal(2), tasks=4, done=2)
    assert states(conditions(basis(work=half)))["reg366.undone"] == "met"
    assert states(conditions(basis(work=replace(half, done=1))))["reg366.undone"] == "not_met"


def test_exactly_a_fifth_late_and_exactly_70_percent_are_within_the_limits() -> None:
    late = Work(Decimal(5), Decimal(5), tasks=5, done=5, late=1)
    assert states(conditions(basis(work=late)))["reg366.ht"] == "met"
    assert states(conditions(basis("leader", unit=unit("0.70"))))["guide02.unit"] == "met"
    hair = Work(Decimal(1000), Decimal("699.999"))
    assert states(conditions(basis("leader", unit=hair)))["guide02.unit"] == "not_met"


def test_a_unit_to_which_nothing_was_assigned_waits_for_a_person() -> None:
    found = conditions(basis("leader", unit=Work()))
    assert states(found)["guide02.unit"] == "needs_person"
    assert proposed("HTXS", found) == "HTXS"


def test_one_kht_quarter_blocks_htxs_for_the_year_and_two_in_a_row_are_flagged() -> None:
    quarters = [date(2026, 1, 1), date(2026, 4, 1)]
    found = conditions(basis(kind="year", failing_quarters=quarters[:1]))
    assert states(found)["guide02.quarter"] == "not_met"
    assert proposed("HTXS", found) == "HTT"
    assert "guide02.two_quarters" not in states(found)
    found = conditions(basis(kind="year", failing_quarters=quarters, failing_in_a_row=quarters))
    assert states(found)["guide02.two_quarters"] == "needs_person"
    assert proposed("HTXS", found) == "HTT"
    silent = conditions(basis(kind="year", failing_in_a_row=quarters, limits=Limits(flag_quarters=False)))
    assert "guide02.two_quarters" not in states(silent)


def test_without_points_nothing_is_proposed() -> None:
    assert proposed(None, conditions(basis(disciplines=[record()]))) is None


COUNTS = st.integers(0, 30)
RECORDS = st.lists(
    st.builds(
        Record,
        id=st.just("1"),
        document_number=st.just("1/QĐ"),
        on=st.just(date(2026, 1, 5)),
        ground=st.sampled_from(["service", "degradation", "unit_wrongdoing"]),
        form=st.sampled_from(["criticism", "reprimand", "dismissal"]),
    ),
    max_size=2,
)


@st.composite
def anybody(draw: st.DrawFn) -> Basis:
    """The basis of somebody of any kind."""
    tasks = draw(COUNTS)
    least = draw(st.integers(0, tasks))
    assigned = Decimal(draw(st.integers(0, 1000)))
    work = Work(assigned, assigned, tasks, least, draw(st.integers(0, tasks)), draw(st.integers(0, tasks)))
    standing = draw(st.sampled_from(["staff", "leader", "deputy"]))
    return Basis(
        kind=draw(st.sampled_from(["month", "quarter", "year"])),
        standing=standing,
        work=work,
        above=draw(st.none() | st.decimals(0, 1, places=4)),
        unit=None if standing == "staff" else draw(st.builds(unit, st.sampled_from(["0", "0.5", "0.7", "1.2"]))),
        causes=draw(RECORDS),
        disciplines=draw(RECORDS),
        members=draw(RECORDS),
        failing_quarters=draw(st.sampled_from([(), (date(2026, 1, 1),)])),
        limits=Limits(binding=draw(st.sampled_from(["htxs", "htt", "ht"]))),
    )


@given(anybody(), st.sampled_from(CLASSES))
def test_the_proposal_is_never_above_points_nor_above_what_binds(who: Basis, points: str) -> None:
    found = conditions(who)
    highest = highest_allowed([one.stored() for one in found])
    offered = proposed(points, found)
    assert offered is not None
    assert CLASSES.index(offered) <= min(CLASSES.index(points), CLASSES.index(highest))


@given(anybody())
def test_each_condition_says_its_state_and_limits_only_what_is_not_met(who: Basis) -> None:
    found = conditions(who)
    assert len({one.code for one in found}) == len(found)
    for one in found:
        assert all((one.vi, one.en, one.article))
        assert one.state in ("met", "not_met", "needs_person")
        assert one.highest is None or one.state != "met"
        assert one.state != "not_met" or one.highest is not None


@given(anybody(), RECORDS)
def test_more_discipline_never_raises_the_proposal(who: Basis, more: list[Record]) -> None:
    before = proposed("HTXS", conditions(who))
    after = proposed("HTXS", conditions(replace(who, disciplines=[*who.disciplines, *more])))
    assert before is not None
    assert after is not None
    assert CLASSES.index(after) <= CLASSES.index(before)


@given(anybody(), st.data())
def test_doing_one_more_piece_of_work_never_lowers_the_proposal(who: Basis, data: st.DataObject) -> None:
    done = data.draw(st.integers(who.work.done, who.work.tasks))
    before = proposed("HTXS", conditions(who))
    after = proposed("HTXS", conditions(replace(who, work=replace(who.work, done=done))))
    assert before is not None
    assert after is not None
    assert CLASSES.index(after) >= CLASSES.index(before)
