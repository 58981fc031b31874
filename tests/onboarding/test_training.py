"""Training mode: practised on copies, behind the wall between tenants, and over when it ends."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from kernel.clock import utc_now
from kernel.errors import Forbidden
from kernel.ids import uuid7
from tenants.accounts import actions as accounts
from tenants.accounts.errors import BadCredentials
from tenants.accounts.models import Account
from tenants.norms import actions as norms
from tenants.onboarding import training, waves
from tenants.onboarding.errors import BadTrainingEnd, NotInTraining, TrainingClosed
from tenants.onboarding.models import TrainingGround
from tenants.onboarding.waves import WavePlan
from tenants.registry import queries as registry
from tenants.scoring import actions as scoring
from tests.api.conftest import Api
from tests.fixtures_tenant import Province
from tests.worklogs.conftest import Log

DAY = timedelta(days=1)
WHO = "{ tenant { kind name } me { personId } rolloutStanding { expected practising training { endsOn } } }"
LOG = "mutation ($input: LogWorkInput!) { logWork(input: $input) { status } }"


async def opened(province: Province, days: int = 7) -> int:
    """Training mode open for so many days; the twin."""
    async with province.db.tenant(province.id) as session:
        await training.open_training(session, province.caller("admin"), province.today + days * DAY, now=utc_now())
        twin = await session.scalar(select(TrainingGround.twin).where(TrainingGround.closed_at.is_(None)))
    assert twin is not None
    return twin


async def count(province: Province, tenant: int, table: str) -> int:
    async with province.db.tenant(tenant) as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")))


class Desk:
    """Somebody's browser, signed in to the province."""

    def __init__(self, api: Api, province: Province) -> None:
        self.http, self.province, self.proof = api.client(), province, ""

    async def sign_in(self, name: str) -> None:
        async with self.province.db.tenant(self.province.id) as session:
            signed = await accounts.enter(session, self.province.accounts[name], "signed_in")
        self.http.cookies.set("roviec_session", signed.token, domain="test.local")
        self.proof = signed.csrf

    async def ask(self, query: str, **variables: object) -> dict[str, Any]:
        sent = {"query": query, "variables": variables}
        found: dict[str, Any] = (
            await self.http.post("/graphql", json=sent, headers={"x-csrf-token": self.proof})
        ).json()
        return found

    async def turn(self, method: str) -> int:
        """Go over to training (POST) or back (DELETE); the status."""
        answer = await self.http.request(method, "/session/training", headers={"x-csrf-token": self.proof})
        if answer.is_success:
            self.proof = answer.json()["csrfToken"]
        return answer.status_code


async def test_a_cadre_practises_as_herself_a_leader_verifies_and_nothing_reaches_the_province(
    api: Api, log: Log
) -> None:
    province = log.province
    async with province.db.tenant(province.id) as session:
        await norms.publish_shipped(session, "khanh-hoa", valid_from=province.opened)
        later = WavePlan("Sau", log.today + 30 * DAY, [province.units["province"]])
        await waves.plan(session, province.caller("admin"), later, today=log.today)
    twin = await opened(province)
    cadre, leader = Desk(api, province), Desk(api, province)
    await cadre.sign_in("cadre1")
    entry = {
        "id": str(uuid7(log.now)), "workDate": log.today.isoformat(), "workItemId": str(log.items["appraise"]),
        "quantity": "2", "minutes": 90, "output": "Báo cáo", "evidence": [{"documentNumber": "1/STC"}], "submit": True,
    }  # fmt: skip
    refused = await cadre.ask(LOG, input=entry)
    assert refused["errors"][0]["extensions"]["code"] == "WAVE_NOT_BEGUN"
    real_proof = cadre.proof
    assert await cadre.turn("POST") == 201
    who = (await cadre.ask(WHO))["data"]
    assert (who["tenant"]["kind"], who["me"]["personId"]) == ("TRAINING", str(province.people["cadre1"]))
    assert who["rolloutStanding"] == {"expected": True, "practising": True, "training": None}
    assert (await cadre.ask(LOG, input=entry))["data"]["logWork"] == {"status": "SUBMITTED"}

    await leader.sign_in("division_head")
    assert (await leader.ask("{ inbox { edges { cursor } } }"))["data"] == {"inbox": {"edges": []}}
    assert await leader.turn("POST") == 201
    verdict = {"decisions": [{"entryId": entry["id"], "quality": "GOOD"}]}
    verify = "mutation ($input: VerifyEntriesInput!) { verifyEntries(input: $input) { verified } }"
    assert (await leader.ask(verify, input=verdict))["data"]["verifyEntries"] == {"verified": 1}
    async with province.db.tenant(twin) as session:
        assert await scoring.score_pending(session) == 1
    scored = await cadre.ask("query ($id: UUID!) { entry(id: $id) { score { points } } }", id=entry["id"])
    assert float(scored["data"]["entry"]["score"]["points"]) > 0
    for table in ("work_entry", "pending_score", "entry_score", "rollup_delta"):
        assert await count(province, province.id, table) == 0, table

    # A page that was open before the change still holds the other session's proof: it changes nothing in either.
    stale = await cadre.http.post("/graphql", json={"query": LOG}, headers={"x-csrf-token": real_proof})
    assert stale.json()["errors"][0]["extensions"]["code"] == "CSRF_REQUIRED"
    assert await cadre.turn("DELETE") == 200
    who = (await cadre.ask(WHO))["data"]
    assert (who["tenant"]["kind"], who["rolloutStanding"]["expected"]) == ("PROVINCE", False)
    assert (await cadre.ask("query ($id: UUID!) { entry(id: $id) { id } }", id=entry["id"]))["data"]["entry"] is None


async def test_a_twin_is_no_province_and_holds_no_number_no_password_and_no_birthday(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await session.execute(update(Account).values(password_hash="x"))
    twin = await opened(province)
    async with province.db.platform() as session:
        assert twin not in {row.id for row in await registry.tenants(session, "province")}
        slug = next(row.slug for row in await registry.tenants(session) if row.id == twin)
    async with province.db.tenant(twin) as session:
        assert await session.scalar(select(func.count()).where(Account.password_hash.is_not(None))) == 0
        told = (await session.execute(text("SELECT pin, birth_date, gender FROM person"))).all()
    assert len(told) == len(province.people)
    async with province.db.tenant(province.id) as session:
        real = set(await session.scalars(text("SELECT pin FROM person")))
    assert all(row.pin not in real and row.birth_date is None and row.gender is None for row in told)
    with pytest.raises(BadCredentials):
        await accounts.sign_in(province.db, slug, "cadre1", "bat-ky-mat-khau", address="192.0.2.1")


async def test_made_anew_the_practice_is_gone_and_the_old_copies_have_no_names(province: Province) -> None:
    first = await opened(province)
    signed = await training.enter(province.db, province.caller("cadre1"))
    assert signed.tenant_id == first
    second = await opened(province)
    assert second != first
    async with province.db.tenant(first) as session:
        assert set(await session.scalars(text("SELECT full_name FROM person"))) == {"Tập dượt"}
        assert await session.scalar(text("SELECT count(*) FROM browser_session")) == 0
    assert (await training.enter(province.db, province.caller("cadre1"))).tenant_id == second


async def test_training_ends_with_its_day_and_nobody_enters_before_or_after(province: Province) -> None:
    cadre, admin = province.caller("cadre1"), province.caller("admin")
    with pytest.raises(TrainingClosed):
        await training.enter(province.db, cadre)
    await opened(province, days=0)
    signed = await training.enter(province.db, cadre)
    async with province.db.tenant(signed.tenant_id) as session:
        ends = (await session.execute(text("SELECT max(expires_at) FROM browser_session"))).scalar_one()
    assert ends.astimezone(training.HERE).date() <= province.today + DAY
    with pytest.raises(TrainingClosed):
        await training.enter(province.db, cadre, now=utc_now() + DAY)
    async with province.db.tenant(province.id) as session:
        with pytest.raises(BadTrainingEnd):
            await training.move_end(session, admin, province.today - DAY, now=utc_now())
        with pytest.raises(Forbidden):
            await training.close_training(session, cadre, now=utc_now())
        await training.close_training(session, admin, now=utc_now())
    with pytest.raises(TrainingClosed):
        await training.enter(province.db, cadre)


async def test_who_came_after_the_copies_is_told_so(province: Province) -> None:
    await opened(province)
    async with province.db.tenant(province.id) as session:
        await session.execute(update(Account).where(Account.id == province.accounts["cadre1"]).values(login="doi.ten"))
    with pytest.raises(NotInTraining):
        await training.enter(province.db, province.caller("cadre1"))
