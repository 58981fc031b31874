"""Crosswalks: brought in with errors in place, complete before they apply, and totals that stay whatever is split."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from kernel.clock import utc_now
from kernel.errors import NotFound
from kernel.ids import uuid7
from tenants.catalogue.crosswalk import applying, errors, importing, queries, reading
from tenants.catalogue.crosswalk.importing import CrosswalkInput, Found
from tenants.catalogue.crosswalk.rules import carried, divided
from tenants.catalogue.models import JobPosition, JobPositionVersion
from tenants.organisation.models import Appointment
from tenants.scoring import actions as scoring
from tests.fixtures_tenant import Province
from tests.scoring.conftest import log, scored_log
from tests.worklogs.conftest import Log

__all__ = ["log", "scored_log"]

MILLION = 1_000_000


@st.composite
def shares(draw: st.DrawFn) -> list[Decimal]:
    cuts = sorted(draw(st.sets(st.integers(1, MILLION - 1), max_size=5)))
    return [Decimal(b - a) / MILLION for a, b in zip([0, *cuts], [*cuts, MILLION], strict=True)]


@given(st.decimals(-(10**9), 10**9, places=4), shares())
def test_parts_add_up_to_the_amount(amount: Decimal, parts: list[Decimal]) -> None:
    assert sum(divided(amount, parts)) == amount


@given(
    st.dictionaries(st.integers(0, 9), st.decimals(0, 10**6, places=4)),
    st.dictionaries(st.integers(0, 9), st.tuples(shares(), st.integers(0, 99))),
)
def test_a_catalogue_read_through_a_crosswalk_has_the_same_total(
    amounts: dict[int, Decimal], lines: dict[int, tuple[list[Decimal], int]]
) -> None:
    fates = {old: [(new + at, part) for at, part in enumerate(parts)] for old, (parts, new) in lines.items()}
    assert sum(carried(amounts, fates).values()) == sum(amounts.values())


async def bring(province: Province, lines: str, *, kind: str = "work_item", dry_run: bool = False) -> Found:
    given = CrosswalkInput(kind, "Danh mục mới", "12/QĐ", province.today + timedelta(days=1))
    data = ("Mã cũ,Mã mới,Mã đơn vị,Tỷ lệ\n" + lines).encode()
    async with province.db.tenant(province.id) as session:
        return await importing.bring_in(session, province.caller("admin"), given, data, dry_run=dry_run, now=utc_now())


async def test_errors_stand_in_their_rows_and_nothing_is_written(scored_log: Log) -> None:
    found = await bring(scored_log.province, "TC-001,X,,\nCH-001,TC-001,NONE,2\n")
    assert [(one.row, one.column) for one in found.errors] == [
        (2, "Mã mới"), (3, "Mã đơn vị"), (3, "Tỷ lệ"),
    ]  # fmt: skip
    found = await bring(scored_log.province, "TC-001,CH-001,,0.5\nTC-001,DV-001,STC-NS,1\n")
    assert [(one.row, one.column) for one in found.errors] == [(2, "Tỷ lệ")]
    assert not found.written
    assert (await bring(scored_log.province, "TC-001,CH-001,,1\n", dry_run=True)).missing == ("DV-001",)


async def test_items_go_on_and_the_past_reads_both_ways(scored_log: Log) -> None:
    province = scored_log.province
    for who, quantity in (("cadre1", 1), ("cadre2", 2)):
        row = await scored_log.write(who, minutes=5, quantity=Decimal(quantity))
        await scored_log.verify(row.id)
    template = uuid7()
    async with province.db.tenant(province.id) as session:
        await scoring.score_pending(session)
        await session.execute(
            text(
                "INSERT INTO entry_template (tenant_id, id, person_id, work_item_id, name, quantity, minutes, output)"
                " VALUES (:t, :id, :p, :item, 'Mẫu', 1, 30, 'Văn bản')"
            ),
            {"t": province.id, "id": template, "p": province.people["cadre1"], "item": scored_log.items["appraise"]},
        )
    found = await bring(province, "TC-001,CH-001,,0.25\nTC-001,DV-001,,0.75\n")
    assert found.missing == ()
    admin, month = province.caller("admin"), scored_log.today.replace(day=1)
    assert found.id is not None
    async with province.db.tenant(province.id) as session:
        was, now = await reading.trend(session, admin, found.id, month, month)
        assert [work.code for work in was] == ["TC-001"]
        assert {work.code: work.entries for work in now} == {"CH-001": Decimal("0.5"), "DV-001": Decimal("1.5")}
        assert sum(work.points for work in now) == sum(work.points for work in was) > 0
    async with province.db.tenant(province.id) as session:
        await applying.apply(session, admin, found.id, now=utc_now())
        assert await session.scalar(text("SELECT count(DISTINCT work_item_id) FROM work_entry")) == 1
        item = await session.scalar(text("SELECT work_item_id FROM entry_template WHERE id = :id"), {"id": template})
        assert item == scored_log.items["price"]
        ended = text("SELECT valid_to FROM work_item_version WHERE work_item_id = :item")
        assert await session.scalar(ended, {"item": scored_log.items["appraise"]}) == province.today + timedelta(days=1)
        with pytest.raises(errors.CrosswalkApplied):
            await applying.discard(session, admin, found.id)


async def positions(province: Province, *codes: str) -> None:
    async with province.db.tenant(province.id) as session:
        rows = [JobPosition(tenant_id=province.id, id=uuid7(), code=code) for code in codes]
        session.add_all(rows)
        await session.flush()
        session.add_all(
            JobPositionVersion(
                tenant_id=province.id, job_position_id=row.id, version=1, status="approved", name=row.code,
                valid_from=province.opened, search_key=row.code, position_group="professional", rank="specialist",
                field="finance", level="province", description={},
            )
            for row in rows
        )  # fmt: skip
        for name in ("cadre1", "cadre3"):
            post = await session.get(Appointment, (province.id, province.appointments[name]))
            assert post is not None
            post.job_position_id = rows[0].id


async def test_posts_take_the_position_of_their_unit_from_the_day_on(
    province: Province, other_province: Province
) -> None:
    await positions(province, "OLD", "NEW-A", "NEW-B")
    found = await bring(province, "OLD,NEW-A,,\nOLD,NEW-B,STC-GIA,\n", kind="job_position")
    assert (found.errors, found.missing) == ((), ())
    assert found.id is not None
    async with other_province.db.tenant(other_province.id) as session:
        with pytest.raises(NotFound):
            await applying.apply(session, other_province.caller("admin"), found.id, now=utc_now())
    held = text(
        "SELECT person_id, code FROM appointment JOIN job_position AS p ON p.id = job_position_id"
        " WHERE appointment.valid_from <= :day AND (valid_to IS NULL OR valid_to > :day)"
    )

    async def posts(day: date) -> dict[str, str]:
        async with province.db.tenant(province.id) as session:
            rows = {row.person_id: row.code for row in await session.execute(held, {"day": day})}
        return {name: rows[person] for name, person in province.people.items() if person in rows}

    async with province.db.tenant(province.id) as session:
        await applying.apply(session, province.caller("admin"), found.id, now=utc_now())
    assert await posts(province.today) == {"cadre1": "OLD", "cadre3": "OLD"}
    assert await posts(province.today + timedelta(days=1)) == {"cadre1": "NEW-A", "cadre3": "NEW-B"}
    async with province.db.tenant(province.id) as session:
        [row] = await queries.crosswalks(session, province.caller("cadre1"))
    assert [(line.old_code, line.new_code, line.unit_code) for line in row.lines] == [
        ("OLD", "NEW-A", None), ("OLD", "NEW-B", "STC-GIA"),
    ]  # fmt: skip


async def test_a_position_that_ends_with_somebody_in_it_stops_the_crosswalk(province: Province) -> None:
    await positions(province, "OLD", "NEW")
    found = await bring(province, "OLD,,,\n", kind="job_position")
    assert found.id is not None
    async with province.db.tenant(province.id) as session:
        with pytest.raises(errors.CrosswalkIncomplete):
            await applying.apply(session, province.caller("admin"), found.id, now=utc_now())
    found = await bring(province, "OLD,,,\nNEW,NEW,,\n", kind="job_position")
    assert found.id is not None
    async with province.db.tenant(province.id) as session:
        with pytest.raises(errors.CrosswalkPosts):
            await applying.apply(session, province.caller("admin"), found.id, now=utc_now())
