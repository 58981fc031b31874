"""The invented people of a demonstration, and the work written for them: pure, from a seed."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import pytest
import yaml

from tenants.catalogue.template import FILES
from tenants.demo import planted
from tenants.demo.logins import CADRE, LEADER, logins
from tenants.demo.people import CENTRALLY_MANAGED, Cast, Member, Size
from tenants.demo.planted import Planted
from tenants.demo.positions import Position
from tenants.demo.simulator import Calendar, Item, Simulator, Work
from tenants.demo.verdicts import NOT_THE_TOP
from tenants.organisation.rules import check_pin
from tenants.provisioning.units import Breadth, PlannedUnit, plan
from tenants.registry.provinces import communes, official_name
from tenants.registry.rules import working_calendar
from tests.demo.template import FOLDER

ON = date(2026, 11, 23)
WORKING = tuple(day.day for day in working_calendar(date(2026, 3, 1), date(2027, 1, 31)) if day.working)
# Two working weeks around the holidays at the end of April 2026.
WEEKS = Calendar(WORKING, date(2026, 4, 20), date(2026, 5, 8))


@cache
def units(code: str, breadth: Breadth) -> list[PlannedUnit]:
    return plan(code, official_name(code), communes(code), breadth)


@cache
def positions() -> list[Position]:
    rows = yaml.safe_load((FOLDER / FILES["job_position"]).read_text("utf-8"))
    return [Position(row["code"], row["name"], row["group"], row["field"], row["level"]) for row in rows]


@cache
def items() -> list[Item]:
    rows = yaml.safe_load((FOLDER / FILES["work_item"]).read_text("utf-8"))
    return [
        Item(number, row["field"], frozenset(row["position_groups"]), row["norm_minutes"])
        for number, row in enumerate(rows)
    ]


@cache
def cast(seed: str = "test", code: str = "56") -> list[Member]:
    return Cast(units(code, "small"), positions(), Size(small=True), seed=seed, on=ON).members()


@cache
def chosen(seed: str = "test") -> Planted:
    return planted.choose(cast(seed), seed=seed)


@cache
def log(seed: str = "test") -> Mapping[str, Work]:
    simulator = Simulator(items(), WEEKS, chosen(seed), seed=seed)
    return {member.key: simulator.work_of(member) for member in cast(seed)}


def test_about_three_hundred_people_at_the_small_scale() -> None:
    assert 270 <= len(cast()) <= 330
    assert 270 <= len(cast(code="42")) <= 330


@pytest.mark.parametrize("code", ["56", "42"])
def test_exactly_the_wanted_number_of_people_at_the_scale_of_a_province(code: str) -> None:
    members = Cast(units(code, "all"), positions(), Size(small=False, people=7_000), seed="test", on=ON).members()
    assert len(members) == 7_000
    assert len({member.person.pin for member in members}) == 7_000


def test_identification_numbers_agree_with_birth_and_gender() -> None:
    for member in cast():
        check_pin(member.person.pin, birth_date=member.person.birth_date, gender=member.person.gender)


def test_everybody_is_of_working_age() -> None:
    ages = [(ON - member.person.birth_date).days // 365 for member in cast()]
    assert min(ages) >= 23
    assert max(ages) <= 60


def test_cadres_managed_by_the_centre_are_not_entered() -> None:
    assert not {(member.unit, member.post) for member in cast()} & CENTRALLY_MANAGED


def test_everybody_but_one_has_a_leader_and_no_circle_leads_back() -> None:
    by_key = {member.key: member for member in cast()}
    assert [member.role for member in cast() if member.leader is None] == ["province_deputy"]
    for member in cast():
        seen = {member.key}
        leader = member.leader
        while leader is not None:
            assert leader not in seen
            seen.add(leader)
            leader = by_key[leader].leader


def test_every_cadre_has_a_position_of_their_own_level_and_roles_follow_the_tree() -> None:
    known = {position.code: position for position in positions()}
    for member in cast():
        if member.role == "cadre":
            level = "commune" if member.unit[0].isdigit() else "province"
            assert known[member.position or ""].level in (level, "both")
    roles = Counter(member.role for member in cast())
    assert set(roles) == {
        "cadre", "division_head", "division_deputy", "agency_head", "agency_deputy", "province_deputy"
    }  # fmt: skip
    assert {member.role for member in cast() if member.unit == "UBND-STP" and member.post == "head"} == {"agency_head"}


def test_public_employees_work_in_service_units_and_everybody_has_a_qualification() -> None:
    members = Cast(units("56", "all"), positions(), Size(small=False), seed="test", on=ON).members()
    staff = {member.unit: member.staff_type for member in members}
    assert (staff["UBND-STP"], staff["UBND-STP-TGPL"], staff["TU-TCT-DT"], staff["UBND-SYT-VP"]) == (
        "civil_servant", "public_employee", "public_employee", "civil_servant",
    )  # fmt: skip
    assert {member.qualification for member in members} == {"postgraduate", "graduate", "college", "other"}
    leading = Counter(member.qualification for member in members if member.group == "leadership")
    assert set(leading) == {"postgraduate", "graduate", "college"}


def test_the_logins_have_a_cadre_and_the_leader_of_that_cadre() -> None:
    by_key = {member.key: member for member in cast()}
    by_post = {login.login.partition(".")[2]: login for login in logins(cast())}
    assert len(by_post) == len(logins(cast())) == 10
    assert [login.office_role for login in by_post.values()].count("tenant_admin") == 2  # who writes does not publish
    assert by_key[by_post[CADRE].key].leader == by_post[LEADER].key


def test_the_same_seed_gives_the_same_people_and_the_same_log() -> None:
    again = Cast(units("56", "small"), positions(), Size(small=True), seed="test", on=ON).members()
    assert again == cast()
    simulator = Simulator(items(), WEEKS, planted.choose(again, seed="test"), seed="test")
    assert {member.key: simulator.work_of(member) for member in again} == log()


def test_another_seed_gives_other_people_and_another_log() -> None:
    assert cast("other") != cast()
    assert log("other") != log()


def test_nobody_works_on_weekends_or_holidays() -> None:
    days = {entry.day for work in log().values() for entry in work.entries}
    window = {WEEKS.known[place] for place in WEEKS.window()}
    assert days == window
    assert not days & {date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 3)}


def test_about_five_entries_a_day_each_with_a_document() -> None:
    counts = Counter((key, entry.day) for key, work in log().items() for entry in work.entries)
    assert 4.5 <= sum(counts.values()) / len(counts) <= 5.5
    assert all(entry.document for work in log().values() for entry in work.entries)


def test_times_of_a_day_lie_within_it_and_ids_are_unique() -> None:
    entries = [entry for work in log().values() for entry in work.entries]
    assert all(0 < entry.start < entry.finish <= 22 * 60 + 30 for entry in entries)
    assert len({entry.id for entry in entries}) == len(entries)


def test_days_late_are_working_days_between_due_date_and_finish() -> None:
    order = {day: place for place, day in enumerate(WORKING)}
    late = [entry for work in log().values() for entry in work.entries if entry.task is not None]
    for entry in late:
        assert entry.task is not None
        assert entry.days_late == order[entry.day] - order[entry.task.due]
    assert {entry.days_late < 0 for entry in late} == {True, False}
    assert any(entry.days_late > 0 for entry in late)


def test_the_last_day_waits_and_everything_else_is_verified_on_the_next_working_day() -> None:
    order = {day: place for place, day in enumerate(WORKING)}
    for work in log().values():
        for entry in work.entries:
            if entry.day == WEEKS.last:
                assert entry.verdict is None
            else:
                assert entry.verified_on == WORKING[order[entry.day] + 1]


def test_padders_declare_far_more_minutes_than_the_others() -> None:
    def day_of(key: str) -> float:
        days: dict[date, int] = defaultdict(int)
        for entry in log()[key].entries:
            days[entry.day] += entry.minutes
        return sum(days.values()) / len(days)

    staff = [member.key for member in cast() if member.role == "cadre"]
    honest = [day_of(key) for key in staff if key not in chosen().padders]
    assert chosen().padders
    assert min(day_of(key) for key in chosen().padders) > 1.2 * sum(honest) / len(honest)


def test_copiers_write_the_same_entries_every_day_and_nobody_else_does() -> None:
    def repeats(key: str) -> float:
        entries = log()[key].entries
        return 1 - len({(entry.item, entry.quantity, entry.minutes, entry.document) for entry in entries}) / len(
            entries
        )

    assert chosen().copiers
    assert all(repeats(key) > 0.7 for key in chosen().copiers)
    assert all(repeats(key) < 0.1 for key in log() if log()[key].entries and key not in chosen().copiers)


def test_lenient_leaders_give_the_top_mark_nearly_always_and_honest_ones_do_not() -> None:
    marks: dict[str | None, list[str]] = defaultdict(list)
    for member in cast():
        marks[member.leader] += [entry.verdict.quality for entry in log()[member.key].entries if entry.verdict]
    top = {leader: found.count("excellent") / len(found) for leader, found in marks.items() if found}
    assert chosen().lenient
    assert all(top[leader] > 1 - 3 * NOT_THE_TOP for leader in chosen().lenient)
    assert all(share < 0.6 for leader, share in top.items() if leader not in chosen().lenient)


def test_work_is_of_items_that_fit_the_position() -> None:
    by_number = {item.number: item for item in items()}
    for member in cast():
        for entry in log()[member.key].entries:
            assert member.group in by_number[entry.item].groups


def test_tasks_are_created_before_they_are_due_and_some_are_still_open() -> None:
    tasks = [task for work in log().values() for task in work.tasks]
    assert all(task.created < task.due for task in tasks)
    assert any(not task.done and task.due > WEEKS.last for task in tasks)
    assert max(task.due for task in tasks) - WEEKS.last < timedelta(days=31)
