"""What a head finds before deciding, through the public door: everybody's four facts, and how much waits."""

import pytest

from tests.api.conftest import Api, api, settings
from tests.decisions.conftest import Office

__all__ = ["api", "settings"]

ROWS = """query ($period: UUID!, $agency: UUID!) {
  decisionRows(periodId: $period, agencyId: $agency) {
    sheetId total classByPoints superiorClass opined frozen notRanked proposedClass decidedClass decided
    person { fullName } unit { code }
  }
}"""
WAITING = "{ waitingEvaluations { opinions decisions } }"
PETITIONS = "{ petitionsWaiting }"
SHEET = "query ($id: UUID!) { sheet(id: $id) { mayOpine mayDecide ownMonths products { name } } }"
LISTED = """query ($period: UUID!, $turn: SheetTurn!) {
  waitingSheets(periodId: $period, turn: $turn, first: 2) { edges { node { id } } pageInfo { hasNextPage endCursor } }
}"""


async def test_rows_say_what_deciding_would_give_and_what_is_decided(office: Office, api: Api) -> None:
    await office.sheets(["75"] * 5)
    best, beyond = await office.sheet("cadre1", "97"), await office.sheet("cadre2", "95")
    await office.decide(best)
    token = await api.token(office.province, "agency_head")
    variables = {"period": str(office.period_id), "agency": str(office.agency)}
    rows = (await api.ask(token, ROWS, **variables))["data"]["decisionRows"]
    by_id = {row["sheetId"]: row for row in rows}
    assert len(rows) == 7
    assert (by_id[str(best)]["decidedClass"], by_id[str(best)]["decided"]) == ("HTXS", True)
    other = by_id[str(beyond)]
    assert [other[name] for name in ("total", "classByPoints", "superiorClass", "proposedClass", "decidedClass")] == [
        "95", "HTXS", "HTXS", "HTT", None,
    ]  # fmt: skip
    assert (other["opined"], other["frozen"], other["unit"]["code"]) == (True, True, "STC-NS")
    assert [row["person"]["fullName"] for row in rows][-2:] == ["Võ Minh An", "Nguyễn Ngọc Ánh"]
    assert (await api.ask(token, WAITING))["data"]["waitingEvaluations"] == {"opinions": 0, "decisions": 6}


@pytest.mark.parametrize("who", ["commune_head", "division_head", "cadre1"])
async def test_rows_of_an_agency_out_of_reach_are_not_told_from_none(office: Office, api: Api, who: str) -> None:
    await office.sheet("cadre2", "95")
    token = await api.token(office.province, who)
    answers = [
        await api.ask(token, ROWS, period=str(office.period_id), agency=str(agency))
        for agency in (office.agency, office.rule_id)
    ]
    assert answers[0]["errors"][0]["extensions"]["code"] == answers[1]["errors"][0]["extensions"]["code"]
    assert all(answer["data"] is None or answer["data"]["decisionRows"] is None for answer in answers)


async def test_a_list_of_what_waits_goes_on_page_by_page(office: Office, api: Api) -> None:
    await office.sheets(["75"] * 3)
    token = await api.token(office.province, "agency_head")
    page = (await api.ask(token, LISTED, period=str(office.period_id), turn="DECISION"))["data"]["waitingSheets"]
    assert (len(page["edges"]), page["pageInfo"]["hasNextPage"]) == (2, True)
    none = (await api.ask(token, LISTED, period=str(office.period_id), turn="OPINION"))["data"]["waitingSheets"]
    assert none["edges"] == []


async def test_a_petition_waits_for_a_head_who_has_not_decided(office: Office, api: Api) -> None:
    await office.petition(await office.decide(await office.sheet("cadre2", "75")))
    counts = {}
    for who in ("agency_head", "province_head"):
        counts[who] = (await api.ask(await api.token(office.province, who), PETITIONS))["data"]["petitionsWaiting"]
    assert counts == {"agency_head": 0, "province_head": 1}


async def test_a_sheet_says_what_its_reader_may_do(office: Office, api: Api) -> None:
    sheet = str(await office.sheet("cadre1", "75"))
    found = {}
    for who in ("cadre1", "division_head", "agency_head"):
        answer = await api.ask(await api.token(office.province, who), SHEET, id=sheet)
        found[who] = (answer["data"]["sheet"]["mayOpine"], answer["data"]["sheet"]["mayDecide"])
    assert found == {"cadre1": (False, False), "division_head": (True, False), "agency_head": (False, True)}
