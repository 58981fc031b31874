"""A province with sources, and short ways to send in their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from kernel.clock import utc_now
from kernel.sealing import open_seal
from kernel.settings import Settings
from tenants.intake import mapping, sources
from tenants.intake.mapping import RuleInput
from tenants.intake.models import IntakeSource, ReceivedWork
from tenants.intake.sources import AliasInput, Issued, SourceInput
from tests.api.conftest import Api, api, settings
from tests.fixtures_tenant import PEOPLE
from tests.harness.sender import Sender
from tests.worklogs.conftest import Log, log

__all__ = ["api", "log", "settings"]

PIN = PEOPLE["cadre1"][1]


@dataclass
class Office:
    """A province, its doors, and one source that may send everything."""

    api: Api
    log: Log
    state: Path
    client: httpx.AsyncClient
    issued: Issued

    @property
    def source(self) -> IntakeSource:
        return self.issued.source

    def sender(self, issued: Issued | None = None) -> Sender:
        given = issued or self.issued
        return Sender(self.client, f"/intake/{self.log.province.id}/{given.source.id}", given.key)

    async def open(self, name: str, *sends: str, unit_id: UUID | None = None) -> Issued:
        async with self.api.db.tenant(self.log.province.id) as session:
            given = SourceInput(name, sends or ("document", "task"), unit_id)
            return await sources.open_source(
                session, self.log.province.caller("admin"), open_seal(Settings(state=self.state)), given, utc_now()
            )

    async def map(self, kind: str, work_kind: str, item: str, **where: UUID) -> None:
        async with self.api.db.tenant(self.log.province.id) as session:
            given = RuleInput(kind, work_kind, self.log.items[item], **where)
            await mapping.map_kind(session, self.log.province.caller("admin"), given, now=utc_now())

    async def name(self, name: str, person: str, source: IntakeSource | None = None) -> None:
        async with self.api.db.tenant(self.log.province.id) as session:
            province = self.log.province
            given = AliasInput((source or self.source).id, "person", name, province.people[person])
            await sources.name_alias(session, province.caller("admin"), given)

    async def tell(self, *events: dict[str, Any], issued: Issued | None = None) -> list[dict[str, Any]]:
        """The results of a message with these events."""
        response = await self.sender(issued).post({"events": list(events)})
        assert response.status_code == 200, response.text
        results: list[dict[str, Any]] = response.json()["results"]
        return results

    async def works(self) -> Sequence[ReceivedWork]:
        async with self.api.db.tenant(self.log.province.id) as session:
            return (await session.scalars(select(ReceivedWork).order_by(ReceivedWork.external_id))).all()

    async def drafts(self, who: str = "cadre1") -> list[dict[str, Any]]:
        """What somebody is offered, asked by their own token."""
        answer = await self.api.ask(await self.api.token(self.log.province, who), DRAFTS)
        assert "errors" not in answer, answer
        found: list[dict[str, Any]] = answer["data"]["myPrefilledEntries"]
        return found

    def event(self, name: str, external: str = "VB-1", **facts: Any) -> dict[str, Any]:
        """An event of an hour ago, of the cadre."""
        at = utc_now() - timedelta(hours=1)
        base = {"person": {"pin": PIN}, "kind": "bao-cao", "documentNumber": "12/BC-STC", "title": "Báo cáo quý"}
        return {"type": name, "externalId": external, "happenedAt": at.isoformat(), **base, **facts}


DRAFTS = """{ myPrefilledEntries { id kind documentNumber workItemId taskId quantity day dueDate title sourceName } }"""


@pytest.fixture
async def office(api: Api, log: Log, tmp_path: Path) -> Any:
    async with api.client() as client:
        office = Office(api, log, tmp_path, client, None)  # type: ignore[arg-type] # opened in the next line
        office.issued = await office.open("E-Office tỉnh")
        yield office
