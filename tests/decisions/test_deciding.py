"""Deciding: who may, on what, within which limits, and what is kept of it."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from kernel.errors import Forbidden, NotFound, Refusal
from tenants.audit.models import AuditEvent
from tenants.decisions import queries, rules
from tenants.decisions.deciding import Choice
from tenants.decisions.errors import (
    AbovePoints,
    AlreadyDecided,
    BlockedByCondition,
    NoClass,
    NotCompetent,
    NotDecided,
    NothingChanges,
    NotRanked,
    OpinionMissing,
    OwnSheet,
    PeriodNotClosed,
    QuotaFull,
    QuotaShrunk,
    ReasonNeeded,
    SheetNotFrozen,
    TextMissing,
)
from tenants.decisions.models import Decision, QuotaProposal
from tenants.evaluation.errors import StepLate
from tenants.evaluation.models import Sheet
from tests.decisions.conftest import DOCUMENT, NOT_MET, Office
from tests.fixtures_tenant import Province


async def refused(kind: type[Refusal], office: Office, sheet_id: UUID, by: str = "agency_head", **said: object) -> None:
    """Deciding is refused for that reason, and nothing is left of it."""
    with pytest.raises(kind):
        await office.decide(sheet_id, by, **said)
    assert await office.history(sheet_id) == []
    assert await office.events(sheet_id) == []


async def test_a_whole_agency_is_decided_as_proposed(office: Office) -> None:
    good = await office.sheets(["75"] * 10)
    best = await office.sheets(["97", "95", "93"])
    low = await office.sheets(["55", "40"])
    outcomes = await office.decide_all()
    assert {outcome.sheet_id: outcome.decision and outcome.decision.decided_class for outcome in outcomes} == {
        **dict.fromkeys(good, "HTT"),
        **dict(zip(best, ["HTXS", "HTXS", "HTT"], strict=True)),
        **dict(zip(low, ["HT", "KHT"], strict=True)),
    }
    beyond = (await office.history(best[2]))[0].decision
    assert (beyond.class_by_points, beyond.proposed_class, beyond.decided_class) == ("HTXS", "HTT", "HTT")
    assert (beyond.exception, beyond.number, beyond.document_number) == (False, 1, DOCUMENT)
    assert beyond.basis["quota"]["side"] == "beyond"
    assert (beyond.basis["quota"]["group_quota"], beyond.basis["quota"]["agency_pool"]) == (2, 10)
    assert await office.decide_all() == []


async def test_a_decision_leaves_its_steps_its_notice_and_its_trail(office: Office) -> None:
    person = (await office.people(1))[0]
    sheet_id = await office.sheet(person, "75")
    decision = await office.decide(sheet_id)
    kinds = [(event.kind, event.person_id, event.late) for event in await office.events(sheet_id)]
    head = office.province.people["agency_head"]
    assert kinds == [("decided", head, False), ("notified", head, False)]
    told = await office.notifications(person)
    assert [(one.about, one.decision_id, one.acknowledged_at) for one in told] == [("decided", decision.id, None)]
    async with office.province.db.tenant(office.province.id) as session:
        sheet = await session.get(Sheet, (office.province.id, sheet_id))
        trail = await session.scalars(
            select(AuditEvent).where(AuditEvent.tenant_id == office.province.id, AuditEvent.subject_id == sheet_id)
        )
        assert [(row.action, row.data["class"]) for row in trail] == [("decided", "HTT")]
        kept = await session.scalars(select(QuotaProposal).where(QuotaProposal.tenant_id == office.province.id))
        assert sorted((row.group_key, row.number, row.pool, row.quota) for row in kept) == [
            ("", 1, 1, 0), ("professional", 1, 1, 0),
        ]  # fmt: skip
    assert sheet is not None
    assert (sheet.status, sheet.class_by_points, sheet.total) == ("decided", "HTT", Decimal(75))


async def test_a_proposal_that_changed_is_kept_as_the_next_number(office: Office) -> None:
    first, second, third = await office.sheets(["75", "76", "77"])
    for sheet_id in (first, second):
        await office.decide(sheet_id)
    await office.change(third, conditions=[{**NOT_MET, "highest": "HT"}])
    await office.decide(third)
    async with office.province.db.tenant(office.province.id) as session:
        rows = await session.scalars(select(QuotaProposal).where(QuotaProposal.tenant_id == office.province.id))
        kept = sorted((row.group_key, row.number, row.pool) for row in rows)
    assert kept == [("", 1, 3), ("", 2, 2), ("professional", 1, 3), ("professional", 2, 2)]


async def test_a_class_other_than_proposed_needs_a_reason_and_is_an_exception(office: Office) -> None:
    sheet_id = (await office.sheets(["75"]))[0]
    await refused(ReasonNeeded, office, sheet_id, decided_class="HT")
    await refused(TextMissing, office, sheet_id, decided_class="HT", reason="x" * 4001)
    await refused(TextMissing, office, sheet_id, document_number="  ")
    decision = await office.decide(sheet_id, decided_class="HT", reason="Có đơn thư đúng một phần")
    assert (decision.proposed_class, decision.decided_class, decision.exception) == ("HTT", "HT", True)


async def test_the_superiors_lower_word_and_an_open_condition_lower_what_is_proposed(office: Office) -> None:
    await office.sheets(["75"] * 10)
    said_less = (await office.sheets(["97"], superior_class="HTT"))[0]
    waits = (await office.sheets(["95"], proposed_class="HTT"))[0]
    found = {one.sheet_id: one.decision for one in await office.decide_all()}
    assert [decision and decision.decided_class for decision in (found[said_less], found[waits])] == ["HTT", "HTT"]
    scope = await office.scope()
    assert [scope.lines[sheet_id].side for sheet_id in (said_less, waits)] == ["within", "within"]
    raised = await office.replace(waits, "HTXS", "Đã xác nhận vượt yêu cầu 35 %")
    assert (raised.decided_class, raised.exception, raised.number) == ("HTXS", True, 2)


async def test_nobody_decides_on_their_own_sheet(office: Office) -> None:
    own = await office.sheet("agency_head", "95", agency_id=office.province.units["province"])
    with pytest.raises(OwnSheet):
        await office.decide(own, "agency_head")
    deputys = await office.sheet("agency_deputy", "80")
    await office.delegate("agency_deputy")
    await refused(OwnSheet, office, deputys, "agency_deputy")
    outcomes = await office.decide_all("agency_deputy")
    assert [type(outcome.refusal) for outcome in outcomes] == [OwnSheet]
    assert (await office.decide(deputys)).decided_class == "HTT"
    assert (await office.decide(own, "province_head")).decided_class == "HTT", "of one person no share is a seat"


async def test_a_delegate_does_not_decide_on_whom_the_authority_is_from(office: Office) -> None:
    heads = await office.sheet("agency_head", "80")
    await office.delegate("agency_deputy")
    await refused(OwnSheet, office, heads, "agency_deputy")


@pytest.mark.parametrize("who", ["division_head", "division_deputy", "agency_deputy", "cadre1", "admin"])
async def test_who_does_not_rank_is_forbidden_to(office: Office, who: str) -> None:
    sheet_id = await office.sheet("cadre2", "80")
    await refused(Forbidden, office, sheet_id, who)


async def test_only_the_head_of_that_agency_is_competent(office: Office) -> None:
    sheet_id = await office.sheet("cadre1", "80")
    await refused(NotCompetent, office, sheet_id, "province_head")
    await refused(NotFound, office, sheet_id, "commune_head")
    with pytest.raises(NotCompetent):
        await office.decide_all("province_head")
    with pytest.raises(NotFound):
        await office.decide_all("commune_head")


async def test_authority_by_delegation_is_express_and_that_of_the_moment(office: Office) -> None:
    first, second, third = [await office.sheet(name, "80") for name in ("cadre1", "cadre2", "cadre3")]
    await refused(Forbidden, office, first, "division_head")
    plain = await office.delegate("division_head", ranking=False)
    await refused(Forbidden, office, first, "division_head")
    given = await office.delegate("division_head")
    decision = await office.decide(first, "division_head")
    post = office.province.appointments["agency_head"]
    assert (decision.decided_by, decision.appointment_id, decision.delegation_id) == (
        office.province.people["division_head"], post, given,
    )  # fmt: skip
    await office.revoke(given)
    await refused(Forbidden, office, second, "division_head")
    await office.revoke(plain)
    async with office.province.db.tenant(office.province.id) as session:
        await session.execute(
            text("UPDATE appointment SET valid_to = :day WHERE tenant_id = :tenant AND id = :id"),
            {"day": office.province.today, "tenant": office.province.id, "id": post},
        )
    await refused(Forbidden, office, third)


async def test_a_condition_that_is_not_met_holds_back_every_higher_class(office: Office) -> None:
    await office.sheets(["75"] * 10)
    blocked = (await office.sheets(["97"], conditions=[NOT_MET]))[0]
    failed = {**NOT_MET, "code": "decree335.service", "highest": "KHT"}
    disciplined = (await office.sheets(["97"], conditions=[failed]))[0]
    reason = "Thành tích đặc biệt"
    await refused(BlockedByCondition, office, blocked, decided_class="HTXS", reason=reason)
    await refused(BlockedByCondition, office, disciplined, decided_class="HT", reason=reason)
    found = {one.sheet_id: one.decision for one in await office.decide_all()}
    assert [decision and decision.decided_class for decision in (found[blocked], found[disciplined])] == ["HTT", "KHT"]


async def test_p7_95_points_and_reprimanded_in_the_year_is_kht_and_nothing_else(office: Office) -> None:
    reprimand = {**NOT_MET, "code": "decree335.service", "highest": "KHT"}
    sheet_id = (await office.sheets(["95"], conditions=[reprimand]))[0]
    decision = await office.decide(sheet_id)
    assert (decision.class_by_points, decision.decided_class) == ("HTXS", "KHT")
    assert decision.basis["total"] == "95"


async def test_no_class_is_above_the_points_or_without_them(office: Office) -> None:
    ht, without = [(await office.sheets([total]))[0] for total in ("55", "75")]
    await refused(AbovePoints, office, ht, decided_class="HTT", reason="Cố gắng nhiều")
    await office.change(without, total=None, class_by_points=None)
    await refused(NoClass, office, without)
    await refused(NoClass, office, without, decided_class="HT", reason="Có làm việc")


async def test_who_is_not_ranked_gets_a_decision_without_a_class(office: Office) -> None:
    sheet_id = (await office.sheets([None], not_ranked="maternity", superior_class=None))[0]
    await refused(NotRanked, office, sheet_id, decided_class="HTT", reason="Vẫn làm việc")
    decision = await office.decide(sheet_id)
    assert (decision.decided_class, decision.not_ranked, decision.proposed_class) == (None, "maternity", None)
    assert (await office.scope()).proposal.pool == 0


async def test_nobody_leaves_the_pool_from_under_a_seat_that_is_given(office: Office) -> None:
    good, best = await office.sheets(["75"] * 5), (await office.sheets(["97"]))[0]
    assert (await office.decide(best)).decided_class == "HTXS"
    await office.change(good[0], not_ranked="other", total=None, class_by_points=None)
    await refused(QuotaShrunk, office, good[0])
    outcomes = await office.decide_all()
    assert [type(one.refusal) for one in outcomes if one.refusal] == [QuotaShrunk]
    await office.replace(best, "HTT", "Còn bốn người căn cứ, không đủ một suất")
    assert (await office.decide(good[0])).not_ranked == "other"


async def test_nothing_is_decided_before_the_freeze(office: Office) -> None:
    sheet_id = (await office.sheets(["75"], frozen_at=None))[0]
    await refused(SheetNotFrozen, office, sheet_id)
    await office.change_period(status="open")
    await refused(PeriodNotClosed, office, sheet_id)
    with pytest.raises(PeriodNotClosed):
        await office.decide_all()


async def test_without_the_superiors_opinion_it_takes_a_reason(office: Office) -> None:
    sheet_id = (await office.sheets(["75"], opined_at=None, superior_class=None, status="self_scored"))[0]
    await refused(OpinionMissing, office, sheet_id)
    outcomes = await office.decide_all()
    assert [type(outcome.refusal) for outcome in outcomes] == [OpinionMissing]
    decision = await office.decide(sheet_id, reason="Cấp trên trực tiếp nghỉ dài ngày")
    assert (decision.decided_class, decision.exception) == ("HTT", True)


async def test_after_the_deadline_it_takes_a_reason_and_is_marked_late(office: Office) -> None:
    sheet_id = (await office.sheets(["75"]))[0]
    await office.change_period(decision_by=office.province.today - timedelta(days=1))
    await refused(StepLate, office, sheet_id)
    await office.decide(sheet_id, late_reason="Bão số 13, trụ sở ngập")
    assert [(event.late, event.reason) for event in await office.events(sheet_id, "decided")] == [
        (True, "Bão số 13, trụ sở ngập")
    ]


async def test_a_sheet_is_decided_once_and_replaced_after(office: Office) -> None:
    sheet_id = (await office.sheets(["75"]))[0]
    with pytest.raises(NotDecided):
        await office.replace(sheet_id, "HT")
    first = await office.decide(sheet_id)
    with pytest.raises(AlreadyDecided):
        await office.decide(sheet_id, decided_class="HT", reason="Nghĩ lại")
    outcomes = await office.decide_all(exceptions=[Choice(sheet_id, "HT", "Nghĩ lại")])
    assert [type(outcome.refusal) for outcome in outcomes] == [AlreadyDecided]
    with pytest.raises(NothingChanges):
        await office.replace(sheet_id, "HTT")
    second = await office.replace(sheet_id, "HT", "Kết luận thanh tra số 5/KL-TTr")
    views = await office.history(sheet_id)
    assert [(view.decision.id, view.decision.decided_class, view.stands) for view in views] == [
        (first.id, "HTT", False), (second.id, "HT", True),
    ]  # fmt: skip
    assert (second.number, second.replaces_id, second.petition_id) == (2, first.id, None)
    assert [event.kind for event in await office.events(sheet_id)] == ["decided", "notified", "replaced", "notified"]


async def test_after_a_correction_of_the_points_the_same_class_may_be_decided_again(office: Office) -> None:
    sheet_id = (await office.sheets(["75"]))[0]
    await office.decide(sheet_id)
    await office.change(sheet_id, total=Decimal("76.5"))
    second = await office.replace(sheet_id, None, "Đính chính số liệu tháng theo văn bản 9/STC")
    assert (second.decided_class, second.basis["total"]) == ("HTT", "76.5")


async def test_a_branch_is_decided_without_the_rest_of_the_agency(office: Office) -> None:
    inside = await office.sheet((await office.people(1, "budget_division"))[0])
    outside = await office.sheet((await office.people(1, "price_division"))[0])
    outcomes = await office.decide_all(unit_id=office.province.units["budget_division"])
    assert [outcome.sheet_id for outcome in outcomes] == [inside]
    assert await office.history(outside) == []


async def test_a_period_is_finished_with_its_last_sheet(office: Office) -> None:
    first, second = await office.sheets(["75", "76"])

    async def status() -> str:
        return (await office.scope()).period.status

    await office.decide(first)
    assert await status() == "closed"
    await office.decide(second)
    assert await status() == "finished"
    assert (await office.replace(second, "HT")).number == 2


async def test_what_cannot_be_decided_is_told_and_stops_nothing(office: Office) -> None:
    good = await office.sheets(["75"] * 3)
    bare = (await office.sheets([None], superior_class=None))[0]
    outcomes = await office.decide_all(
        exceptions=[Choice(good[0], "HT", "Vi phạm giờ giấc"), Choice(good[1], "HT"), Choice(uuid4(), "HT", "?")]
    )
    assert [type(outcome.refusal) for outcome in outcomes] == [type(None), ReasonNeeded, NotFound, type(None), NoClass]
    assert outcomes[4].sheet_id == bare
    assert [len(await office.history(sheet_id)) for sheet_id in good] == [1, 0, 1]


async def test_a_seat_beyond_the_quota_is_not_given_by_exception_either(office: Office) -> None:
    await office.sheets(["75"] * 10)
    best = await office.sheets(["97", "95", "93"])
    reason = "Sáng kiến cấp tỉnh"
    outcomes = await office.decide_all(exceptions=[Choice(best[2], "HTXS", reason)])
    refusal = next(one.refusal for one in outcomes if one.sheet_id == best[2])
    assert isinstance(refusal, QuotaFull)
    assert refusal.data["quota"] == 2
    await refused(QuotaFull, office, best[2], decided_class="HTXS", reason=reason)
    await office.replace(best[1], "HTT", "Tự nguyện nhường")
    assert (await office.decide(best[2], decided_class="HTXS", reason=reason)).decided_class == "HTXS"
    with pytest.raises(QuotaFull):
        await office.replace(best[1], "HTXS", "Xem lại")


async def test_an_exception_never_takes_a_seat_from_one_proposed_unsaid(office: Office) -> None:
    await office.sheets(["75"] * 5)
    best = await office.sheets(["97", "95"])
    outcomes = {one.sheet_id: one for one in await office.decide_all(exceptions=[Choice(best[1], "HTXS", "Sáng kiến")])}
    first = outcomes[best[0]].decision
    assert first is not None
    assert first.decided_class == "HTXS"
    assert isinstance(outcomes[best[1]].refusal, QuotaFull)


async def test_a_tie_lets_nobody_in_until_the_head_says_whom(office: Office) -> None:
    await office.law("settings: {tie_break: agency}")
    await office.sheets(["75"] * 5)
    tied = await office.sheets(["95", "95"])
    assert {one.decision.decided_class for one in await office.decide_all() if one.decision} == {"HTT"}
    chosen = await office.replace(tied[0], "HTXS", "Thâm niên cao hơn, theo biên bản họp")
    assert chosen.decided_class == "HTXS"
    with pytest.raises(QuotaFull):
        await office.replace(tied[1], "HTXS", "Cũng xứng đáng")


async def test_the_text_hashed_is_the_decision_as_it_is_kept(office: Office) -> None:
    await office.sheets(["75"] * 5)
    sheet_id = (await office.sheets(["91.54513888888888888888888888888"], conditions=[{**NOT_MET, "state": "met"}]))[0]
    made = await office.decide(sheet_id)
    kept = (await office.history(sheet_id))[0].decision
    assert rules.content_hash(kept) == kept.content_hash == made.content_hash
    assert '"total":"91.54513888888888888888888888888"' in rules.decision_text(kept)
    kept.reason = "khác"
    assert rules.content_hash(kept) != made.content_hash


async def test_a_hash_is_confirmed_as_standing_replaced_or_unknown(office: Office, other_province: Province) -> None:
    sheet_id = (await office.sheets(["75"]))[0]
    first = await office.decide(sheet_id)
    written = first.content_hash.hex().upper()
    async with office.province.db.tenant(office.province.id) as session:
        assert await queries.confirm(session, f" {written} ") == queries.Confirmation("standing", office.province.today)
    second = await office.replace(sheet_id, "HT", "Kết luận thanh tra")
    async with office.province.db.tenant(office.province.id) as session:
        found = await queries.confirm(session, written)
        assert (found.state, found.replaced_on) == ("replaced", office.province.today)
        assert (await queries.confirm(session, second.content_hash.hex())).state == "standing"
        assert (await queries.confirm(session, "0" * 64)).state == "unknown"
        for odd in ("", "abc", "g" * 64, "٠" * 64):
            with pytest.raises(Refusal):
                await queries.confirm(session, odd)
    async with other_province.db.tenant(other_province.id) as session:
        assert (await queries.confirm(session, written)).state == "unknown"


async def test_the_program_itself_cannot_change_or_remove_a_decision(office: Office) -> None:
    await office.decide((await office.sheets(["75"]))[0])
    for statement in ("UPDATE decision SET decided_class = 'HTXS'", "DELETE FROM decision", "DELETE FROM sheet_event"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with office.province.db.tenant(office.province.id) as session:
                await session.execute(text(statement))
    async with office.province.db.tenant(office.province.id) as session:
        counted = select(func.count()).where(Decision.tenant_id == office.province.id)
        assert await session.scalar(counted) == 1


async def test_a_sheet_of_another_province_is_as_good_as_none(office: Office, other_province: Province) -> None:
    sheet_id = (await office.sheets(["75"]))[0]
    async with other_province.db.tenant(other_province.id) as session:
        with pytest.raises(NotFound):
            await queries.quota_proposal(
                session, other_province.caller("province_head"), office.period_id,
                other_province.units["department"], now=office.now,
            )  # fmt: skip
    await refused(NotFound, office, uuid4())
    assert await office.history(sheet_id) == []
