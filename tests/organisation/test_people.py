"""The list of people: added, corrected, found, within the reach of who asks."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from kernel.errors import Forbidden, NotFound
from policies.authority import Caller
from tenants.organisation import directory, people
from tenants.organisation.directory import PeopleWanted
from tenants.organisation.errors import BadPin, MissingText, PinDisagrees, PinTaken
from tenants.organisation.people import PersonFacts
from tests.fixtures_tenant import PEOPLE, Province

FACTS = PersonFacts("056094100099", "  Đặng   Thị Ngân ", None, date(1994, 10, 1))
BRANCH_OF_AGENCY = ["cadre1", "agency_deputy", "cadre2", "cadre3", "division_head", "division_deputy", "agency_head"]


async def listed(province: Province, caller: Caller, wanted: PeopleWanted | None = None) -> list[str]:
    names = {person_id: name for name, person_id in province.people.items()}
    async with province.db.tenant(province.id) as session:
        found = await directory.people(session, caller, wanted or PeopleWanted(), province.today)
    return [names[row.id] for row in found]


async def test_people_stand_in_the_vietnamese_order_of_their_names(province: Province) -> None:
    assert await listed(province, province.caller("admin")) == [
        "cadre1",  # An
        "cadre2",  # Ánh
        "agency_deputy",  # Ân
        "province_head",  # Bảo
        "cadre3",  # Đạt
        "division_head",  # Đức
        "division_deputy",  # Hà
        "agency_head",  # Hạnh
        "commune_head",  # Ơn
        "commune_cadre",  # Ước
    ]


async def test_a_list_shows_no_identification_number_in_full(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        found = await directory.people(session, province.caller("admin"), PeopleWanted(), province.today)
    assert {row.masked_pin for row in found} == {f"{pin[:3]}•••••{pin[-4:]}" for _, pin, *_ in PEOPLE.values()}
    assert not [row for row in found if any(pin in repr(row) for _, pin, *_ in PEOPLE.values())]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ngọc ánh", ["cadre2"]),
        ("anh ngoc", ["cadre2"]),
        ("NGUYEN", ["cadre2", "agency_head"]),
        ("đạt bùi", ["cadre3"]),
        ("056192100007", ["cadre2"]),
        ("05619210000", []),
        ("nobody", []),
        ("%", ["all"]),
    ],
)
async def test_people_are_found_with_and_without_diacritics(province: Province, words: str, found: list[str]) -> None:
    everybody = await listed(province, province.caller("admin"))
    expected = everybody if found == ["all"] else found
    hits = await listed(province, province.caller("admin"), PeopleWanted(words))
    assert hits == expected


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("cadre1", ["cadre1"]),
        ("commune_head", ["commune_head", "commune_cadre"]),
        ("division_head", ["cadre1", "cadre2", "division_head"]),
        ("division_deputy", ["cadre3", "division_deputy"]),
    ],
)
async def test_one_sees_oneself_and_ones_branch(province: Province, who: str, seen: list[str]) -> None:
    assert await listed(province, province.caller(who)) == seen


async def test_the_head_of_an_agency_sees_its_divisions(province: Province) -> None:
    assert sorted(await listed(province, province.caller("agency_head"))) == sorted(BRANCH_OF_AGENCY)


async def test_a_list_can_be_of_one_unit_or_of_its_branch(province: Province) -> None:
    head, unit_id = province.caller("province_head"), province.units["department"]
    alone = await listed(province, head, PeopleWanted(unit_id=unit_id, branch=False))
    branch = await listed(province, head, PeopleWanted(unit_id=unit_id))
    assert sorted(alone) == ["agency_deputy", "agency_head"]
    assert sorted(branch) == sorted(BRANCH_OF_AGENCY)
    assert await listed(province, province.caller("commune_head"), PeopleWanted(unit_id=unit_id)) == []
    assert await listed(province, head, PeopleWanted(unit_id=uuid4())) == []


async def test_pages_follow_each_other_without_gap_or_repetition(province: Province) -> None:
    seen: list[str] = []
    after = None
    async with province.db.tenant(province.id) as session:
        while True:
            page = await directory.people(
                session, province.caller("admin"), PeopleWanted(), province.today, limit=3, after=after
            )
            if not page:
                break
            seen += [row.full_name for row in page]
            after = page[-1].cursor
    assert len(seen) == len(set(seen)) == len(PEOPLE)


async def test_only_oneself_and_administrators_see_number_and_birth_date(province: Province) -> None:
    person_id = province.people["cadre1"]
    async with province.db.tenant(province.id) as session:
        seen = {
            who: await directory.person(session, province.caller(who), person_id, province.today)
            for who in ("cadre1", "division_head", "admin")
        }
    assert {who: detail.pin for who, detail in seen.items()} == {
        "cadre1": "056090100006",
        "division_head": None,
        "admin": "056090100006",
    }
    assert seen["division_head"].birth_date is None
    assert {detail.masked_pin for detail in seen.values()} == {"056•••••0006"}


@pytest.mark.parametrize("who", ["cadre2", "commune_head", "division_deputy"])
async def test_a_person_out_of_reach_does_not_exist(province: Province, who: str) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(NotFound):
            await directory.person(session, province.caller(who), province.people["cadre1"], province.today)
        with pytest.raises(NotFound):
            await directory.posts(session, province.caller(who), province.people["cadre1"], province.today)


async def test_who_has_left_stays_within_reach_of_their_last_unit(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await session.execute(
            text("UPDATE appointment SET valid_to = :day WHERE id = :id"),
            {"day": province.today - timedelta(days=30), "id": province.appointments["cadre1"]},
        )
        found = await directory.person(
            session, province.caller("division_head"), province.people["cadre1"], province.today
        )
        assert found.full_name == "Võ Minh An"
        with pytest.raises(NotFound):
            await directory.person(session, province.caller("commune_head"), province.people["cadre1"], province.today)


async def test_a_person_is_added_with_keys_to_sort_and_search(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        person_id = await people.add_person(session, province.caller("admin"), FACTS)
        found = await directory.person(session, province.caller("admin"), person_id, province.today)
        hits = await directory.people(session, province.caller("admin"), PeopleWanted("dang ngan"), province.today)
    assert found.full_name == "Đặng Thị Ngân"
    assert [row.id for row in hits] == [person_id]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (replace(FACTS, pin="123"), BadPin),
        (replace(FACTS, pin="056090100006", birth_date=None), PinTaken),
        (replace(FACTS, gender="female"), PinDisagrees),
        (replace(FACTS, birth_date=date(1993, 1, 1)), PinDisagrees),
        (replace(FACTS, full_name="  "), MissingText),
    ],
)
async def test_a_person_that_cannot_be_is_refused(
    province: Province, facts: PersonFacts, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        async with province.db.tenant(province.id) as session:
            await people.add_person(session, province.caller("admin"), facts)
    assert len(await listed(province, province.caller("admin"))) == len(PEOPLE)


async def test_the_same_number_may_stand_in_two_provinces(province: Province, other_province: Province) -> None:
    for one in (province, other_province):
        async with one.db.tenant(one.id) as session:
            await people.add_person(session, one.caller("admin"), FACTS)


async def test_a_correction_names_the_changed_facts_on_the_trail(province: Province) -> None:
    person_id = province.people["cadre1"]
    async with province.db.tenant(province.id) as session:
        await people.edit_person(
            session,
            province.caller("admin"),
            person_id,
            PersonFacts("056090100006", "Võ Minh Ân", "male", date(1990, 2, 15)),
        )
    async with province.db.tenant(province.id) as session:
        data = await session.scalar(text("SELECT data FROM audit_event WHERE action = 'edited'"))
        found = await directory.person(session, province.caller("admin"), person_id, province.today)
        with pytest.raises(PinTaken):
            await people.edit_person(
                session, province.caller("admin"), person_id, PersonFacts("056192100007", "Võ Minh Ân")
            )
    assert data == {"fields": ["birth_date", "full_name", "sort_key"]}, "facts are named, values are not repeated"
    assert (found.full_name, found.birth_date) == ("Võ Minh Ân", date(1990, 2, 15))


@pytest.mark.parametrize("who", ["province_head", "agency_head", "cadre1"])
async def test_only_administrators_add_people(province: Province, who: str) -> None:
    with pytest.raises(Forbidden):
        async with province.db.tenant(province.id) as session:
            await people.add_person(session, province.caller(who), FACTS)
    assert len(await listed(province, province.caller("admin"))) == len(PEOPLE)


async def test_a_person_of_another_province_cannot_be_edited(province: Province, other_province: Province) -> None:
    with pytest.raises(NotFound):
        async with province.db.tenant(province.id) as session:
            await people.edit_person(session, province.caller("admin"), other_province.people["cadre1"], FACTS)


async def test_staff_of_a_unit_come_with_its_leaders_first(province: Province) -> None:
    names = {post_id: name for name, post_id in province.appointments.items()}
    async with province.db.tenant(province.id) as session:
        found = await directory.staff(
            session, province.caller("agency_head"), province.units["budget_division"], province.today
        )
        hidden = await directory.staff(
            session, province.caller("commune_head"), province.units["budget_division"], province.today
        )
    assert [names[post.id] for post in found] == ["division_head", "cadre1", "cadre2"]
    assert hidden == []


async def test_names_and_posts_of_many_come_in_one_answer(province: Province) -> None:
    wanted = [province.people["cadre1"], province.people["commune_head"], uuid4()]
    async with province.db.tenant(province.id) as session:
        names = await directory.names_of(session, wanted)
        posts = await directory.posts_held(session, wanted, province.today)
        by_id = await directory.posts_by_id(session, [province.appointments["cadre1"]])
    assert names == {wanted[0]: "Võ Minh An", wanted[1]: "Huỳnh Văn Ơn"}
    assert [[post.role for post in posts[person_id]] for person_id in wanted] == [["cadre"], ["agency_head"], []]
    assert by_id[province.appointments["cadre1"]].person_id == wanted[0]
