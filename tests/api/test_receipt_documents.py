"""Receipt documents over the API: what comes back is complete and holds, for the person and those above."""

from tenants.scoring import actions, months, verifier
from tests.api.test_main_way import VERIFY, People, log, people

__all__ = ["log", "people"]

ENTRY = "query ($id: UUID!, $revision: Int) { receiptDocument(entryId: $id, revision: $revision) }"
MONTH = "query ($person: UUID!, $month: Date!) { monthReceiptDocument(personId: $person, month: $month) }"


async def test_the_documents_of_an_entry_and_a_month_hold_without_the_program(people: People) -> None:
    province, today = people.log.province, people.log.today.isoformat()
    entry = await people.write()
    await people.ask("division_head", VERIFY, input={"decisions": [{"entryId": entry, "quality": "GOOD"}]})
    for job in (actions.score_pending, months.score):
        async with province.db.tenant(province.id) as session:
            await job(session)
    person = str(province.people["cadre1"])
    for who in ("cadre1", "division_head"):
        answers = [
            (await people.ask(who, ENTRY, id=entry, revision=1))["data"]["receiptDocument"],
            (await people.ask(who, MONTH, person=person, month=today))["data"]["monthReceiptDocument"],
        ]
        for document in answers:
            assert [one for one in verifier.verify(document) if not one.agrees] == []
        assert answers[1]["rows"][0]["hash"] == answers[0]["hash"]
    for refused in (
        await people.ask("cadre2", ENTRY, id=entry),
        await people.ask("cadre2", MONTH, person=person, month=today),
    ):
        assert refused["errors"][0]["extensions"]["code"] == "NOT_FOUND"
