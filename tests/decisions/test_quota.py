"""The quota: the examples of the decree's 20 and 25 %, and what holds for any agency whatever."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.decisions import wording
from tenants.decisions.quota import HIGHEST, Line, Proposal, Ranked, pool_of, propose, seats
from tenants.norms.language import run_examples, shipped_package
from tenants.norms.procedure import Procedure, procedure

SHARE = Decimal("0.20")
GRANTED = Decimal("0.25")
PLAIN = Procedure()


def sheet(number: int, total: str | Decimal = "75", group: str = "professional", **changes: object) -> Ranked:
    points = Decimal(total)
    rating = "HTXS" if points >= 90 else "HTT" if points >= 70 else "HT" if points >= 50 else "KHT"
    made = Ranked(UUID(int=number), group, points, points - 28, Decimal(28), rating)
    return replace(made, **changes)  # type: ignore[arg-type] # changes of a test


def good(number: int, group: str = "professional") -> list[Ranked]:
    """So many people classified HTT, numbered from 1000 on in their group."""
    return [sheet(1000 + at, "75", group) for at in range(number)]


def within(proposal: Proposal) -> set[int]:
    return {line.sheet_id.int for line in lines(proposal) if line.side == "within"}


def lines(proposal: Proposal) -> list[Line]:
    return [line for group in proposal.groups for line in group.lines]


@pytest.mark.parametrize(("htt", "at_20", "at_25"), [(37, 7, 9), (40, 8, 10), (4, 0, 1)])
def test_q_of_37_40_and_4_classified_good_the_quota_is_7_8_and_0_or_with_25_percent_9_10_and_1(
    htt: int, at_20: int, at_25: int
) -> None:
    people = [*good(htt), *(sheet(number, str(100 - number)) for number in range(1, 11))]
    for share, expected in ((SHARE, at_20), (GRANTED, at_25)):
        proposal = propose(people, PLAIN, share)
        assert (proposal.pool, proposal.quota) == (htt, expected)
        assert within(proposal) == set(range(1, expected + 1))


def test_the_packages_own_examples_of_the_quota_come_out_the_same() -> None:
    package = shipped_package("decree-335")
    settled = procedure(package)
    assert all(outcome.passed for outcome in run_examples(package) if outcome.example.startswith("Q"))
    for example in (one for one in package.examples if one.name.startswith("Q") and "pool" in one.expect):
        pool, quota = (Decimal(str(example.expect[name].value)) for name in ("pool", "quota"))
        assert seats(int(pool), settled.quota_share, settled.quota_rounding) == quota, example.name


def test_those_kept_from_htxs_do_not_enlarge_what_the_quota_is_a_share_of() -> None:
    people = [*good(40), *(sheet(number, str(100 - number)) for number in range(1, 11))]
    proposal = propose(people, PLAIN, SHARE)
    assert (proposal.pool, proposal.quota, len(within(proposal))) == (40, 8, 8)
    both = propose(people, replace(PLAIN, quota_of="htt_and_above"), SHARE)
    assert (both.pool, both.quota) == (50, 10)


@pytest.mark.parametrize(("rounding", "expected"), [("floor", 7), ("half_up", 7), ("ceil", 8)])
def test_the_quota_is_rounded_as_the_package_says(rounding: str, expected: int) -> None:
    settled = replace(PLAIN, quota_rounding=rounding)  # type: ignore[arg-type] # a word of the table
    assert propose(good(37), settled, SHARE).quota == expected
    assert seats(38, SHARE, "half_up") == 8


def test_the_quota_holds_in_the_agency_and_in_each_group() -> None:
    people = [
        *good(13, "professional"),
        *(replace(one, sheet_id=UUID(int=one.sheet_id.int + 100), group="support") for one in good(13)),
    ]
    people += [sheet(1, "99"), sheet(2, "98"), sheet(3, "97"), sheet(4, "91", "support"), sheet(5, "90.5", "support")]
    proposal = propose(people, PLAIN, SHARE)
    assert (proposal.pool, proposal.quota) == (26, 5)
    assert {group.key: (group.pool, group.quota) for group in proposal.groups} == {
        "professional": (13, 2),
        "support": (13, 2),
    }
    assert within(proposal) == {1, 2, 4, 5}


def test_rounded_up_the_agencys_own_quota_still_holds_and_the_highest_of_all_groups_come_first() -> None:
    people = [
        replace(one, sheet_id=UUID(int=one.sheet_id.int + 10 * at), group=f"g{at}")
        for at in range(4)
        for one in good(3)
    ]
    people += [sheet(at, str(95 - at), f"g{at}") for at in range(4)]
    proposal = propose(people, replace(PLAIN, quota_rounding="ceil"), SHARE)
    assert (proposal.quota, [group.quota for group in proposal.groups]) == (3, [1, 1, 1, 1])
    assert within(proposal) == {0, 1, 2}
    last = next(line for line in lines(proposal) if line.sheet_id.int == 3)
    assert (last.side, last.rule) == ("beyond", "agency")


def test_a_tie_at_the_border_is_broken_by_the_published_rule_and_otherwise_lets_nobody_in() -> None:
    tied = [sheet(1, "95"), sheet(2, "93", results=Decimal(66)), sheet(3, "93", results=Decimal(65)), sheet(4, "92")]
    people = [*good(10), *tied]
    assert within(propose(people, PLAIN, SHARE)) == {1, 2}
    rules = {line.sheet_id.int: (line.side, line.rule) for line in lines(propose(people, PLAIN, SHARE))}
    assert rules[1] == ("within", "order")
    assert (rules[2], rules[3]) == (("within", "tie_break"), ("beyond", "tie_break"))
    by_agency = propose(people, replace(PLAIN, tie_break="agency"), SHARE)
    assert within(by_agency) == {1}
    found = {line.sheet_id.int: line for line in lines(by_agency)}
    assert [(found[at].rule, found[at].place, found[at].equals) for at in (2, 3, 4)] == [
        ("tied", 2, 2), ("tied", 2, 2), ("order", 4, 1),
    ]  # fmt: skip
    assert within(propose([*good(15), *tied], replace(PLAIN, tie_break="agency"), SHARE)) == {1, 2, 3}
    by_general = replace(PLAIN, tie_break="general")
    people[-2] = replace(people[-2], general=Decimal(29))
    assert within(propose(people, by_general, SHARE)) == {1, 3}


def test_a_condition_takes_a_candidate_out_and_puts_him_among_the_good() -> None:
    people = [*good(9), sheet(1, "99", highest_allowed="HTT"), sheet(2, "91"), sheet(3, "95", highest_allowed="KHT")]
    proposal = propose(people, PLAIN, SHARE)
    assert (proposal.pool, proposal.quota, within(proposal)) == (10, 2, {2})
    assert [line.sheet_id.int for line in lines(proposal)] == [2]


def test_totals_that_reach_a_whole_number_through_thirds_are_that_number() -> None:
    third = Decimal(1).scaleb(-30)
    people = [*good(5), sheet(1, Decimal(90) + third), sheet(2, Decimal(90))]
    assert {line.rule for line in lines(propose(people, replace(PLAIN, tie_break="agency"), SHARE))} == {"tied"}


def test_who_has_no_class_counts_nowhere() -> None:
    nobody = replace(sheet(1, "95"), class_by_points=None, total=None)
    assert propose([nobody, *good(4)], PLAIN, SHARE).pool == 4
    assert propose([], PLAIN, SHARE).groups == ()


def test_every_line_says_why_in_both_languages() -> None:
    people = [*good(10), sheet(1, "95.987"), sheet(2, "93"), sheet(3, "93"), sheet(4, "90")]
    proposal = propose(people, PLAIN, SHARE)
    said = {
        line.sheet_id.int: wording.why(line, group, proposal, "results")
        for group in proposal.groups
        for line in group.lines
    }
    assert said[1].vi == "95,98 điểm, thứ 1 của nhóm; nhóm có 2 suất (20 % của 10 người)."
    assert said[1].en == "95.98 points, place 1 of the group, which has 2 seats (20 % of 10 people)."
    assert "cùng thứ 2 với 1 người" in said[2].vi
    assert "none is chosen and the head decides" in said[3].en
    assert "chỉ có 2 suất" in said[4].vi
    none = propose([*good(4), sheet(1, "99")], PLAIN, SHARE)
    assert "20 % of 4 people gives no seat" in wording.why(lines(none)[0], none.groups[0], none, "results").en


@st.composite
def agencies(draw: st.DrawFn) -> list[Ranked]:
    """An agency of up to 60 people in up to three groups, with ties, conditions and people without a class."""
    people = []
    for number in range(draw(st.integers(0, 60))):
        total = Decimal(draw(st.sampled_from(["75", "80", "60", "40", "90", "91", "91", "92.5", "95", "99"])))
        results = total - draw(st.sampled_from([Decimal(28), Decimal(29)]))
        highest = draw(st.sampled_from(["HTXS", "HTXS", "HTXS", "HTT", "KHT"]))
        group = draw(st.sampled_from(["professional", "shared", "support"]))
        people.append(sheet(number, total, group, results=results, general=total - results, highest_allowed=highest))
    return people


PROCEDURES = st.builds(
    Procedure,
    quota_of=st.sampled_from(["htt", "htt_and_above"]),
    quota_rounding=st.sampled_from(["floor", "half_up", "ceil"]),
    tie_break=st.sampled_from(["results", "general", "agency"]),
)
SHARES = st.sampled_from([SHARE, GRANTED, Decimal("0.125"), Decimal(1)])


@given(agencies(), PROCEDURES, SHARES)
def test_the_proposal_never_exceeds_the_quota_of_the_agency_or_of_a_group(
    people: list[Ranked], settled: Procedure, share: Decimal
) -> None:
    proposal = propose(people, settled, share)
    assert (
        len(within(proposal))
        <= proposal.quota
        == seats(pool_of(people, settled.quota_of), share, settled.quota_rounding)
    )
    for group in proposal.groups:
        members = [one for one in people if one.group == group.key]
        assert group.pool == pool_of(members, settled.quota_of)
        assert sum(line.side == "within" for line in group.lines) <= group.quota
        candidates = {one.sheet_id for one in members if one.before_quota == HIGHEST}
        assert {line.sheet_id for line in group.lines} == candidates
    if settled.quota_rounding == "floor":
        assert sum(group.quota for group in proposal.groups) <= proposal.quota


@given(agencies(), PROCEDURES, SHARES)
def test_the_proposal_never_inverts_the_order_within_a_group(
    people: list[Ranked], settled: Procedure, share: Decimal
) -> None:
    for group in propose(people, settled, share).groups:
        totals = {side: [line.total for line in group.lines if line.side == side] for side in ("within", "beyond")}
        assert not totals["within"] or not totals["beyond"] or min(totals["within"]) >= max(totals["beyond"])
        assert [line.total for line in group.lines] == sorted((line.total for line in group.lines), reverse=True)
        for line in group.lines:
            equals = [one for one in group.lines if one.place == line.place]
            assert len({one.side for one in equals}) == 1, "equal ones stand on one side"
            assert len(equals) == line.equals


@given(agencies(), PROCEDURES, SHARES, st.randoms(use_true_random=False))
def test_the_proposal_does_not_depend_on_the_order_of_the_input(
    people: list[Ranked], settled: Procedure, share: Decimal, random: object
) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # a random.Random
    assert propose(shuffled, settled, share) == propose(people, settled, share)


@given(agencies(), PROCEDURES, SHARES, st.data())
def test_more_points_never_cost_a_candidate_the_seat(
    people: list[Ranked], settled: Procedure, share: Decimal, data: st.DataObject
) -> None:
    before = propose(people, settled, share)
    inside = sorted(within(before))
    if not inside:
        return
    chosen = data.draw(st.sampled_from(inside))
    more = data.draw(st.sampled_from([Decimal("0.5"), Decimal(1), Decimal("2.5"), Decimal(8)]))
    raised = [
        replace(one, total=one.total + more, results=one.results + more)
        if one.sheet_id.int == chosen and one.total is not None and one.results is not None
        else one
        for one in people
    ]
    assert chosen in within(propose(raised, settled, share))


@given(agencies(), PROCEDURES)
@settings(max_examples=60)
def test_a_larger_share_takes_no_seat_away_where_it_is_rounded_down(people: list[Ranked], settled: Procedure) -> None:
    down = replace(settled, quota_rounding="floor")
    assert within(propose(people, down, SHARE)) <= within(propose(people, down, GRANTED))


@given(agencies(), PROCEDURES)
def test_one_more_classified_good_takes_no_seat_away_where_it_is_rounded_down(
    people: list[Ranked], settled: Procedure
) -> None:
    down = replace(settled, quota_rounding="floor")
    assert within(propose(people, down, SHARE)) <= within(propose([*people, sheet(500, "75")], down, SHARE))
