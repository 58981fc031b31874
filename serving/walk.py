"""Plays the main way once, through the public API: log, submit, verify, score, dashboard; and tells what happened."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import typer
from sqlalchemy import text

from kernel.clock import today
from kernel.database import Database
from kernel.errors import Refusal
from kernel.ids import uuid7
from serving.client import Client
from tenants.demo.logins import CADRE, LEADER, DemoAccount, demo_accounts
from tenants.demo.offices import OfficeLogin
from tenants.registry.models import Tenant

PATIENCE: Final = 300.0
SEARCHED: Final = "tham muu cong van tra loi"

Say = Callable[[str], None]

FIND_ITEM: Final = """query FindItem($words: String!) {
  workItems(filter: {text: $words}, first: 1) {
    edges { node { id code name normMinutes complexity output } } } }"""
LOG_WORK: Final = "mutation LogWork($input: LogWorkInput!) { logWork(input: $input) { id status } }"
SUBMIT: Final = "mutation Submit($id: UUID!) { submitEntry(input: {id: $id}) { id status } }"
ME: Final = "query Me { me { person { fullName } roles { role unit { id name } } } }"
INBOX: Final = """query Inbox { inbox(first: 100) {
  pageInfo { hasNextPage } edges { node { id person { fullName } workItem { name } minutes } } } }"""
VERIFY: Final = """mutation Verify($decisions: [VerdictInput!]!) {
  verifyEntries(input: {decisions: $decisions}) {
    verified refused results { entryId verified error { code message } } } }"""
SCORE: Final = "query Score($id: UUID!) { entry(id: $id) { status score { points } } }"
RECEIPT: Final = """query Receipt($id: UUID!) { receipt(entryId: $id) {
  packageName packageVersion points hash inputs { name value } values { name value } } }"""
SUMS: Final = """query Sums($unit: UUID!, $from: Date!, $to: Date!) {
  day: unitSums(unitId: $unit, dateFrom: $to, dateTo: $to, grain: DAY) { entries minutes points early late }
  month: unitSums(unitId: $unit, dateFrom: $from, dateTo: $to, grain: MONTH) { entries minutes points early late } }"""


@dataclass(frozen=True)
class Actors:
    """Who plays: a cadre and the direct leader of that cadre, in one province."""

    tenant: Tenant
    cadre: DemoAccount
    leader: DemoAccount


async def walk(
    db: Database,
    url: str,
    tenants: Sequence[Tenant],
    *,
    password: str,
    others: Sequence[OfficeLogin] = (),
    say: Say = typer.echo,
) -> None:
    """Play the main way once in the first tenant that has its actors; tell where the program is and who may sign in.

    A refusal on the way is told and ends the play, not the program.
    """
    found = [(tenant, await _accounts(db, tenant)) for tenant in tenants]
    say("Đang chấm điểm dữ liệu minh họa …")
    for tenant, _ in found:
        await _until(lambda tenant=tenant: _nothing_waits(db, tenant))  # type: ignore[misc] # mypy can't infer defaults
    actors = next(filter(None, (_actors(tenant, accounts) for tenant, accounts in found)), None)
    try:
        if actors is None:
            say("Các tỉnh này không có tài khoản cán bộ minh họa nên không diễn lại một ngày làm việc.")
        else:
            await _play(actors, url, password, say)
    except Refusal as refusal:
        say(f"Phần trình diễn dừng lại: {refusal.sentence()}")
    say("")
    say(f"Rõ Việc đang chạy tại {url} (Ctrl-C để dừng)")
    for tenant, accounts in found:
        say(f"\n{tenant.name}: mã đăng nhập {tenant.slug}, mật khẩu của mọi tài khoản minh họa: {password}")
        say(f"  {'quantri':<24} Quản trị của tỉnh")
        for account in accounts:
            say(f"  {account.login:<24} {account.full_name}, {account.unit}")
    for one in others:
        say(f"\n{one.tenant.name}: mã đăng nhập {one.tenant.slug}, mật khẩu: {password}")
        say(f"  {one.login:<24} {one.sees}")


async def _accounts(db: Database, tenant: Tenant) -> list[DemoAccount]:
    async with db.tenant(tenant.id) as session:
        return await demo_accounts(session)


def _actors(tenant: Tenant, accounts: list[DemoAccount]) -> Actors | None:
    """Who plays in a province; nobody where `roviec demo nation` made it, without logins of cadres."""
    by_post = {account.post: account for account in accounts}
    if not {CADRE, LEADER} <= by_post.keys():
        return None
    return Actors(tenant, by_post[CADRE], by_post[LEADER])


async def _nothing_waits(db: Database, tenant: Tenant) -> bool:
    async with db.tenant(tenant.id) as session:
        return not await session.scalar(
            text("SELECT EXISTS (SELECT FROM pending_score) OR EXISTS (SELECT FROM rollup_delta)")
        )


async def _until(done: Callable[[], Any]) -> None:
    """Wait until a question, asked again and again, is answered with yes."""
    async with asyncio.timeout(PATIENCE):
        while not await done():  # noqa: ASYNC110 - workers bring it about, maybe in another process
            await asyncio.sleep(0.2)


@asynccontextmanager
async def _signed_in(url: str, tenant: Tenant, account: DemoAccount, password: str) -> AsyncIterator[Client]:
    client = Client(url)
    try:
        await client.sign_in(tenant.slug, account.login, password)
        yield client
    finally:
        await client.close()


async def _play(actors: Actors, url: str, password: str, say: Say) -> None:
    tenant = actors.tenant
    say(f"\nMột ngày làm việc ở {tenant.name}")
    async with (
        _signed_in(url, tenant, actors.cadre, password) as cadre,
        _signed_in(url, tenant, actors.leader, password) as leader,
    ):
        unit = await _unit_of(leader)
        before = await _sums(leader, unit["id"])
        entry_id = await _log(cadre, actors.cadre, say)
        await _verify(leader, actors.leader, entry_id, say)
        await _until(lambda: _is_scored(cadre, entry_id))
        await _tell_receipt(cadre, entry_id, say)
        await _until(lambda: _is_summed(leader, unit["id"], before))
        _tell_sums(unit["name"], before, await _sums(leader, unit["id"]), say)


async def _unit_of(leader: Client) -> dict[str, Any]:
    me = (await leader.ask(ME))["me"]
    return next(held["unit"] for held in me["roles"] if held["role"].lower().endswith("_head"))


async def _log(cadre: Client, who: DemoAccount, say: Say) -> str:
    """Find an item as one types in haste, log a piece of work with its document, hand it in."""
    item = (await cadre.ask(FIND_ITEM, words=SEARCHED))["workItems"]["edges"][0]["node"]
    entry_id, number = str(uuid7()), f"{int(uuid7()) % 9000 + 1000}/CV-STP"
    work = {
        "id": entry_id,
        "workDate": today().isoformat(),
        "workItemId": item["id"],
        "quantity": "1",
        "minutes": 40,
        "output": item["output"],
        "evidence": [{"documentNumber": number}],
    }
    await cadre.ask(LOG_WORK, input=work)
    await cadre.ask(SUBMIT, id=entry_id)
    say(f'  1. {who.full_name} tìm "{SEARCHED}", thấy {item["code"]} {item["name"]}')
    say(f"     (định mức {item['normMinutes']} phút, độ phức tạp {item['complexity']}),")
    say(f"     ghi 1 sản phẩm, 40 phút, minh chứng {number}, rồi gửi.")
    return entry_id


async def _verify(leader: Client, who: DemoAccount, entry_id: str, say: Say) -> None:
    inbox = (await leader.ask(INBOX))["inbox"]
    waiting = [edge["node"] for edge in inbox["edges"]]
    more = "+" if inbox["pageInfo"]["hasNextPage"] else ""
    say(f"  2. {who.full_name} mở hộp chờ xác nhận: {len(waiting)}{more} mục.")
    result = (await leader.ask(VERIFY, decisions=[{"entryId": entry_id, "quality": "EXCELLENT"}]))["verifyEntries"]
    say(f'     Xác nhận với mức chất lượng "xuất sắc": {result["verified"]} mục, từ chối {result["refused"]}.')


async def _is_scored(cadre: Client, entry_id: str) -> bool:
    return (await cadre.ask(SCORE, id=entry_id))["entry"]["score"] is not None


async def _tell_receipt(cadre: Client, entry_id: str, say: Say) -> None:
    receipt = (await cadre.ask(RECEIPT, id=entry_id))["receipt"]
    say(f"  3. Hệ thống chấm theo gói {receipt['packageName']} {receipt['packageVersion']}: {receipt['points']} điểm.")
    say("     Phiếu điểm: " + _listed(receipt["inputs"]))
    say("              → " + _listed(receipt["values"]))
    say(f"     Mã băm {receipt['hash'][:16]}…: từ phiếu này ai cũng tính lại được điểm.")


def _listed(values: list[dict[str, str | None]]) -> str:
    return ", ".join(f"{row['name']} {row['value'] if row['value'] is not None else '–'}" for row in values)


async def _sums(leader: Client, unit_id: str) -> dict[str, dict[str, Any]]:
    """The unit's sums of today and of this month; nothing yet counts as none."""
    on: date = today()
    told = await leader.ask(SUMS, unit=unit_id, **{"from": on.replace(day=1).isoformat(), "to": on.isoformat()})
    nothing = {"entries": 0, "minutes": 0, "points": "0", "early": 0, "late": 0}
    return {name: rows[0] if rows else nothing for name, rows in told.items()}


async def _is_summed(leader: Client, unit_id: str, before: dict[str, dict[str, Any]]) -> bool:
    return bool((await _sums(leader, unit_id))["month"]["entries"] > before["month"]["entries"])


def _tell_sums(unit: str, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]], say: Say) -> None:
    say(f"  4. Bảng theo dõi của {unit}:")
    for name, shown in (("day", "hôm nay"), ("month", "tháng này")):
        old, new = before[name], after[name]
        say(
            f"     {shown:<10} {old['entries']} → {new['entries']} mục, {old['minutes']} → {new['minutes']} phút, "
            f"{_short(old['points'])} → {_short(new['points'])} điểm; sớm {new['early']}, chậm {new['late']}"
        )


def _short(number: str) -> str:
    return f"{Decimal(number):.2f}"
