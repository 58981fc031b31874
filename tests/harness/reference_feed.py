"""Measures a reference feed: `python -m tests.harness.reference_feed` prints what share becomes prefilled entries.

A body of 24 cadres, one month, two systems that tell some of the same work; sent over HTTP with repeats, late events,
wrong numbers and unknown kinds. Drafts are asked for as each cadre; half of them log every second one and ask again.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx
from sqlalchemy import select

from api.app import create_app
from kernel import roles
from kernel.clock import utc_now
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.ids import uuid7
from kernel.sealing import open_seal
from kernel.settings import Settings
from kernel.storage import FolderStore
from policies.authority import Caller, RoleHeld
from tenants import migrate
from tenants.intake import mapping, prefilled, sources
from tenants.intake.mapping import RuleInput
from tenants.intake.models import ReceivedWork
from tenants.intake.prefilled import Prefilled
from tenants.intake.rules import document_key
from tenants.intake.sources import AliasInput, SourceInput
from tenants.organisation.models import Appointment, Person
from tenants.worklogs import actions
from tenants.worklogs.rules import EntryInput, EvidenceInput
from tests.api.conftest import Api
from tests.fixtures_tenant import OPENED, Province, make_province
from tests.harness.feed import DOCUMENT_KINDS, TASK_KINDS, Cadre, Feed, month
from tests.harness.sender import Sender
from tests.worklogs.conftest import Log, make_log

CADRES: Final = 24

Staff = Sequence[tuple[Cadre, Caller]]


@dataclass(frozen=True)
class Measured:
    """What came of a feed. `pieces` are all true pieces of work that were not cancelled, `finished` those finished.

    `duplicates` are drafts beyond the first for the same true piece, before and after half of them were logged;
    `wrong` drafts of unfinished, cancelled or other people's work; `lost` what is neither offered nor explained.
    """

    events: int
    pieces: int
    finished: int
    prefilled: int
    duplicates: int
    wrong: int
    lost: int
    logged_twice: int
    outcomes: Mapping[str, int]
    reasons: Mapping[str, int]

    @property
    def share(self) -> float:
        """Of finished pieces, those that became prefilled entries."""
        return self.prefilled / self.finished

    @property
    def share_of_all(self) -> float:
        """Of all pieces that were not cancelled, finished or not."""
        return self.prefilled / self.pieces


async def measure(api: Api, log: Log, client: httpx.AsyncClient, state: Path, *, each: int = 32) -> Measured:
    """Send a month of a body's work through the door, and look at what each cadre is offered."""
    province = log.province
    staff = await _staff(province)
    feed = month([cadre for cadre, _ in staff], log.today - timedelta(days=1), each=each)
    outcomes = await _send(log, client, state, staff, feed)
    before = {caller.person_id: await _drafts(province, caller, log) for _, caller in staff}
    first = _judge(feed, staff, before)
    logged = await _log_some(log, staff, before)
    after = {caller.person_id: await _drafts(province, caller, log) for _, caller in staff}
    twice = sum(1 for person, drafts in after.items() for draft in drafts if _key(draft) in logged[person])
    async with province.db.tenant(province.id) as session:
        works = (await session.scalars(select(ReceivedWork))).all()
    told = {(work.kind, work.external_id) for work in works}
    return replace(
        first, outcomes=outcomes, logged_twice=twice, events=len(feed.documents) + len(feed.tasks),
        reasons=Counter(work.reason for work in works if work.reason),
        lost=sum(1 for piece in feed.pieces for telling in piece.tellings if telling not in told),
    )  # fmt: skip


def _judge(feed: Feed, staff: Staff, offers: Mapping[UUID | None, list[Prefilled]]) -> Measured:
    people = {cadre.pin: caller.person_id for cadre, caller in staff}
    true = {(people[piece.pin], document_key(piece.number)): piece for piece in feed.pieces}
    seen = Counter((person, _key(draft)) for person, drafts in offers.items() for draft in drafts)
    right = {key for key in seen if key in true and true[key].state == "finished"}
    counted = [piece.state for piece in feed.pieces]
    return Measured(
        0, len(counted) - counted.count("cancelled"), counted.count("finished"), len(right),
        sum(times - 1 for times in seen.values()), len(seen) - len(right), 0, 0, {}, {},
    )  # fmt: skip


def _key(draft: Prefilled) -> str | None:
    return document_key(draft.document_number)


async def _drafts(province: Province, caller: Caller, log: Log) -> list[Prefilled]:
    async with province.db.tenant(province.id) as session:
        return await prefilled.mine(session, caller, today=log.today)


async def _log_some(
    log: Log, staff: Staff, offers: Mapping[UUID | None, list[Prefilled]]
) -> dict[UUID | None, set[str | None]]:
    """Half of the cadres log every second draft: by turns the draft itself, and by hand under its number."""
    logged: dict[UUID | None, set[str | None]] = {caller.person_id: set() for _, caller in staff}
    for _, caller in staff[::2]:
        async with log.province.db.tenant(log.province.id) as session:
            for number, draft in enumerate(offers[caller.person_id][:8:2]):
                entry = EntryInput(
                    id=draft.id if number % 2 else uuid7(), work_date=log.today, work_item_id=draft.work_item_id,
                    quantity=draft.quantity, minutes=10, output=draft.title or "Văn bản",
                    evidence=(EvidenceInput(document_number=draft.document_number),),
                )  # fmt: skip
                await actions.log(session, caller, entry, now=log.now, submit=True)
                logged[caller.person_id].add(_key(draft))
    return logged


async def _staff(province: Province) -> list[tuple[Cadre, Caller]]:
    """The cadres of the body: two divisions, each person with a number and an account of the source."""
    found = []
    async with province.db.tenant(province.id) as session:
        for number in range(CADRES):
            unit, code = (("budget_division", "STC-NS"), ("price_division", "STC-GIA"))[number % 2]
            person_id, pin = uuid7(), f"0560902{number:05d}"
            session.add(
                Person(tenant_id=province.id, id=person_id, pin=pin, full_name=f"Cán bộ {number}",
                       sort_key=f"{number:02d}", search_key=f"can bo {number}")
            )  # fmt: skip
            await session.flush()
            post = Appointment(
                tenant_id=province.id,
                person_id=person_id,
                unit_id=province.units[unit],
                role="cadre",
                valid_from=OPENED,
            )
            session.add(post)
            held = RoleHeld("cadre", province.units[unit], province.paths[unit])
            caller = Caller(province.id, "province", uuid7(), person_id, (held,))
            found.append((Cadre(pin, f"stc.{number}", code), caller))
    return found


async def _send(log: Log, client: httpx.AsyncClient, state: Path, staff: Staff, feed: Feed) -> Counter[str]:
    """Settle both sources as an administrator does, then send what they send, the two at the same time."""
    province, admin, seal = log.province, log.province.caller("admin"), open_seal(Settings(state=state))
    senders = []
    async with province.db.tenant(province.id) as session:
        for kind in DOCUMENT_KINDS:
            rule = RuleInput("document", kind, log.items["appraise"])
            await mapping.map_kind(session, admin, rule, now=log.now)
        for kind in TASK_KINDS:
            await mapping.map_kind(session, admin, RuleInput("task", kind, log.items["reply"]), now=log.now)
        for name, kind in (("Văn bản", "document"), ("Giao việc", "task")):
            issued = await sources.open_source(session, admin, seal, SourceInput(name, [kind]), utc_now())
            senders.append(Sender(client, f"/intake/{province.id}/{issued.source.id}", issued.key))
            for cadre, caller in staff:
                alias = AliasInput(issued.source.id, "person", cadre.account, caller.person_id)
                await sources.name_alias(session, admin, alias)
    await asyncio.gather(senders[0].send(feed.documents), senders[1].send(feed.tasks))
    return senders[0].outcomes + senders[1].outcomes


def table(found: Measured) -> str:
    """The figures as a page of documentation shows them."""
    rows: list[tuple[str, Any]] = [
        ("Events sent", found.events), ("Pieces of work not cancelled", found.pieces),
        ("Of them finished", found.finished),
        ("Prefilled entries", found.prefilled), ("Share of finished work (≥ 70 %)", f"{found.share:.1%}"),
        ("Share of all work not cancelled", f"{found.share_of_all:.1%}"),
        ("Duplicates (< 0.1 %)", f"{found.duplicates + found.logged_twice} of {found.prefilled}"),
        ("Drafts of other people's, unfinished or cancelled work", found.wrong), ("Work lost", found.lost),
        ("Results", ", ".join(f"{name} {times}" for name, times in sorted(found.outcomes.items()))),
        ("Waiting with a reason", ", ".join(f"{name} {times}" for name, times in sorted(found.reasons.items()))),
    ]  # fmt: skip
    return "\n".join(["| What | Found |", "| --- | ---: |", *(f"| {name} | {value} |" for name, value in rows)])


async def _alone(folder: Path) -> Measured:
    with EmbeddedPostgres(folder / "state", durable=False) as server:
        server.provide("feed")
        await asyncio.to_thread(migrate.upgrade, server.url_for(roles.OWNER, "feed"))
        db = Database(server.url_for(roles.APP, "feed"), pool_size=5)
        app = create_app(Settings(state=folder), db, FolderStore(folder / "files"))
        api = Api(app, db)
        async with app.lifespan(), api.client() as client:
            found = await measure(api, await make_log(await make_province(db)), client, folder)
        await db.close()
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="roviec-feed-") as name:
        Path(name).chmod(0o711)
        print(table(asyncio.run(_alone(Path(name)))))  # noqa: T201 - a command that prints its table
