"""Decisions over GraphQL, as the people concerned use them."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tenants.audit.models import AuditEvent
from tests.api.conftest import Api, api, settings
from tests.decisions.conftest import NOT_MET, Office

__all__ = ["api", "settings"]

PROPOSAL = """query ($period: UUID!, $agency: UUID!) {
  quotaProposal(periodId: $period, agencyId: $agency) {
    share pool quota taken quotaOf rounding tieBreak grantId
    groups { key pool quota taken lines {
      sheetId place side rule reasonVi reasonEn open proposedClass decidedClass person { fullName }
    } }
  }
}"""
DECIDE_ALL = """mutation ($input: DecideSheetsInput!) {
  decideSheets(input: $input) { decided refused results { sheetId decisionId decidedClass error { code path } } }
}"""
DECIDE = """mutation ($input: DecideSheetInput!) {
  decideSheet(input: $input) {
    id number classByPoints proposedClass decidedClass exception reason hash stands decidedBy { fullName } basis
  }
}"""
REPLACE = (
    "mutation ($input: ReplaceDecisionInput!) { replaceDecision(input: $input) { number decidedClass replacesId } }"
)
HISTORY = """query ($sheet: UUID!) {
  decisionHistory(sheetId: $sheet) { number decidedClass stands hash petitionId petition { outcome answerer { id } } }
}"""
NOTICES = """query ($first: Int, $after: String) {
  myNotifications(first: $first, after: $after) {
    edges { node { sheetId decisionId about petitionBy acknowledgedAt } } pageInfo { hasNextPage endCursor }
  }
}"""
ACKNOWLEDGE = "mutation ($input: AcknowledgeDecisionInput!) { acknowledgeDecision(input: $input) }"
FILE = (
    "mutation ($input: FilePetitionInput!) { filePetition(input: $input) { id answerBy outcome person { fullName } } }"
)
WITHDRAW = "mutation ($input: WithdrawPetitionInput!) { withdrawPetition(input: $input) { outcome } }"
ANSWER = """mutation ($input: AnswerPetitionInput!) {
  answerPetition(input: $input) { outcome answer answeredAt answerer { fullName } }
}"""
INBOX = """query ($overdue: Boolean, $answered: Boolean) {
  petitions(overdue: $overdue, answered: $answered) {
    edges { node { petition { id text person { fullName } } decidedClass overdue mayAnswer unit { code } } }
  }
}"""
CONFIRM = "query ($hash: String!) { confirmDecision(hash: $hash) { state decidedOn replacedOn } }"
GRANT = "mutation ($input: GrantQuotaInput!) { grantQuota(input: $input) { id share documentNumber revokedAt } }"
REVOKE = "mutation ($input: RevokeQuotaGrantInput!) { revokeQuotaGrant(input: $input) { id revokedAt } }"
GRANTS = "query ($agency: UUID) { quotaGrants(agencyId: $agency) { id share first last revokedAt } }"
DELEGATE = "mutation ($input: DelegateInput!) { delegate(input: $input) }"


def code(answer: dict[str, Any]) -> str:
    return str(answer["errors"][0]["extensions"]["code"])


@pytest.fixture
async def tokens(office: Office, api: Api) -> dict[str, str]:
    """Tokens of the people of the province."""
    names = ("province_head", "agency_head", "agency_deputy", "division_head", "cadre1", "cadre2", "admin")
    return {name: await api.token(office.province, name) for name in names}


async def test_from_the_proposal_to_the_answered_petition(office: Office, api: Api, tokens: dict[str, str]) -> None:
    await office.sheets(["75"] * 5)
    best, beyond = await office.sheet("cadre1", "97"), await office.sheet("cadre2", "95")
    head, above, person = tokens["agency_head"], tokens["province_head"], tokens["cadre2"]
    variables = {"period": str(office.period_id), "agency": str(office.agency)}
    found = (await api.ask(head, PROPOSAL, **variables))["data"]["quotaProposal"]
    assert (found["pool"], found["quota"], found["taken"], found["quotaOf"]) == (5, 1, 0, "htt")
    lines = found["groups"][0]["lines"]
    assert [(line["sheetId"], line["side"], line["rule"]) for line in lines] == [
        (str(best), "WITHIN", "ORDER"), (str(beyond), "BEYOND", "ORDER"),
    ]  # fmt: skip
    assert lines[1]["reasonVi"] == "95,00 điểm, thứ 2 của nhóm; nhóm chỉ có 1 suất (20 % của 5 người)."
    order = {"periodId": str(office.period_id), "agencyId": str(office.agency), "documentNumber": "15/QĐ-STC"}
    decided = (await api.ask(head, DECIDE_ALL, input=order))["data"]["decideSheets"]
    assert (decided["decided"], decided["refused"]) == (7, 0)
    made = next(one for one in decided["results"] if one["sheetId"] == str(beyond))
    assert made["decidedClass"] == "HTT"
    told = (await api.ask(person, NOTICES))["data"]["myNotifications"]["edges"]
    assert [(edge["node"]["about"], edge["node"]["decisionId"]) for edge in told] == [("DECIDED", made["decisionId"])]
    filed = await api.ask(person, FILE, input={"decisionId": made["decisionId"], "text": "Đề nghị xem lại."})
    petition = filed["data"]["filePetition"]
    waiting = (await api.ask(above, INBOX))["data"]["petitions"]["edges"]
    assert [(edge["node"]["petition"]["id"], edge["node"]["mayAnswer"]) for edge in waiting] == [(petition["id"], True)]
    replaced = await api.ask(
        head, REPLACE,
        input={"sheetId": str(best), "decidedClass": "HTT", "reason": "Kết luận kiểm tra", "documentNumber": "16/QĐ"},
    )  # fmt: skip
    assert replaced["data"]["replaceDecision"]["number"] == 2
    answer = {
        "petitionId": petition["id"], "outcome": "CHANGED", "text": "Đúng.", "decidedClass": "HTXS",
        "documentNumber": "20/QĐ-UBND",
    }  # fmt: skip
    assert code(await api.ask(head, ANSWER, input=answer)) == "FIRST_DECIDER"
    answered = (await api.ask(above, ANSWER, input=answer))["data"]["answerPetition"]
    assert (answered["outcome"], answered["answerer"]["fullName"]) == ("CHANGED", "Trần Quốc Bảo")
    await check_history(api, person, beyond, petition["id"])


@pytest.mark.parametrize(("htt", "at_20", "at_25"), [(37, 7, 9), (40, 8, 10), (4, 0, 1)])
async def test_q_of_37_40_and_4_classified_good_the_quota_is_7_8_and_0_or_with_25_percent_9_10_and_1(
    office: Office, api: Api, tokens: dict[str, str], htt: int, at_20: int, at_25: int
) -> None:
    await office.sheets(["75"] * htt)
    await office.sheets([str(90 + place / 2) for place in range(at_25 + 2)])
    variables = {"period": str(office.period_id), "agency": str(office.agency)}
    order = {"periodId": str(office.period_id), "agencyId": str(office.agency), "documentNumber": "15/QĐ-STC"}
    found = (await api.ask(tokens["agency_head"], PROPOSAL, **variables))["data"]["quotaProposal"]
    assert (found["pool"], found["quota"]) == (htt, at_20)
    assert [line["side"] for line in found["groups"][0]["lines"]].count("WITHIN") == at_20
    granted = {
        "agencyId": str(office.agency), "share": "0.25", "first": office.first.isoformat(),
        "last": office.last.isoformat(), "documentNumber": "3/QĐ-UBND",
    }  # fmt: skip
    assert "errors" not in await api.ask(tokens["province_head"], GRANT, input=granted)
    found = (await api.ask(tokens["agency_head"], PROPOSAL, **variables))["data"]["quotaProposal"]
    assert (found["pool"], found["quota"]) == (htt, at_25)
    decided = (await api.ask(tokens["agency_head"], DECIDE_ALL, input=order))["data"]["decideSheets"]
    assert [one["decidedClass"] for one in decided["results"]].count("HTXS") == at_25


async def check_history(api: Api, token: str, sheet_id: UUID, petition_id: str) -> None:
    """Both decisions are there, the second by the petition, and each hash says which it is, to anybody."""
    history = (await api.ask(token, HISTORY, sheet=str(sheet_id)))["data"]["decisionHistory"]
    assert [(one["number"], one["decidedClass"], one["stands"]) for one in history] == [
        (1, "HTT", False), (2, "HTXS", True),
    ]  # fmt: skip
    assert (history[0]["petition"]["outcome"], history[1]["petitionId"]) == ("CHANGED", petition_id)
    for one, state in zip(history, ("REPLACED", "STANDING"), strict=True):
        confirmed = (await api.ask(token, CONFIRM, hash=one["hash"]))["data"]["confirmDecision"]
        assert confirmed["state"] == state
        assert set(confirmed) == {"state", "decidedOn", "replacedOn"}


async def test_an_exception_without_a_reason_is_told_with_its_place(
    office: Office, api: Api, tokens: dict[str, str]
) -> None:
    sheet_id = await office.sheet("cadre1", "75")
    given = {
        "periodId": str(office.period_id), "agencyId": str(office.agency), "documentNumber": "15/QĐ-STC",
        "exceptions": [{"sheetId": str(sheet_id), "decidedClass": "HT"}],
    }  # fmt: skip
    found = (await api.ask(tokens["agency_head"], DECIDE_ALL, input=given))["data"]["decideSheets"]
    assert found["results"][0]["error"] == {"code": "REASON_NEEDED", "path": ["input", "exceptions", 0, "reason"]}
    assert (found["decided"], found["refused"]) == (0, 1)


async def test_one_sheet_is_decided_with_a_reason_and_says_what_it_rests_on(
    office: Office, api: Api, tokens: dict[str, str]
) -> None:
    sheet_id = await office.sheet("cadre1", "95", conditions=[NOT_MET])
    head, given = tokens["agency_head"], {"sheetId": str(sheet_id), "documentNumber": "15/QĐ-STC"}
    answer = await api.ask(head, DECIDE, input={**given, "decidedClass": "HTXS", "reason": "Xứng đáng"})
    assert code(answer) == "BLOCKED_BY_CONDITION"
    assert answer["errors"][0]["extensions"]["path"] == ["input", "decidedClass"]
    for stranger in ("agency_deputy", "division_head", "cadre1", "admin"):
        assert code(await api.ask(tokens[stranger], DECIDE, input=given)) == "FORBIDDEN"
    assert code(await api.ask(tokens["province_head"], DECIDE, input=given)) == "NOT_COMPETENT"
    made = (await api.ask(head, DECIDE, input=given))["data"]["decideSheet"]
    assert (made["classByPoints"], made["proposedClass"], made["decidedClass"]) == ("HTXS", "HTT", "HTT")
    assert made["basis"]["conditions"][0]["code"] == NOT_MET["code"]
    assert made["decidedBy"]["fullName"] == "Nguyễn Thị Hạnh"
    assert len(made["hash"]) == 64


async def test_ranking_delegated_over_the_api_works_at_once(office: Office, api: Api, tokens: dict[str, str]) -> None:
    sheet_id = await office.sheet("cadre1", "75")
    given = {
        "appointmentId": str(office.province.appointments["agency_head"]),
        "delegateId": str(office.province.people["agency_deputy"]), "validFrom": str(office.province.today),
        "validTo": str(office.province.today.replace(year=office.province.today.year + 1)), "documentNumber": "3/UQ",
    }  # fmt: skip
    assert "errors" not in await api.ask(tokens["agency_head"], DELEGATE, input=given)
    wanted = {"sheetId": str(sheet_id), "documentNumber": "15/QĐ-STC"}
    assert code(await api.ask(tokens["agency_deputy"], DECIDE, input=wanted)) == "FORBIDDEN"
    assert "errors" not in await api.ask(tokens["agency_head"], DELEGATE, input={**given, "ranking": True})
    made = (await api.ask(tokens["agency_deputy"], DECIDE, input=wanted))["data"]["decideSheet"]
    assert made["decidedBy"]["fullName"] == "Phạm Đình Ân"


async def test_looking_at_a_proposal_or_a_history_is_recorded_for_those_named(
    office: Office, api: Api, tokens: dict[str, str]
) -> None:
    await office.sheets(["75"] * 5)
    sheet_id = await office.sheet("cadre1", "95")
    await office.decide(sheet_id)
    await api.ask(tokens["agency_head"], PROPOSAL, period=str(office.period_id), agency=str(office.agency))
    for name, expected in (("division_head", 1), ("cadre1", 1), ("cadre2", None), ("admin", None)):
        answer = await api.ask(tokens[name], HISTORY, sheet=str(sheet_id))
        if expected is None:
            assert code(answer) in ("NOT_FOUND", "FORBIDDEN"), name
        else:
            assert len(answer["data"]["decisionHistory"]) == expected, name
    async with office.province.db.tenant(office.province.id) as session:
        rows = await session.scalars(
            select(AuditEvent).where(
                AuditEvent.tenant_id == office.province.id,
                AuditEvent.subject_id == office.province.people["cadre1"],
                AuditEvent.action == "read",
            )
        )
    lookers = {row.person_id for row in rows}
    assert lookers == {office.province.people[name] for name in ("agency_head", "division_head")}


async def test_notes_are_taken_and_petitions_taken_back_by_their_person(
    office: Office, api: Api, tokens: dict[str, str]
) -> None:
    decision = await office.decide(await office.sheet("cadre1", "75"))
    given = {"decisionId": str(decision.id)}
    assert code(await api.ask(tokens["cadre2"], ACKNOWLEDGE, input=given)) == "NOT_FOUND"
    noted = (await api.ask(tokens["cadre1"], ACKNOWLEDGE, input=given))["data"]["acknowledgeDecision"]
    page = (await api.ask(tokens["cadre1"], NOTICES, first=1))["data"]["myNotifications"]
    assert page["edges"][0]["node"]["acknowledgedAt"] == noted
    rest = await api.ask(tokens["cadre1"], NOTICES, first=1, after=page["pageInfo"]["endCursor"])
    assert rest["data"]["myNotifications"]["edges"] == []
    filed = (await api.ask(tokens["cadre1"], FILE, input={**given, "text": "Xin xem lại."}))["data"]["filePetition"]
    assert code(await api.ask(tokens["cadre2"], WITHDRAW, input={"petitionId": filed["id"]})) == "NOT_FOUND"
    taken = await api.ask(tokens["cadre1"], WITHDRAW, input={"petitionId": filed["id"]})
    assert taken["data"]["withdrawPetition"]["outcome"] == "WITHDRAWN"
    listed = await api.ask(tokens["province_head"], INBOX, answered=True)
    assert [edge["node"]["petition"]["id"] for edge in listed["data"]["petitions"]["edges"]] == [filed["id"]]


async def test_a_share_is_granted_and_taken_back_over_the_api(office: Office, api: Api, tokens: dict[str, str]) -> None:
    given = {
        "agencyId": str(office.agency), "first": str(office.first), "last": str(office.last), "documentNumber": "8/QĐ",
    }  # fmt: skip
    above = tokens["province_head"]
    assert code(await api.ask(tokens["agency_head"], GRANT, input=given)) == "FORBIDDEN"
    granted = (await api.ask(above, GRANT, input=given))["data"]["grantQuota"]
    assert (granted["share"], granted["revokedAt"]) == ("0.25", None)
    assert "errors" not in await api.ask(above, REVOKE, input={"grantId": granted["id"]})
    assert code(await api.ask(above, REVOKE, input={"grantId": granted["id"]})) == "NOT_FOUND"
    kept = (await api.ask(above, GRANTS, agency=str(office.agency)))["data"]["quotaGrants"]
    assert [(one["id"], one["revokedAt"] is not None) for one in kept] == [(granted["id"], True)]
    assert code(await api.ask(above, CONFIRM, hash="xyz")) == "BAD_INPUT"
    assert UUID(granted["id"]).version == 7
