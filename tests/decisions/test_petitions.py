"""After the decision: told, taken note of, petitioned within the days, answered once by somebody else."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from kernel.errors import Forbidden, NotFound
from tenants.decisions import deadlines, notices, petitions, queries
from tenants.decisions.errors import (
    BlockedByCondition,
    FirstDecider,
    NothingChanges,
    NotPetitionable,
    OwnSheet,
    PetitionAnswered,
    PetitionFiled,
    PetitionOpen,
    QuotaFull,
    TextMissing,
)
from tenants.decisions.models import Decision, Petition
from tenants.evaluation.errors import StepLate
from tests.decisions.conftest import NOT_MET, Office
from tests.fixtures_tenant import Province

LATE = "Nằm viện"
NEW = "21/QĐ-UBND"


async def decided(office: Office, total: str = "75", **said: Any) -> Decision:
    """A decision on a new person's sheet."""
    return await office.decide((await office.sheets([total]))[0], **said)


async def inbox(office: Office, who: str, **wanted: object) -> list[queries.PetitionView]:
    days = wanted.pop("days", 0)
    assert isinstance(days, int)
    caller = await office.caller(who)
    async with office.province.db.tenant(office.province.id) as session:
        return await queries.inbox(session, caller, now=office.now + timedelta(days=days), **wanted)  # type: ignore[arg-type] # flags


async def withdraw(office: Office, petition: Petition, who: str | UUID) -> Petition:
    caller = await office.caller(who)
    async with office.province.db.tenant(office.province.id) as session:
        return await petitions.withdraw(session, caller, petition.id, now=office.now)


async def test_the_person_takes_note_once_and_nobody_does_it_for_them(office: Office) -> None:
    decision = await decided(office)
    person = UUID(decision.basis["person_id"])
    for stranger in ("agency_head", "cadre1"):
        with pytest.raises(NotFound):
            async with office.province.db.tenant(office.province.id) as session:
                await notices.acknowledge(session, await office.caller(stranger), decision.id, now=office.now)
    for later in (0, 3):
        async with office.province.db.tenant(office.province.id) as session:
            at = await notices.acknowledge(
                session, await office.caller(person), decision.id, now=office.now + timedelta(days=later)
            )
        assert at == office.now
    assert [event.kind for event in await office.events(decision.sheet_id)] == ["decided", "notified", "acknowledged"]
    assert [one.acknowledged_at for one in await office.notifications(person)] == [office.now]


async def test_the_days_to_petition_are_working_days_and_begin_with_the_notice(office: Office) -> None:
    decision = await decided(office)
    told = (await office.notifications(UUID(decision.basis["person_id"])))[0]
    async with office.province.db.tenant(office.province.id) as session:
        expected = await deadlines.working_day_after(session, office.province.today, 5)
    assert told.petition_by == expected >= office.province.today + timedelta(days=7)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # 31/8 is swapped for Saturday 22/8, and National Day has two days
        (date(2026, 8, 21), 1, date(2026, 8, 22)),
        (date(2026, 11, 13), 5, date(2026, 11, 20)),
        (date(2026, 11, 22), 1, date(2026, 11, 23)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
    ],
)
async def test_working_days_step_over_weekends_and_holidays(
    province: Province, day: date, days: int, expected: date
) -> None:
    async with province.db.tenant(province.id) as session:
        assert await deadlines.working_day_after(session, day, days) == expected


async def test_a_package_may_count_calendar_days(office: Office) -> None:
    await office.law("settings: {petition_days_in: calendar_days, petition_days: 3}")
    told = (await office.notifications(UUID((await decided(office)).basis["person_id"])))[0]
    assert told.petition_by == office.province.today + timedelta(days=3)


async def test_a_petition_is_upheld_by_somebody_above_and_there_is_no_second(office: Office) -> None:
    decision = await decided(office)
    petition = await office.petition(decision)
    async with office.province.db.tenant(office.province.id) as session:
        assert petition.answer_by == await deadlines.working_day_after(session, office.province.today, 10)
    with pytest.raises(PetitionFiled):
        await office.petition(decision)
    with pytest.raises(PetitionOpen):
        await office.replace(decision.sheet_id, "HT")
    with pytest.raises(FirstDecider):
        await office.answer(petition, "upheld", "agency_head")
    answered = await office.answer(petition, "upheld")
    assert (answered.outcome, answered.answered_by) == ("upheld", office.province.people["province_head"])
    with pytest.raises(PetitionAnswered):
        await office.answer(petition, "upheld")
    with pytest.raises(PetitionFiled):
        await office.petition(decision)
    views = await office.history(decision.sheet_id)
    assert [(view.stands, view.petition and view.petition.outcome) for view in views] == [(True, "upheld")]
    told = await office.notifications(UUID(decision.basis["person_id"]))
    assert [(one.about, one.petition_by is None) for one in told] == [("answered", True), ("decided", False)]


async def test_a_changed_decision_names_the_petition_and_the_decision_it_replaces(office: Office) -> None:
    decision = await decided(office, decided_class="HT", reason="Thiếu hồ sơ")
    petition = await office.petition(decision)
    with pytest.raises(TextMissing):
        await office.answer(petition, "changed", decided_class="HTT")
    with pytest.raises(NothingChanges):
        await office.answer(petition, "changed", decided_class="HT", document_number=NEW)
    await office.answer(petition, "changed", decided_class="HTT", document_number=NEW)
    first, second = await office.history(decision.sheet_id)
    assert (first.stands, first.decision.decided_class) == (False, "HT")
    made = second.decision
    assert (second.stands, made.number, made.decided_class, made.document_number) == (True, 2, "HTT", NEW)
    assert (made.replaces_id, made.petition_id) == (decision.id, petition.id)
    assert made.decided_by == office.province.people["province_head"]
    with pytest.raises(NotPetitionable):
        await office.petition(made)
    with pytest.raises(NotPetitionable):
        await office.petition(decision)
    kinds = [event.kind for event in await office.events(decision.sheet_id)]
    assert kinds == ["decided", "notified", "petitioned", "replaced", "notified", "answered"]


async def test_an_answer_stays_within_conditions_and_quota(office: Office) -> None:
    await office.sheets(["75"] * 5)
    best, blocked = await office.sheets(["97", "95"])
    other = (await office.sheets(["93"]))[0]
    await office.change(blocked, conditions=[NOT_MET])
    made = {one.sheet_id: one.decision for one in await office.decide_all()}
    assert [made[one] and made[one].decided_class for one in (best, blocked, other)] == ["HTXS", "HTT", "HTT"]  # type: ignore[union-attr] # all are decided
    for sheet_id, refusal in ((blocked, BlockedByCondition), (other, QuotaFull)):
        decision = made[sheet_id]
        assert decision is not None
        petition = await office.petition(decision)
        with pytest.raises(refusal):
            await office.answer(petition, "changed", decided_class="HTXS", document_number=NEW)
        assert len(await office.history(sheet_id)) == 1
        await office.answer(petition, "upheld")


async def test_who_answers_heads_the_agency_or_stands_above_it_and_is_not_the_person(office: Office) -> None:
    sheet_id = await office.sheet("agency_deputy", "75")
    await office.delegate("division_head")
    petition = await office.petition(await office.decide(sheet_id, "division_head"))
    with pytest.raises(FirstDecider):
        await office.answer(petition, "upheld", "division_head")
    for stranger, refusal in (("agency_deputy", Forbidden), ("cadre1", Forbidden), ("commune_head", NotFound)):
        with pytest.raises(refusal):
            await office.answer(petition, "upheld", stranger)
    await office.delegate("agency_deputy")
    with pytest.raises(OwnSheet):
        await office.answer(petition, "upheld", "agency_deputy")
    await office.delegate("commune_head", "province_head", ranking=False)
    with pytest.raises(NotFound):
        await office.answer(petition, "upheld", "commune_head")
    answered = await office.answer(petition, "upheld", "agency_head")
    assert answered.answered_by == office.province.people["agency_head"]


async def test_where_the_decider_is_the_only_head_above_a_named_delegate_answers(office: Office) -> None:
    own = await office.sheet("agency_head", "75", agency_id=office.province.units["province"])
    petition = await office.petition(await office.decide(own, "province_head"))
    with pytest.raises(FirstDecider):
        await office.answer(petition, "upheld", "province_head")
    given = await office.delegate("commune_head", "province_head")
    answered = await office.answer(petition, "upheld", "commune_head")
    assert answered.answered_by == office.province.people["commune_head"]
    step = (await office.events(own, "answered"))[0]
    assert (step.delegation_id, step.appointment_id) == (given, office.province.appointments["province_head"])


async def test_a_late_petition_and_a_late_answer_need_a_reason(office: Office) -> None:
    decision = await decided(office)
    with pytest.raises(StepLate):
        await office.petition(decision, days=30)
    petition = await office.petition(decision, LATE, days=30)
    assert petition.late_reason == LATE
    with pytest.raises(StepLate):
        await office.answer(petition, "upheld", days=60)
    answered = await office.answer(petition, "upheld", days=60, late_reason="Chờ kết luận thanh tra")
    assert answered.answer_late_reason == "Chờ kết luận thanh tra"
    steps = await office.events(decision.sheet_id, "petitioned", "answered")
    assert [(step.late, step.reason) for step in steps] == [(True, LATE), (True, "Chờ kết luận thanh tra")]


async def test_a_petition_is_taken_back_by_the_person_alone(office: Office) -> None:
    decision = await decided(office)
    petition = await office.petition(decision)
    for stranger in ("agency_head", "province_head", "cadre1"):
        with pytest.raises(NotFound):
            await withdraw(office, petition, stranger)
    person = UUID(decision.basis["person_id"])
    assert (await withdraw(office, petition, person)).outcome == "withdrawn"
    with pytest.raises(PetitionAnswered):
        await withdraw(office, petition, person)
    with pytest.raises(PetitionFiled):
        await office.petition(decision)
    assert (await office.replace(decision.sheet_id, "HT")).number == 2


async def test_a_decision_replaced_ex_officio_can_be_petitioned_again(office: Office) -> None:
    decision = await decided(office)
    await office.answer(await office.petition(decision), "upheld")
    second = await office.replace(decision.sheet_id, "HT", "Kết luận thanh tra")
    petition = await office.petition(second)
    assert petition.decision_id == second.id


async def test_one_petitions_against_ones_own_decision_alone(office: Office) -> None:
    decision = await decided(office)
    for stranger in ("cadre1", "agency_head"):
        with pytest.raises(NotFound):
            async with office.province.db.tenant(office.province.id) as session:
                await petitions.file(
                    session, await office.caller(stranger), decision.id, "Không đồng ý", now=office.now
                )
    person = UUID(decision.basis["person_id"])
    for written in ("", "  ", "x" * 4001):
        with pytest.raises(TextMissing):
            async with office.province.db.tenant(office.province.id) as session:
                await petitions.file(session, await office.caller(person), decision.id, written, now=office.now)
    with pytest.raises(NotFound):
        async with office.province.db.tenant(office.province.id) as session:
            await petitions.file(session, await office.caller(person), uuid4(), "Không đồng ý", now=office.now)


async def test_the_inbox_shows_what_waits_who_may_answer_and_what_is_overdue(office: Office) -> None:
    first, second = await decided(office), await decided(office)
    petition = await office.petition(first)
    await office.petition(second)
    above = await inbox(office, "province_head")
    assert next((one.petition.id, one.may_answer, one.overdue) for one in above) == (petition.id, True, False)
    assert [one.may_answer for one in await inbox(office, "agency_head")] == [False, False]
    assert await inbox(office, "commune_head") == []
    with pytest.raises(Forbidden):
        await inbox(office, "cadre1")
    assert await inbox(office, "province_head", overdue=True) == []
    assert len(await inbox(office, "province_head", overdue=True, days=40)) == 2
    await office.answer(petition, "upheld")
    assert [one.petition.decision_id for one in await inbox(office, "province_head")] == [second.id]
    assert [one.petition.id for one in await inbox(office, "province_head", answered=True)] == [petition.id]


async def test_an_overdue_answer_is_noted_once_on_the_sheet(office: Office) -> None:
    decision = await decided(office)
    petition = await office.petition(decision)
    counts = []
    for days in (1, 40, 41):
        async with office.province.db.tenant(office.province.id) as session:
            counts.append(await petitions.escalate(session, office.now + timedelta(days=days)))
    assert counts == [0, 1, 0]
    noted = await office.events(decision.sheet_id, "escalated")
    assert [(event.late, event.data["petition_id"]) for event in noted] == [(True, str(petition.id))]
