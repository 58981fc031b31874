"""A package's life: drafted, checked live, published by another person, superseded, and never changed on the way."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from tenants.accounts.models import Account
from tenants.audit.models import AuditEvent
from tenants.norms import actions, drafts, queries
from tenants.norms.errors import (
    BrokenPackage,
    FailingExample,
    MissingOutputFormula,
    OneTextOrBase,
    PackageChanged,
    PackageExists,
    PackageProposed,
    PublishedTooEarly,
    SecondPerson,
    UnknownFact,
    UnknownShipped,
    WrongPackageState,
)
from tenants.norms.examination import NormText
from tenants.norms.language import shipped_text
from tenants.norms.models import NormPackage
from tests.fixtures_tenant import PEOPLE
from tests.norms.office import BARE, KHANH_HOA, Office, days, numbered

SECOND = numbered("1.1.0", document=KHANH_HOA)


async def _rows(office: Office) -> list[NormPackage]:
    async with office.province.db.tenant(office.province.id) as session:
        return list(await session.scalars(select(NormPackage).order_by(NormPackage.created_at)))


async def test_a_new_package_takes_effect_on_its_day_and_the_old_one_ends_there(office: Office) -> None:
    province = office.province
    async with province.db.tenant(province.id) as session:
        first = await actions.publish_shipped(session, "khanh-hoa", valid_from=province.opened)
    switch = province.today + days(5)
    second = await office.publish(await office.draft(SECOND), switch)
    async with province.db.tenant(province.id) as session:
        before = await queries.in_force(session, switch - days(1))
        after = await queries.in_force(session, switch)
        none = await queries.in_force(session, province.opened - days(1))
    assert before is not None
    assert after is not None
    assert (before.id, before.valid_to, before.status) == (first.id, switch, "superseded")
    assert (after.id, after.status, after.published_by, none) == (second.id, "published", office.second_account, None)


async def test_a_broken_draft_is_kept_with_every_mistake_and_neither_piloted_nor_published(office: Office) -> None:
    broken = SECOND.replace("earned + bonus - penalty", "earned + bonuss - penalty")
    broken = broken.replace("count(over)", "count(overr)")
    row = await office.draft(broken)
    assert (row.status, row.name, row.version, row.document) == ("draft", "khanh-hoa", "1.1.0", broken)
    found = await drafts.check(office.admin, NormText(document=broken))
    assert [problem.code for problem in found.findings] == ["name", "name"]
    first = found.findings[0]
    assert first.line == broken[: broken.index("bonuss")].count("\n") + 1
    assert "bonus" in first.vi
    for refused in (office.publish(row, office.today + days(1)), office.pilot(row, ["commune"], *_next_week(office))):
        with pytest.raises(BrokenPackage) as refusal:
            await refused
        assert len(refusal.value.data["problems"]) == 2  # type: ignore[arg-type]  # a list of problems
    assert [one.status for one in await _rows(office)] == ["draft"]


async def test_what_is_no_document_at_all_is_kept_too(office: Office) -> None:
    for document in ("hệ số: [", "a: 1\na: 2", "just words"):
        row = await office.draft(document)
        assert (row.name, row.version, row.title) == ("", "", "")


async def test_a_live_check_lists_failing_examples_unknown_facts_and_missing_outputs_together(office: Office) -> None:
    document = SECOND.replace("hard: 1.5", "hard: 1.6").replace(
        "      general:", "      mood: {max: 5, vi: Tâm trạng, en: Mood}\n      general:"
    )
    document = "\n".join(line for line in document.splitlines() if not line.strip().startswith("points:"))
    document = document.replace(", points: 453.6", "").replace(", points]", "]")
    for example in ("a-month", "running-month", "no-days"):
        document = "\n".join(line for line in document.splitlines() if not line.strip().startswith(f"{example}:"))
    found = await drafts.check(office.admin, NormText(document=document))
    subjects = {(problem.code, problem.subject) for problem in found.findings}
    assert subjects == {("example", "one-task"), ("example", "late-task"), ("example", "rejected"),
                        ("fact", "mood"), ("output", "points")}  # fmt: skip
    fact = next(problem for problem in found.findings if problem.code == "fact")
    assert fact.line == document[: document.index("mood:")].count("\n") + 1


async def test_a_failing_worked_example_stops_the_publication(office: Office) -> None:
    row = await office.draft(SECOND.replace("hard: 1.5", "hard: 1.6"))
    with pytest.raises(FailingExample) as refused:
        await office.publish(row, office.today + days(1))
    assert refused.value.data["example"] == "one-task"
    assert [one.status for one in await _rows(office)] == ["draft"]


async def test_nobody_publishes_what_they_wrote_any_part_of(office: Office) -> None:
    province = office.province
    row = await office.draft(SECOND)
    with pytest.raises(SecondPerson):
        await office.publish(row, office.today + days(1), by=office.admin)
    async with province.db.tenant(province.id) as session:
        row = await drafts.edit(session, office.second, row.id, NormText(document=numbered("1.2.0")), now=office.now)
    for writer in (office.admin, office.second):
        with pytest.raises(SecondPerson):
            await office.publish(row, office.today + days(1), by=writer)


async def test_two_accounts_of_one_person_are_one_person(office: Office) -> None:
    province = office.province
    person = province.people["cadre1"]
    accounts = [uuid7(), uuid7()]
    async with province.db.tenant(province.id) as session:
        session.add_all(
            Account(tenant_id=province.id, id=one, login=str(one), person_id=person, office_role="tenant_admin")
            for one in accounts
        )
    callers = [replace(office.admin, account_id=one, person_id=person) for one in accounts]
    row = await office.draft(SECOND, by=callers[0])
    with pytest.raises(SecondPerson):
        await office.publish(row, office.today + days(1), by=callers[1])
    assert (await office.publish(row, office.today + days(1))).status == "published"


async def test_what_is_published_is_what_was_read(office: Office) -> None:
    province = office.province
    read = await office.draft(SECOND)
    async with province.db.tenant(province.id) as session:
        await drafts.edit(session, office.admin, read.id, NormText(document=numbered("1.2.0")), now=office.now)
    with pytest.raises(PackageChanged):
        await office.publish(read, office.today + days(1))


async def test_a_version_once_published_cannot_be_published_again(office: Office) -> None:
    await office.publish(await office.draft(SECOND), office.today + days(1))
    again = await office.draft(SECOND)
    with pytest.raises(PackageExists):
        await office.publish(again, office.today + days(9))


async def test_no_package_takes_effect_today_or_before_the_one_in_force(office: Office) -> None:
    row = await office.draft(SECOND)
    with pytest.raises(PublishedTooEarly):
        await office.publish(row, office.today)
    await office.publish(row, office.today + days(10))
    later = await office.draft(numbered("1.2.0"))
    for day in (9, 10):
        with pytest.raises(PublishedTooEarly):
            await office.publish(later, office.today + days(day))


async def test_a_package_that_asks_what_the_log_does_not_know_is_refused(office: Office) -> None:
    unknown = BARE.replace(
        "      quantity:   {max", "      mood: {max: 5, vi: Tâm trạng, en: Mood}\n      quantity:   {max"
    )
    with pytest.raises(UnknownFact) as refused:
        await office.publish(await office.draft(unknown), office.today + days(1))
    assert refused.value.data["name"] == "mood"


async def test_a_package_without_points_is_refused(office: Office) -> None:
    lines = [line for line in BARE.replace(", points]", "]").splitlines() if not line.strip().startswith("points:")]
    with pytest.raises(MissingOutputFormula):
        await office.publish(await office.draft("\n".join(lines)), office.today + days(1))


async def test_a_province_inherits_a_national_package_and_overrides_parts_of_it(office: Office) -> None:
    province = office.province
    override = "version: 1.0.0-kh\nvi: Khánh Hòa sửa\ntables:\n  complexity: {rows: {hard: 1.6}}\n"
    text_ = NormText(base="khanh-hoa", override=override)
    async with province.db.tenant(province.id) as session:
        row = await drafts.create(session, office.admin, text_, now=office.now)
    assert (row.base_name, row.base_version, row.document) == ("khanh-hoa", "1.0.0", shipped_text("khanh-hoa"))
    assert (row.name, row.version, row.title) == ("khanh-hoa", "1.0.0-kh", "Khánh Hòa sửa")
    published = await office.publish(row, office.today + days(1))
    package = queries.package_of(published)
    assert package.tables["complexity"].rows[("hard",)] == Decimal("1.6")
    assert package.digest == published.document_hash.hex()


async def test_a_text_is_a_document_or_a_national_package(office: Office) -> None:
    wrong = (
        NormText(),
        NormText(document=BARE, base="khanh-hoa"),
        NormText(document=BARE, override="version: 2"),
    )
    for one in wrong:
        with pytest.raises(OneTextOrBase):
            await drafts.check(office.admin, one)
    with pytest.raises(UnknownShipped):
        await drafts.check(office.admin, NormText(base="../../etc/passwd"))


async def test_a_mistake_of_an_override_is_told_in_the_override(office: Office) -> None:
    found = await drafts.check(office.admin, NormText(base="khanh-hoa", override="tables:\n  complexitie: {rows: {}}"))
    assert [(one.source, one.line) for one in found.findings] == [("override", 2)]


async def test_a_new_draft_starts_from_a_published_package(office: Office) -> None:
    province = office.province
    published = await office.publish(await office.draft(SECOND), office.today + days(1))
    async with province.db.tenant(province.id) as session:
        row = await drafts.copy(session, office.second, published.id, now=office.now)
    assert (row.status, row.document, row.authors) == ("draft", SECOND, [office.second_account])


async def test_a_draft_is_thrown_away_and_a_published_package_never(office: Office) -> None:
    province = office.province
    row = await office.draft("unfinished: yes")
    async with province.db.tenant(province.id) as session:
        await drafts.discard(session, office.second, row.id)
    assert await _rows(office) == []
    published = await office.publish(await office.draft(SECOND), office.today + days(1))
    for act in (_discarding, _editing):
        with pytest.raises(WrongPackageState):
            await act(office, published)


async def test_a_draft_waits_as_it_is_while_a_proposal_by_it_waits(office: Office) -> None:
    row = await office.draft(SECOND)
    await office.propose(row, ["commune"], *_next_week(office))
    for act in (_discarding, _editing):
        with pytest.raises(PackageProposed):
            await act(office, row)


async def _discarding(office: Office, row: NormPackage) -> None:
    async with office.province.db.tenant(office.province.id) as session:
        await drafts.discard(session, office.admin, row.id)


async def _editing(office: Office, row: NormPackage) -> None:
    async with office.province.db.tenant(office.province.id) as session:
        await drafts.edit(session, office.admin, row.id, NormText(document=BARE), now=office.now)


def _next_week(office: Office) -> tuple[date, date]:
    return office.today + timedelta(days=1), office.today + timedelta(days=8)


Act = Callable[[Office, NormPackage, str], Awaitable[object]]


async def _draft(office: Office, row: NormPackage, who: str) -> object:
    return await office.draft(BARE, by=office.province.caller(who))


async def _publish(office: Office, row: NormPackage, who: str) -> object:
    return await office.publish(row, office.today + days(1), by=office.province.caller(who))


async def _check(office: Office, row: NormPackage, who: str) -> object:
    return await drafts.check(office.province.caller(who), NormText(document=BARE))


@pytest.mark.parametrize("who", list(PEOPLE))
@pytest.mark.parametrize("act", [_draft, _publish, _check])
async def test_only_administrators_draft_and_publish(office: Office, act: Act, who: str) -> None:
    row = await office.draft(SECOND)
    with pytest.raises(Forbidden):
        await act(office, row, who)
    assert [one.status for one in await _rows(office)] == ["draft"]


async def test_drafts_are_seen_by_those_who_decide_and_packages_by_everybody(office: Office) -> None:
    province = office.province
    draft, other = await office.draft(SECOND), await office.draft(numbered("2.0.0"))
    published = await office.publish(other, office.today + days(1))
    async with province.db.tenant(province.id) as session:
        for who, seen in (("cadre1", {published.id}), ("admin", {draft.id, published.id})):
            caller = province.caller(who)
            assert {row.id for row in await queries.packages(session, caller)} == seen
        with pytest.raises(NotFound):
            await queries.package_for(session, province.caller("cadre1"), draft.id)


async def test_every_step_is_on_the_trail(office: Office) -> None:
    province = office.province
    await office.publish(await office.draft(SECOND), office.today + days(1))
    async with province.db.tenant(province.id) as session:
        events = await session.execute(
            select(AuditEvent.action, AuditEvent.account_id)
            .where(AuditEvent.subject == "norm_package")
            .order_by(AuditEvent.id)
        )
    assert [tuple(event) for event in events] == [
        ("drafted", office.admin.account_id),
        ("published", office.second_account),
    ]
