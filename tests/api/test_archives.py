"""Archives through the door: asked for by one administrator, confirmed and taken away by another, even when leaving."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from kernel.clock import local_date, utc_now
from kernel.database import Database
from kernel.ids import uuid7
from kernel.storage import FolderStore
from tenants.accounts.models import Account
from tenants.portability import requests
from tenants.portability.leaving import close, months_after
from tests.api.conftest import ADDRESS, Api, bearer
from tests.fixtures_tenant import Province

ASK = """mutation ($input: AskArchiveInput!) {
    askArchive(input: $input) { id status mine recipient askedByLogin } }"""
CONFIRM = "mutation ($input: ArchiveInput!) { confirmArchive(input: $input) { status mine } }"
WORK = "mutation ($input: ChangeSettingsInput!) { changeSettings(input: $input) { lateLogDays } }"
PDF = {"content-type": "application/pdf"}
LIST = "{ archives { id status root size confirmedByLogin } departure { orderedBy keepUntil } }"


async def two_admins(province: Province) -> Province:
    """The province with a second administrator beside the first."""
    second = uuid7()
    async with province.db.tenant(province.id) as session:
        session.add(Account(tenant_id=province.id, id=second, login="admin2", office_role="tenant_admin"))
    return replace(province, accounts={**province.accounts, "admin": second})


async def test_a_leaving_tenant_takes_everything_away_and_changes_nothing(
    api: Api, province: Province, owner_url: str, tmp_path: Path
) -> None:
    first = await api.token(province, "admin")
    second = await api.token(await two_admins(province), "admin")
    head = await api.token(province, "province_head")
    owner = Database(owner_url, pool_size=1)
    async with owner.platform() as session:
        until = months_after(local_date(utc_now()), 12)
        await close(session, province.slug, reason="Sáp nhập", ordered_by="12/QĐ-TTg", keep_until=until, now=utc_now())
    await owner.close()

    refused = await api.ask(first, WORK, input={"lateLogDays": 3})
    assert [error["extensions"]["code"] for error in refused["errors"]] == ["TENANT_CLOSING"]
    async with api.client(**bearer(first)) as client:
        upload = await client.post("/files", params={"name": "x.pdf"}, content=b"%PDF", headers=PDF)
    assert upload.json()["errors"][0]["extensions"]["code"] == "TENANT_CLOSING"

    key = (await api.ask(first, "mutation { makeArchiveKey { recipient identity } }"))["data"]["makeArchiveKey"]
    assert key["identity"].startswith("AGE-SECRET-KEY-1")
    given = {"reason": "Bàn giao", "recipient": key["recipient"]}
    denied = await api.ask(head, ASK, input=given)
    assert [error["extensions"]["code"] for error in denied["errors"]] == ["FORBIDDEN"]
    asked = (await api.ask(first, ASK, input=given))["data"]["askArchive"]
    assert (asked["status"], asked["mine"], asked["askedByLogin"]) == ("ASKED", True, "admin")
    alone = await api.ask(first, CONFIRM, input={"id": asked["id"]})
    assert [error["extensions"]["code"] for error in alone["errors"]] == ["ARCHIVE_SECOND_PERSON"]
    confirmed = await api.ask(second, CONFIRM, input={"id": asked["id"]})
    assert confirmed["data"]["confirmArchive"] == {"status": "MAKING", "mine": False}
    await made(province, UUID(asked["id"]), tmp_path / "files")

    listed = (await api.ask(second, LIST))["data"]
    assert listed["departure"] == {"orderedBy": "12/QĐ-TTg", "keepUntil": until.isoformat()}
    assert (listed["archives"][0]["status"], listed["archives"][0]["confirmedByLogin"]) == ("READY", "admin2")
    for token, status in ((second, 200), (head, 403)):
        async with api.client(**bearer(token)) as client:
            taken = await client.get(f"{ADDRESS}/archives/{asked['id']}")
        assert taken.status_code == status
    assert int(listed["archives"][0]["size"]) > 10_000


async def made(province: Province, run_id: UUID, files: Path) -> None:
    """What a worker does."""
    async with province.db.tenant(province.id) as session:
        assert await requests.make(session, str(run_id), FolderStore(files)) > 0
