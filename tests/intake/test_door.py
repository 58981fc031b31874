"""The door for other systems: who is let in, what becomes of each event, and that order and repeats change nothing."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.exc import ProgrammingError

from kernel.clock import utc_now
from kernel.sealing import open_seal
from kernel.settings import Settings
from tenants.intake import mapping, rules, sources
from tenants.intake.events import Event
from tenants.intake.models import IntakeEvent
from tests.fixtures_tenant import PEOPLE, Province
from tests.harness.sender import Sender
from tests.intake.conftest import PIN, Office

START = datetime(2026, 7, 1, 2, tzinfo=UTC)


async def refusal(sender: Sender, content: Any, **given: Any) -> tuple[int, str]:
    response = await sender.post(content, **given)
    return response.status_code, response.json()["errors"][0]["extensions"]["code"]


async def test_only_a_message_signed_by_an_open_source_a_moment_ago_is_read(
    office: Office, other_province: Province
) -> None:
    good = office.sender()
    batch = {"events": [office.event("document.finished")]}
    now = int(time.time())
    wrong = [
        Sender(good.client, good.address, "whsec_" + "A" * 43 + "="),
        Sender(good.client, f"/intake/{office.log.province.id}/{uuid4()}", good.key),
        Sender(good.client, f"/intake/{other_province.id}/{office.source.id}", good.key),
        Sender(good.client, f"/intake/999999/{office.source.id}", good.key),
    ]
    assert [await refusal(sender, batch) for sender in wrong] == [(401, "BAD_SIGNATURE")] * 4
    assert await refusal(good, batch, at=now - 600) == (401, "STALE_SIGNATURE")
    assert await refusal(good, batch, at=now + 600, way="replay") == (401, "STALE_SIGNATURE")
    assert await refusal(good, b"\xff{") == (400, "BAD_BATCH")
    assert await refusal(good, {"events": []}) == (400, "BAD_BATCH")
    assert await refusal(good, {"events": [{}] * 501}) == (413, "BATCH_TOO_LARGE")
    assert await refusal(good, b" " * 1_100_000) == (413, "BATCH_TOO_LARGE")
    assert await office.works() == []
    assert (await good.post(batch)).status_code == 200


async def test_keys_change_without_a_stop_or_at_once(office: Office) -> None:
    province, seal = office.log.province, open_seal(Settings(state=office.state))
    batch = {"events": [office.event("document.finished")]}
    old = office.sender()
    async with province.db.tenant(province.id) as session:
        new = await sources.change_key(session, province.caller("admin"), seal, office.source.id, utc_now())
    assert [(await sender.post(batch)).status_code for sender in (old, office.sender(new))] == [200, 200]
    async with province.db.tenant(province.id) as session:
        last = await sources.change_key(
            session, province.caller("admin"), seal, office.source.id, utc_now(), at_once=True
        )
    statuses = [(await sender.post(batch)).status_code for sender in (old, office.sender(new), office.sender(last))]
    assert statuses == [401, 401, 200]
    async with province.db.tenant(province.id) as session:
        await sources.set_closed(session, province.caller("admin"), office.source.id, utc_now())
    assert await refusal(office.sender(last), batch) == (401, "BAD_SIGNATURE")


async def test_each_event_has_its_own_result(office: Office) -> None:
    await office.map("document", "bao-cao", "appraise")
    narrow = await office.open("Chỉ văn bản", "document")
    first = office.event("document.finished")
    ago = (utc_now() - timedelta(days=40)).isoformat()
    ahead = (utc_now() + timedelta(days=2)).isoformat()
    told = await office.tell(
        first, first, {**first, "title": "Khác"}, {"type": "x"}, office.event("task.finished", "NV-1"),
        office.event("document.finished", "VB-2", happenedAt=ago),
        office.event("document.finished", "VB-3", happenedAt=ahead),
        office.event("document.finished", "VB-4", quantity=0), issued=narrow,
    )  # fmt: skip
    codes = [(one["outcome"], one.get("error", {}).get("extensions", {}).get("code")) for one in told]
    assert codes == [
        ("taken", None), ("repeated", None), ("refused", "EVENT_VERSION_REUSED"), ("refused", "BAD_EVENT"),
        ("refused", "EVENT_NOT_ALLOWED"), ("refused", "EVENT_TOO_OLD"), ("refused", "EVENT_IN_FUTURE"),
        ("refused", "BAD_EVENT"),
    ]  # fmt: skip
    old = office.event("document.finished", "VB-2", happenedAt=ago)
    again = await office.sender(narrow).post({"events": [old]}, way="replay")
    assert again.json()["results"][0]["outcome"] == "taken"


async def test_what_cannot_be_matched_waits_with_its_reason_until_it_is_mended(office: Office) -> None:
    province = office.log.province
    end = "document.finished"
    told = await office.tell(
        office.event(end, "1", person={"pin": "000000000000"}), office.event(end, "2", person={"account": "an.vm"}),
        office.event(end, "3", person={"pin": PIN, "name": "Người Khác"}), office.event(end, "4", kind="thu-moi"),
        office.event(end, "5", person=None), office.event(end, "6", kind=None),
        office.event(end, "7", person={"pin": PIN, "name": "VÕ MINH AN"}, kind="noi-bo"),
    )  # fmt: skip
    assert [one["reason"] for one in told] == [
        "person_unknown", "person_unknown", "person_differs", "kind_unmapped", "person_missing", "kind_missing",
        "kind_unmapped",
    ]  # fmt: skip
    await office.log.write(work_item_id=office.log.items["reply"], output="Thư mời")
    await office.name("an.vm", "cadre1")
    await office.map("document", "bao-cao", "appraise")
    await office.map("document", "noi-bo", "price")
    await office.map("document", "noi-bo", "reply", unit_id=province.units["budget_division"])
    async with province.db.tenant(province.id) as session:
        found = await mapping.replay(session, province.caller("admin"), office.source.id, now=utc_now())
    assert (found.looked_at, found.matched, found.left) == (7, 2, 0)
    items = {draft["documentNumber"]: draft["workItemId"] for draft in await office.drafts()}
    assert set(items.values()) <= {str(office.log.items["appraise"]), str(office.log.items["reply"])}
    matched = {work.external_id: work.work_item_id for work in await office.works() if not work.reason}
    assert matched == {"2": office.log.items["appraise"], "7": office.log.items["reply"]}


async def test_the_log_suggests_a_mapping_for_what_is_unmapped(office: Office) -> None:
    await office.tell(office.event("document.finished", documentNumber="214 / STC-NS", kind="thu-moi"))
    await office.log.write(work_item_id=office.log.items["reply"])
    async with office.api.db.tenant(office.log.province.id) as session:
        found = await mapping.learned(session, office.log.province.caller("admin"), now=utc_now())
    assert [(one.work_kind, one.work_item_id, one.times) for one in found] == [
        ("thu-moi", office.log.items["reply"], 1)
    ]


async def test_a_draft_becomes_one_entry_however_often_it_is_told_and_logged(office: Office) -> None:
    log = office.log
    await office.map("document", "bao-cao", "appraise")
    await office.map("task", "bao-cao", "appraise")
    given = await log.assign(document_number="12 /BC-stc")
    await office.tell(office.event("document.finished"), office.event("document.finished", "VB-9", documentNumber=None))
    tasks = await office.open("Giao việc", "task")
    await office.tell(office.event("task.finished", "NV-1", documentNumber="12 / BC-STC"), issued=tasks)
    drafts = [draft for draft in await office.drafts() if draft["documentNumber"]]
    assert [(draft["kind"], draft["taskId"]) for draft in drafts] == [("task", str(given.id))], "of two tellings one"
    assert (await office.drafts("cadre2")) == []
    for _ in range(2):
        await log.write(id=UUID(drafts[0]["id"]), task_id=given.id)
    assert [draft["documentNumber"] for draft in await office.drafts()] == [None]
    await office.tell(office.event("document.finished", "VB-10", documentNumber="214/stc-ns"))
    assert [draft["documentNumber"] for draft in await office.drafts()] == [None], "logged by hand under that number"
    token = await office.api.token(log.province, "cadre2")
    left = (await office.drafts())[0]["id"]
    mutation = "mutation ($id: UUID!) { dismissPrefilled(input: { id: $id }) }"
    assert (await office.api.ask(token, mutation, id=left))["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    await office.api.ask(await office.api.token(log.province, "cadre1"), mutation, id=left)
    assert await office.drafts() == []


async def test_work_that_goes_to_somebody_else_or_is_taken_back_is_offered_no_longer(office: Office) -> None:
    await office.map("document", "bao-cao", "appraise")
    await office.tell(office.event("document.finished"))
    mine = await office.drafts()
    later = (utc_now() - timedelta(minutes=30)).isoformat()
    other = {"pin": PEOPLE["cadre2"][1]}
    await office.tell(office.event("document.assigned", happenedAt=later, person=other))
    latest = (utc_now() - timedelta(minutes=20)).isoformat()
    await office.tell(office.event("document.finished", happenedAt=latest, person=other))
    assert await office.drafts() == []
    theirs = await office.drafts("cadre2")
    assert theirs[0]["id"] != mine[0]["id"], "an id of its own, or two people would share an entry"
    last = (utc_now() - timedelta(minutes=10)).isoformat()
    await office.tell(office.event("document.cancelled", happenedAt=last))
    assert await office.drafts("cadre2") == []


async def test_a_source_of_a_branch_sends_work_of_that_branch_only(office: Office) -> None:
    await office.map("document", "bao-cao", "appraise")
    narrow = await office.open("Xã", unit_id=office.log.province.units["commune"])
    told = await office.tell(office.event("document.finished"), issued=narrow)
    assert told[0]["reason"] == "outside_branch"


async def test_events_are_kept_as_they_came(office: Office) -> None:
    await office.tell(office.event("document.finished"))
    async with office.api.db.tenant(office.log.province.id) as session:
        assert await session.scalar(select(func.count()).select_from(IntakeEvent)) == 1
    with pytest.raises(ProgrammingError):
        async with office.api.db.tenant(office.log.province.id) as session:
            await session.execute(text("UPDATE intake_event SET content = '{}'"))
    async with office.api.db.tenant(office.log.province.id) as session:
        assert await mapping.forget_old(session, utc_now() + timedelta(days=390)) == 0
        assert await mapping.forget_old(session, utc_now() + timedelta(days=410)) == 1


STEPS = st.builds(
    lambda step, minutes, title, number: Event(
        f"task.{step}", "1", START + timedelta(minutes=minutes), str(number), title=title  # type: ignore[arg-type]
    ),
    st.sampled_from(["assigned", "changed", "finished", "cancelled"]),
    st.integers(0, 3), st.sampled_from([None, "a", "b"]), st.integers(0, 3),
)  # fmt: skip


@given(st.lists(STEPS, min_size=1, max_size=8, unique_by=lambda event: (event.type, event.version)), st.randoms())
def test_arrival_plays_no_part_in_what_events_come_to(line: list[Event], chance: Any) -> None:
    other = [*line, *line]
    chance.shuffle(other)
    assert rules.told(line) == rules.told(other)
