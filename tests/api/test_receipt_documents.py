"""Receipt documents over the API: what comes back is complete and holds, for the person and those above."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from tenants.scoring import actions, backdating, months, verifier
from tenants.scoring.commands import app as receipt_app
from tests.api.test_main_way import VERIFY, People, log, people
from tests.fixtures_tenant import Province

__all__ = ["log", "people"]

ENTRY = "query ($id: UUID!, $revision: Int) { receiptDocument(entryId: $id, revision: $revision) }"
DRAFT = "mutation ($input: NormTextInput!) { draftNormPackage(input: $input) { id } }"
CORRECT = "mutation ($input: CorrectBackInput!) { correctBack(input: $input) { id } }"
CONFIRM = "mutation ($input: NormCorrectionInput!) { confirmNormCorrection(input: $input) { confirmedAt } }"
MONTH = "query ($person: UUID!, $month: Date!) { monthReceiptDocument(personId: $person, month: $month) }"


async def test_the_documents_of_an_entry_and_a_month_hold_without_the_program(people: People) -> None:
    province, today = people.log.province, people.log.today.isoformat()
    entry = await people.write()
    await people.ask("division_head", VERIFY, input={"decisions": [{"entryId": entry, "quality": "GOOD"}]})
    await _settle(province)
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


async def test_a_document_under_an_overridden_and_corrected_package_is_verified_by_the_command(
    people: People, tmp_path: Path
) -> None:
    log = people.log
    province = log.province
    entry = await people.write()
    await people.ask("division_head", VERIFY, input={"decisions": [{"entryId": entry, "quality": "GOOD"}]})
    await _settle(province)
    override = "version: 1.0.0-kh\ntables: {complexity: {rows: {hard: 1.6}}}\n"
    drafted = await people.ask("admin", DRAFT, input={"base": "khanh-hoa", "override": override})
    given = {
        "packageId": drafted["data"]["draftNormPackage"]["id"], "validFrom": log.today.replace(day=1).isoformat(),
        "validTo": (log.today + timedelta(days=1)).isoformat(), "reason": "Hệ số công bố sai",
        "documentNumber": "12/QĐ-UBND",
    }  # fmt: skip
    proposed = (await people.ask("admin", CORRECT, input=given))["data"]["correctBack"]["id"]
    confirmed = await people.ask("province_head", CONFIRM, input={"id": proposed})
    async with province.db.tenant(province.id) as session:
        assert await backdating.apply_norm_correction(session, proposed) == 1
    await _settle(province)

    document = (await people.ask("cadre1", ENTRY, id=entry))["data"]["receiptDocument"]
    assert (document["revision"], document["package"]["override"]) == (2, override)
    assert (document["values"]["minutes"], document["package"]["version"]) == ("192", "1.0.0-kh")
    correction = document["sources"]["correction"]
    assert (correction["id"], correction["documentNumber"]) == (proposed, "12/QĐ-UBND")
    assert correction["confirmedBy"]["personId"] == str(province.people["province_head"])
    assert datetime.fromisoformat(correction["confirmedAt"]) == datetime.fromisoformat(
        confirmed["data"]["confirmNormCorrection"]["confirmedAt"]
    )
    file = tmp_path / "receipt.json"
    for change, code in (("", 0), ("hard: 1.6", 1)):
        if change:
            document["package"]["override"] = override.replace(change, "hard: 1.7")
        file.write_text(json.dumps(document, ensure_ascii=False))
        told = CliRunner().invoke(receipt_app, ["verify", str(file)])
        assert (told.exit_code, "ĐÚNG · holds" in told.output) == (code, code == 0), told.output


async def _settle(province: Province) -> None:
    for job in (actions.score_pending, months.score):
        async with province.db.tenant(province.id) as session:
            await job(session)
