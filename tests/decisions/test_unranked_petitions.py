"""A petition against being decided not ranked: changed to a class where the sheet has a total, else upheld."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kernel.clock import utc_now
from tenants.decisions.models import Decision, Petition
from tenants.evaluation import ranking
from tests.api.conftest import Api, api, settings
from tests.decisions.conftest import Office
from tests.evaluation.conftest import Cycle, last_day, past_cycle
from tests.worklogs.conftest import log

__all__ = ["api", "log", "past_cycle", "settings"]

ANSWER = "mutation ($input: AnswerPetitionInput!) { answerPetition(input: $input) { outcome } }"


@dataclass
class Case:
    """A cadre's closed month, decided as not ranked, with the petition against it."""

    cycle: Cycle
    office: Office
    api: Api
    decision: Decision
    petition: Petition

    async def answer(self, **given: Any) -> dict[str, Any]:
        """The answer of the head of the province, through the API."""
        token = await self.api.token(self.cycle.province, "province_head")
        fixed = {"petitionId": str(self.petition.id), "outcome": "CHANGED", "text": "Có làm việc đủ tháng."}
        return await self.api.ask(token, ANSWER, input={**fixed, "documentNumber": "21/QĐ-UBND", **given})


Make = Callable[..., Awaitable[Case]]


@pytest.fixture
async def make(past_cycle: Cycle, api: Api) -> Make:
    """Makes the case, with or without an opinion before the mark."""

    async def made(*, opined: bool = True) -> Case:
        cycle = past_cycle
        await cycle.work(quantity=Decimal(10), accepted_quantity=Decimal(10))
        if opined:
            await cycle.opine("cadre1", "28")
        await cycle.settle()
        sheet_id = (await cycle.sheet("cadre1")).id
        async with cycle.session() as session:
            await ranking.mark_not_ranked(
                session, cycle.caller("agency_head"), sheet_id, "training", "31/STC", None, now=cycle.now
            )
        await cycle.settle()
        await cycle.close()
        office = Office(cycle.province, cycle.period_id, UUID(int=0), cycle.month, last_day(cycle.month), utc_now())
        decision = await office.decide(sheet_id, late_reason="Chờ hồ sơ")
        assert (decision.decided_class, decision.not_ranked) == (None, "training")
        return Case(cycle, office, api, decision, await office.petition(decision))

    return made


async def test_it_is_changed_to_the_class_the_total_gives(make: Make) -> None:
    case = await make()
    assert (await case.cycle.sheet("cadre1")).total is None
    answered = await case.answer()
    assert answered["data"]["answerPetition"] == {"outcome": "CHANGED"}
    first, second = await case.office.history(case.decision.sheet_id)
    assert (first.stands, first.decision.not_ranked) == (False, "training")
    made = second.decision
    assert (second.stands, made.not_ranked, made.class_by_points) == (True, None, "HTXS")
    assert (made.decided_class, made.petition_id, made.basis["total"]) == (made.proposed_class, case.petition.id, "98")
    sheet = await case.cycle.sheet("cadre1")
    assert (sheet.not_ranked, sheet.total, sheet.status) == (None, Decimal(98), "decided")
    (step,) = await case.office.events(sheet.id, "ranked")
    assert (step.data["was"], step.reason) == ("training", "Có làm việc đủ tháng.")
    await case.cycle.settle()
    assert (await case.cycle.sheet("cadre1")).total == Decimal(98), "the jobs find nothing else"


async def test_a_class_is_given_within_the_points_and_a_refusal_leaves_everything_as_it_was(make: Make) -> None:
    case = await make()
    blank = await case.answer(documentNumber=" ")
    assert blank["errors"][0]["extensions"]["code"] == "TEXT_MISSING"
    sheet = await case.cycle.sheet("cadre1")
    assert (sheet.not_ranked, sheet.total) == ("training", None)
    given = await case.answer(decidedClass="HT")
    assert "errors" not in given, given
    assert (await case.office.history(sheet.id))[-1].decision.decided_class == "HT"


async def test_without_a_total_it_can_only_be_upheld(make: Make) -> None:
    case = await make(opined=False)
    refused = await case.answer()
    assert refused["errors"][0]["extensions"]["code"] == "NO_TOTAL_TO_RANK"
    sheet = await case.cycle.sheet("cadre1")
    assert (sheet.not_ranked, len(await case.office.history(sheet.id))) == ("training", 1)
    upheld = await case.answer(outcome="UPHELD", documentNumber=None)
    assert upheld["data"]["answerPetition"] == {"outcome": "UPHELD"}
