"""Publishing packages: checked as a whole, dated, never changed; broken ones say where and what."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kernel.errors import Forbidden
from tenants.norms import actions, queries
from tenants.norms.errors import (
    BrokenPackage,
    FailingExample,
    MissingOutputFormula,
    PackageExists,
    PublishedTooEarly,
    UnknownFact,
)
from tenants.norms.language import shipped_text
from tenants.norms.models import NormPackage
from tests.fixtures_tenant import Province

KHANH_HOA = shipped_text("khanh-hoa")
SECOND = KHANH_HOA.replace("version: 1.0.0", "version: 1.1.0")


async def _publish(province: Province, document: str, days: int = 1, by: str = "admin") -> NormPackage:
    async with province.db.tenant(province.id) as session:
        return await actions.publish(
            session,
            province.caller(by),
            document,
            valid_from=province.today + timedelta(days=days),
            today=province.today,
        )


async def test_a_new_package_takes_effect_on_its_day_and_the_old_one_ends_there(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        first = await actions.publish_shipped(session, "khanh-hoa", valid_from=province.opened)
    second = await _publish(province, SECOND, days=5)
    switch = province.today + timedelta(days=5)
    async with province.db.tenant(province.id) as session:
        before = await queries.in_force(session, switch - timedelta(days=1))
        after = await queries.in_force(session, switch)
        none = await queries.in_force(session, province.opened - timedelta(days=1))
    assert before is not None
    assert after is not None
    assert (before.id, before.valid_to, after.id, none) == (first.id, switch, second.id, None)


async def test_a_malformed_formula_is_refused_with_line_column_and_sentence(province: Province) -> None:
    broken = SECOND.replace("earned + bonus - penalty", "earned + bonuss - penalty")
    with pytest.raises(BrokenPackage) as refused:
        await _publish(province, broken)
    problem = refused.value.data["problems"][0]  # type: ignore[index]  # a list of problems
    line = broken[: broken.index("bonuss")].count("\n") + 1
    assert (problem["line"], problem["code"]) == (line, "name")
    assert "bonus" in problem["vi"]
    assert "bonus" in problem["en"]
    async with province.db.tenant(province.id) as session:
        assert (await session.scalars(select(NormPackage))).all() == []


async def test_a_failing_worked_example_stops_the_publication(province: Province) -> None:
    with pytest.raises(FailingExample) as refused:
        await _publish(province, SECOND.replace("hard: 1.5", "hard: 1.6"))
    assert refused.value.data["example"] == "one-task"


async def test_a_version_once_published_cannot_be_published_again(province: Province) -> None:
    await _publish(province, SECOND)
    with pytest.raises(PackageExists):
        await _publish(province, SECOND, days=9)


async def test_no_package_takes_effect_today_or_before_the_one_in_force(province: Province) -> None:
    with pytest.raises(PublishedTooEarly):
        await _publish(province, SECOND, days=0)
    await _publish(province, SECOND, days=10)
    with pytest.raises(PublishedTooEarly):
        await _publish(province, SECOND.replace("1.1.0", "1.2.0"), days=9)


async def test_only_the_tenants_administrator_publishes(province: Province) -> None:
    for who in ("cadre1", "division_head", "province_head"):
        with pytest.raises(Forbidden):
            await _publish(province, SECOND, by=who)


async def test_a_package_that_asks_what_the_log_does_not_know_is_refused(province: Province) -> None:
    unknown = SECOND.replace(
        "      quantity:   {max", "      mood: {max: 5, vi: Tâm trạng, en: Mood}\n      quantity:   {max"
    )
    unknown = unknown[: unknown.index("examples:")]
    with pytest.raises(UnknownFact) as refused:
        await _publish(province, unknown)
    assert refused.value.data["name"] == "mood"


async def test_a_package_without_points_is_refused(province: Province) -> None:
    lines = SECOND[: SECOND.index("examples:")].replace(", points]", "]").splitlines()
    with pytest.raises(MissingOutputFormula):
        await _publish(province, "\n".join(line for line in lines if not line.strip().startswith("points:")))
