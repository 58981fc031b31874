"""An inbox of two hundred entries: four groups of unremarkable work, and fourteen that deserve a look."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, update

from kernel.ids import uuid7
from tenants.accounts import administration
from tenants.catalogue.models import WorkItem, WorkItemVersion
from tenants.organisation.models import Appointment, Person
from tenants.registry import actions as registry
from tenants.vietnamese import name_sort_key, search_key
from tenants.worklogs.models import EntryEvent, Evidence, StoredFile, WorkEntry
from tests.console.conftest import PASSWORD, Office

LEADER: Final = "division_head"
NAMES: Final = (
    "Đặng Thị Thu Hà", "Phan Văn Lộc", "Lê Thị Kim Ngân", "Trương Minh Đạt", "Võ Ngọc Trâm", "Hồ Anh Tuấn",
    "Nguyễn Thị Bích Liên", "Trần Đức Huy", "Ngô Thị Mỹ Ánh", "Bùi Quốc An",
)  # fmt: skip
# code: name, product unit, norm of one, how many entries
ITEMS: Final = {
    "DD-01": ("Trích lục bản đồ địa chính", "tờ", 18, 62),
    "DD-02": ("Tiếp nhận, trả kết quả tại quầy", "lượt", 9, 54),
    "DD-03": ("Soạn công văn trả lời công dân", "văn bản", 48, 38),
    "DD-04": ("Chỉnh lý hồ sơ địa chính", "hồ sơ", 24, 32),
}
STRANGE: Final = 14


@dataclass(frozen=True)
class Inbox:
    """What waits: entries of groups by item code, and the strange ones."""

    items: dict[str, UUID]
    people: list[UUID]
    grouped: list[UUID]
    strange: list[UUID]


async def furnish(office: Office, *, picture: tuple[UUID, str] | None = None) -> Inbox:
    """Fill the division head's inbox; the first strange entries cite one photo if there is one."""
    log = office.log
    items = {code: uuid7() for code in ITEMS}
    async with log.province.db.tenant(log.province.id) as session:
        admin = log.province.caller("admin")
        await administration.reset_password(session, admin, log.province.accounts[LEADER], PASSWORD)
        await registry.change_settings(session, admin, samples_before_group=2)
        session.add_all(WorkItem(tenant_id=log.province.id, id=item, code=code) for code, item in items.items())
        await session.flush()
        session.add_all(_version(office, items[code], *facts[:3]) for code, facts in ITEMS.items())
        await session.flush()
        people, posts = await _people(session, office)
        rows = _rows(office, items, people, posts)
        await session.execute(insert(WorkEntry), rows)
        await session.execute(insert(Evidence), [_proof(row, number) for number, row in enumerate(rows)])
        await session.execute(insert(EntryEvent), [_event(row) for row in rows])
        if picture is not None:
            await _photo(session, office, rows, picture)
    grouped = sum(facts[3] for facts in ITEMS.values())
    ids = [row["id"] for row in rows]
    return Inbox(items, people, ids[:grouped], ids[grouped:])


def _version(office: Office, item: UUID, name: str, unit: str, norm: int) -> WorkItemVersion:
    return WorkItemVersion(
        tenant_id=office.log.province.id, work_item_id=item, version=1, status="approved",
        valid_from=office.log.province.opened, name=name, search_key=search_key(name), field="dat_dai", task_group="B",
        position_groups=["professional"], norm_minutes=norm, complexity="normal", standard_score=Decimal(100),
        output="Hồ sơ", product_unit=unit,
    )  # fmt: skip


async def _people(session: Any, office: Office) -> tuple[list[UUID], list[UUID]]:
    province = office.log.province
    people, posts = [uuid7() for _ in NAMES], [uuid7() for _ in NAMES]
    session.add_all(
        Person(
            tenant_id=province.id, id=person, pin=f"0561950{number:05}", full_name=name,
            sort_key=name_sort_key(name), search_key=search_key(name),
        )
        for number, (person, name) in enumerate(zip(people, NAMES, strict=True))
    )  # fmt: skip
    await session.flush()
    session.add_all(
        Appointment(
            tenant_id=province.id, id=post, person_id=person, unit_id=province.units["budget_division"], role="cadre",
            valid_from=province.opened,
        )
        for person, post in zip(people, posts, strict=True)
    )  # fmt: skip
    await session.flush()
    return people, posts


def _rows(office: Office, items: dict[str, UUID], people: list[UUID], posts: list[UUID]) -> list[dict[str, Any]]:
    log = office.log
    plain = [(code, norm) for code, (_, _, norm, count) in ITEMS.items() for _ in range(count)]
    strange = [("DD-03", 48)] * STRANGE
    rows = []
    for number, (code, norm) in enumerate(plain + strange):
        odd = number - len(plain)
        who = number % len(people)
        wild = odd >= 0
        rows.append(
            {
                "tenant_id": log.province.id, "id": uuid7(), "work_date": log.today, "person_id": people[who],
                "appointment_id": posts[who], "unit_id": log.province.units["budget_division"],
                "job_position_id": None, "work_item_id": items[code], "work_item_version": 1, "status": "submitted",
                "quantity": Decimal(1), "minutes": norm * (2 + odd % 3) if wild else norm - number % 3,
                "output": "Hồ sơ đã giải quyết", "norm_minutes": norm, "complexity": "normal", "k": Decimal(1),
                "note": "Thửa ven sông, phải đo lại ranh mốc hai lần." if wild else None,
                "started_at": log.now - timedelta(hours=2), "submitted_at": log.now - timedelta(minutes=1),
                "created_at": log.now - timedelta(minutes=2), "days_late": 1 if odd == 3 else 0,
                "due_date": log.today - timedelta(days=1) if odd == 3 else None,
            }
        )  # fmt: skip
    return rows


def _proof(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {
        "tenant_id": row["tenant_id"], "id": uuid7(), "entry_id": row["id"], "work_date": row["work_date"],
        "document_number": f"{number + 100}/TĐ-CNNT",
    }  # fmt: skip


def _event(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "tenant_id": row["tenant_id"], "id": uuid7(), "entry_id": row["id"], "kind": "submitted",
        "person_id": row["person_id"], "at": row["submitted_at"], "data": {},
    }  # fmt: skip


async def _photo(session: Any, office: Office, rows: list[dict[str, Any]], picture: tuple[UUID, str]) -> None:
    tenant, (file_id, sha256) = office.log.province.id, picture
    row = rows[-1]
    session.add(
        StoredFile(
            tenant_id=tenant, id=file_id, name="ranh-moc.png", media_type="image/png", size=20_000, sha256=sha256,
            uploaded_by=row["person_id"],
        )
    )  # fmt: skip
    await session.flush()
    await session.execute(
        update(Evidence)
        .where(Evidence.tenant_id == tenant, Evidence.entry_id == row["id"])
        .values(document_number=None, file_id=file_id)
    )
