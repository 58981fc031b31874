"""A correction is published where it is too large to point at anybody; else it waits, system by system."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.national.building import PARTS, SYSTEMS, Rules, Task, prepare
from tenants.statistics.national.holding import corrections
from tenants.statistics.national.kept import KeptVersion
from tenants.statistics.national.sources import Source, Sources, checked
from tenants.statistics.parts_format import Part
from tests.statistics.releases.conftest import FIRST, SPOT, one_agency_less
from tests.statistics.releases.invented import Invented, invented

CODES = ("01", "42", "56")
RULES = Rules(Settings(table_limit=0.1))
FRONT = {"body": "communal_front", "group": "professional", "rank": "chuyen_vien", "age": "under_45",
         "qualification": "graduate"}  # fmt: skip


def source(part: Part, province: str, number: int = 1) -> Source:
    return checked(Source(province, number, "2025-10-20", "00", part))


@pytest.fixture(scope="module")
def people() -> Invented:
    return invented(5, CODES, 6_000)


@pytest.fixture(scope="module")
def used(people: Invented) -> Mapping[str, Sources]:
    sources = {code: source(people.part(code, FIRST), code) for code in CODES}
    return dict.fromkeys(SYSTEMS, sources)


@pytest.fixture(scope="module")
def last(used: Mapping[str, Sources]) -> KeptVersion:
    """The first version, as it comes back from storage."""
    made = prepare(Task(FIRST, used, (), False, rules=RULES))
    proofs = {proof.system: proof for proof in made.proofs}
    assert {line["number"] for line in proofs[PARTS].bounds} == {1}
    numbers = {system: dict.fromkeys(CODES, 1) for system in SYSTEMS}
    return KeptVersion(1, frozenset(CODES), numbers, made.catalogue["systems"], proofs)


def newest(used: Mapping[str, Sources], part: Part, province: str = "56") -> Sources:
    return {**used["classes"], province: source(part, province, 2)}


@pytest.mark.parametrize(("number", "published"), [(1, False), (4, False), (5, True), (7, True)])
def test_classes_of_few_people_wait_and_those_of_five_are_corrected(
    people: Invented, used: Mapping[str, Sources], last: KeptVersion, number: int, published: bool
) -> None:
    part = people.part("56", FIRST, people.moved("56", FRONT, number, "HTXS"))
    found = corrections(last, used, newest(used, part), RULES.counts)
    assert found.corrected == (("56",) if published else ())
    assert found.waiting == ({} if published else {"classes": ("56",)})
    assert found.sources["classes"]["56"].number == (2 if published else 1)
    assert found.sources["classes"]["42"].number == 1


def test_a_correction_back_and_forth_counts_people_not_sums(
    people: Invented, used: Mapping[str, Sources], last: KeptVersion
) -> None:
    """Three promoted in one body and three in another: in the rows of either only three were corrected."""
    elsewhere = {**FRONT, "body": "provincial_front"}
    classes = [
        one if one != old else other
        for one, other, old in zip(
            people.moved("56", FRONT, 3, "HTXS"), people.moved("56", elsewhere, 3, "HTXS"),
            people.people.classes.tolist(), strict=True,
        )
    ]  # fmt: skip
    moved = [one != old for one, old in zip(classes, people.people.classes.tolist(), strict=True)]
    assert sum(moved) == 6
    found = corrections(last, used, newest(used, people.part("56", FIRST, classes)), RULES.counts)
    assert found.waiting == {"classes": ("56",)}


def test_one_agency_waits_alone_and_nothing_else_with_it(
    people: Invented, used: Mapping[str, Sources], last: KeptVersion
) -> None:
    part = one_agency_less(people.part("56", FIRST, people.moved("56", SPOT, 6, "HTXS")))
    found = corrections(last, used, newest(used, part), RULES.counts)
    assert found.corrected == ("56",)
    assert found.waiting == {"quota": ("56",)}
    assert found.sources["quota"]["56"].number == 1
    assert found.sources["bodies"]["56"].number == 2


def test_hours_are_corrected_only_of_rows_of_two_hundred_people(
    people: Invented, used: Mapping[str, Sources], last: KeptVersion
) -> None:
    whole = people.part("56", FIRST)
    few = next(line for line in whole.work if line.people == 4)
    many = max(whole.work, key=lambda line: line.people)
    assert many.people >= 200
    for line, waits in ((few, True), (many, False)):
        changed = replace(line, norm_minutes=line.norm_minutes - 600)
        part = replace(whole, work=tuple(changed if one is line else one for one in whole.work))
        found = corrections(last, used, newest(used, part), RULES.counts)
        assert found.corrected == (() if waits else ("56",))
        assert found.waiting == ({"work": ("56",)} if waits else {})


def test_the_same_figures_handed_in_again_change_nothing(
    people: Invented, used: Mapping[str, Sources], last: KeptVersion
) -> None:
    found = corrections(last, used, newest(used, people.part("56", FIRST)), RULES.counts)
    assert (found.corrected, found.waiting) == ((), {})
