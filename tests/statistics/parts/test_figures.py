"""What a part tells beside people by class: work, agencies, coverage, honesty of logs, staffing, the index."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text

from kernel.ids import uuid7
from tenants.calibration.models import LogMonth, RaterMonth
from tenants.decisions.models import Decision, QuotaGrant
from tenants.organisation.models import Appointment, Unit
from tenants.registry import actions as registry
from tenants.statistics.parts_format import BodiesLine, Part
from tests.decisions.conftest import Office
from tests.fixtures_tenant import PEOPLE
from tests.statistics.parts.conftest import Quarter
from tests.worklogs.conftest import Log, log

__all__ = ["log"]


def of_level(part: Part, name: str, level: str = "provincial") -> dict[str, object]:
    return next(vars(line) for line in getattr(part, name) if line.level == level)


async def test_work_by_body_and_field_with_the_two_people_who_did_most(quarter: Quarter) -> None:
    units = quarter.province.units
    async with quarter.province.db.tenant(quarter.province.id) as session:
        department = await session.get(Unit, (quarter.province.id, units["department"]))
        assert department is not None
        department.field = "tai_chinh"
    day = quarter.first
    await quarter.day("cadre1", day, entries=2, minutes=100, norm_minutes=Decimal("120.5"), early=1)
    await quarter.day("cadre1", quarter.last, entries=1, minutes=50, norm_minutes=60, late=1)
    await quarter.day("cadre3", day, entries=4, minutes=200, norm_minutes=200)
    await quarter.day("commune_cadre", day)
    await quarter.day("cadre1", day - timedelta(days=1), entries=90)
    found = {(line.body, line.field): line for line in (await quarter.gathered()).work}
    finance = found["provincial_government", "tai_chinh"]
    assert (finance.people, finance.entries, finance.minutes, finance.early, finance.late) == (2, 7, 350, 1, 1)
    assert (finance.norm_minutes, finance.largest, finance.second) == (Decimal("380.5"), Decimal(200), Decimal("180.5"))
    commune = found["communal_government", "chung"]
    assert (commune.norm_minutes, commune.largest, commune.second) == (Decimal(60), Decimal(60), Decimal(0))
    assert len(found) == 2


async def test_work_follows_the_post_of_the_day(quarter: Quarter) -> None:
    province, moved = quarter.province, quarter.months[1]
    async with province.db.tenant(province.id) as session:
        post = await session.get(Appointment, (province.id, province.appointments["cadre1"]))
        assert post is not None
        post.valid_to = moved
        session.add(
            Appointment(
                tenant_id=province.id, id=uuid7(), person_id=province.people["cadre1"], role="cadre",
                unit_id=province.units["commune"], valid_from=moved,
            )
        )  # fmt: skip
    await quarter.day("cadre1", quarter.first, entries=3)
    await quarter.day("cadre1", moved, entries=5)
    found = {line.body: line.entries for line in (await quarter.gathered()).work}
    assert found == {"provincial_government": 3, "communal_government": 5}


async def test_agencies_by_the_day_of_their_decisions(quarter: Quarter) -> None:
    office = quarter.office
    await office.sheet("cadre1", "75")
    assert of_level(await quarter.gathered(), "bodies")["open"] == 1
    await office.decide_all()
    on_time = of_level(await quarter.gathered(), "bodies")
    assert on_time == vars(BodiesLine("provincial", 1, on_time=1, late=0, open=0, within=1, over=0, granted=0))
    await office.change_period(decision_by=quarter.province.today - timedelta(days=1))
    assert of_level(await quarter.gathered(), "bodies")["late"] == 1
    # The sheet of the province's head is decided elsewhere.
    await office.sheet("province_head", "90", agency_id=quarter.province.units["province"])
    told = of_level(await quarter.gathered(), "bodies")
    assert (told["agencies"], told["late"], told["on_time"], told["open"]) == (2, 1, 1, 0)


async def test_agencies_beyond_the_quota_and_with_a_larger_share(quarter: Quarter) -> None:
    office = quarter.office
    for total in ("75", "75", "75", "75", "95"):
        await decided(office, await office.sheet((await office.people(1))[0], total), total)
    assert of_level(await quarter.gathered(), "bodies")["within"] == 1
    extra = await office.sheet((await office.people(1))[0], "96")
    await decided(office, extra, "96")
    told = of_level(await quarter.gathered(), "bodies")
    assert (told["within"], told["over"], told["granted"]) == (0, 1, 0)
    grant = QuotaGrant(
        tenant_id=quarter.province.id, id=uuid7(), agency_id=office.agency, share=Decimal("0.5"), first=quarter.first,
        last=quarter.last, document_number="1/QĐ", granted_by=quarter.province.people["province_head"],
        granted_at=office.now,
    )  # fmt: skip
    await quarter.add(grant)
    told = of_level(await quarter.gathered(), "bodies")
    assert (told["within"], told["over"], told["granted"]) == (0, 0, 1)


async def decided(office: Office, sheet_id: UUID, total: str) -> None:
    """A decision from elsewhere, which no quota was asked for."""
    province = office.province
    async with province.db.tenant(province.id) as session:
        session.add(
            Decision(
                tenant_id=province.id, id=uuid7(), sheet_id=sheet_id, number=1, document_number="1/QĐ",
                decided_class="HTXS" if Decimal(total) >= 90 else "HTT", decided_at=office.now, basis={},
                decided_by=province.people["agency_head"], appointment_id=province.appointments["agency_head"],
                content_hash=sheet_id.bytes,
            )
        )  # fmt: skip
    await office.change(sheet_id, status="decided")


async def test_coverage_and_qualities_of_verified_entries(quarter: Quarter, log: Log) -> None:
    position = await quarter.position("chuyen_vien", quarter.province.opened)
    async with quarter.province.db.tenant(quarter.province.id) as session:
        post = await session.get(Appointment, (quarter.province.id, quarter.province.appointments["cadre1"]))
        assert post is not None
        post.job_position_id = position
    written = [await log.write() for _ in range(3)]
    await log.verify(written[0].id, quality="excellent")
    await log.verify(written[1].id, quality="poor", comment="Chưa đạt yêu cầu của việc")
    await into_quarter(quarter, [entry.id for entry in written])
    await quarter.day("cadre1", quarter.first, entries=2)
    await quarter.office.sheet("cadre1", "75", self_scored_at=log.now)
    await quarter.office.sheet("cadre2", "75")
    await quarter.office.sheet("cadre3", None, not_ranked="training")
    part = await quarter.gathered()
    told = of_level(part, "coverage")
    assert told.pop("items") == len(log.items)
    assert told == {
        "level": "provincial", "posts": 8, "posts_with_position": 1, "positions": 1, "positions_described": 1,
        "items_used": 1, "entries": 2, "entries_with_item": 2, "people": 8, "people_logging": 1, "sheets": 2,
        "submitted": 1,
    }  # fmt: skip
    assert (of_level(part, "coverage", "communal")["posts"], len(PEOPLE)) == (2, 10)
    work = next(line for line in part.work if line.body == "provincial_government")
    assert (work.excellent, work.good, work.fair, work.poor, work.rejected) == (1, 0, 0, 1, 0)


async def into_quarter(quarter: Quarter, entries: list[UUID]) -> None:
    """Have entries done within the quarter, as if they had been logged then."""
    async with quarter.province.db.platform() as session:
        await registry.ensure_months(session, quarter.first, 3)
    async with quarter.province.db.tenant(quarter.province.id) as session:
        await session.execute(
            text("UPDATE work_entry SET work_date = :day WHERE id = ANY (CAST(:ids AS uuid[]))"),
            {"day": quarter.first, "ids": entries},
        )


async def test_flags_of_raters_and_logs_are_counted_not_named(quarter: Quarter) -> None:
    province = quarter.province
    unit = province.units["budget_division"]
    rater = {"tenant_id": province.id, "month": quarter.first, "unit_id": unit, "good": 0, "fair": 0, "poor": 0}
    given = {"rejected": 0, "general_given": 0, "general_points": Decimal(0)}
    await quarter.add(
        RaterMonth(**rater, **given, person_id=province.people["division_head"], entries=80, excellent=80, at_once=80),
        RaterMonth(**rater, **given, person_id=province.people["agency_head"], entries=5, excellent=5, at_once=0),
        *(
            LogMonth(
                tenant_id=province.id, month=month, unit_id=unit, person_id=province.people["cadre1"], entries=60,
                days=20, long_days=18, minutes=12_000, norm_minutes=Decimal(9_000), proved=60, repeated=55,
            )
            for month in quarter.months[:2]
        ),
        LogMonth(
            tenant_id=province.id, month=quarter.first, unit_id=unit, person_id=province.people["cadre2"], entries=3,
            days=2, long_days=2, minutes=900, norm_minutes=Decimal(300), proved=3, repeated=0,
        ),
    )  # fmt: skip
    part = await quarter.gathered()
    assert of_level(part, "honesty") == {
        "level": "provincial", "raters": 1, "raters_top_marks": 0, "raters_at_once": 1, "logs": 1,
        "logs_long_days": 1, "logs_repeated": 1, "days": 40, "long_days": 36,
    }  # fmt: skip
    assert of_level(part, "honesty", "communal")["raters"] == 0


async def test_staffing_and_index_are_those_of_their_rooms(quarter: Quarter) -> None:
    package_id = await quarter.law()
    await quarter.office.sheets(["75", "85"], norm_package_id=package_id)
    await quarter.office.decide_all()
    part = await quarter.gathered()
    assert {(line["level"], line["group"]): line["people"] for line in part.staffing} == {
        ("provincial", "leadership"): 5, ("provincial", "professional"): 5, ("communal", "leadership"): 1,
        ("communal", "professional"): 1,
    }  # fmt: skip
    (line,) = part.index
    assert (line["package"], line["people"], line["raw_sum"], line["harmonised_sum"]) == ("decree-335", 2, "160", "160")
