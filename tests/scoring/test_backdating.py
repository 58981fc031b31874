"""Back-dated corrections: by two who may, named, with reason; new scores beside the old, sums and months following."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import func, select, text

from tenants.norms import corrections
from tenants.norms.models import NormCorrection, NormPackage
from tenants.rollups import checks as rollup_checks
from tenants.rollups.models import PersonDay, UnitDay
from tenants.scoring import checks, queries
from tenants.scoring.models import EntryScore, MonthScore, RefusedScore
from tenants.worklogs import queries as worklogs
from tenants.worklogs.models import PendingScore, WorkEntry
from tests.norms.office import days, numbered
from tests.scoring.past import Past


async def test_new_scores_stand_beside_the_old_and_name_the_correction(past: Past) -> None:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    correction = await past.office.correct(right, past.first, past.after)
    assert await past.apply(correction) == 2
    for who in ("cadre1", "commune_cadre"):
        old, new = await past.scores(who)
        assert (old.revision, old.points, old.norm_package_id, old.norm_correction_id) == (
            1, Decimal(180), past.in_force.id, None,
        )  # fmt: skip
        assert (new.revision, new.points, new.norm_package_id, new.norm_correction_id) == (
            2, Decimal(204), right.id, correction.id,
        )  # fmt: skip
    async with past.province.db.tenant(past.province.id) as session:
        assert await session.scalar(select(func.sum(PersonDay.points))) == Decimal(408)
        assert await session.scalar(select(func.sum(UnitDay.points))) == Decimal(408)
        assert await session.scalar(select(func.sum(UnitDay.entries))) == 2
        assert await rollup_checks.differences(session) == []
        assert await checks.differences(session) == []
        kept = await session.get(NormCorrection, (past.province.id, correction.id))
        package = await session.get(NormPackage, (past.province.id, right.id))
    assert kept is not None
    assert package is not None
    assert (kept.entries, package.status) == (2, "corrective")


async def test_months_that_have_ended_get_a_new_revision_that_names_it_too(past: Past) -> None:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    correction = await past.office.correct(right, past.first, past.after)
    await past.apply(correction)
    old, new = await past.months("cadre1")
    assert (old.revision, old.norm_package_id, old.norm_correction_id) == (1, past.in_force.id, None)
    assert (new.revision, new.norm_package_id, new.norm_correction_id) == (2, right.id, correction.id)
    assert (old.receipt["values"]["credited"], new.receipt["values"]["credited"]) == ("180", "204")


async def test_a_correction_that_leaves_out_the_last_day_leaves_the_month_alone(past: Past) -> None:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    await past.apply(await past.office.correct(right, past.day, past.day + days(1)))
    assert len(await past.scores("cadre1")) == 2
    assert [row.revision for row in await past.months("cadre1")] == [1]


async def test_of_named_units_only_their_branch_is_corrected(past: Past) -> None:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    assert await past.apply(await past.office.correct(right, past.first, past.after, ["department"])) == 1
    assert [len(await past.scores(who)) for who in ("cadre1", "commune_cadre")] == [2, 1]
    assert [len(await past.months(who)) for who in ("cadre1", "commune_cadre")] == [2, 1]


async def test_days_outside_stay_as_they_are(past: Past) -> None:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    assert await past.apply(await past.office.correct(right, past.day + days(1), past.after)) == 0
    assert await past.apply(await past.office.correct(right, past.first, past.day)) == 0
    assert len(await past.scores("cadre1")) == 1


async def test_of_two_corrections_the_one_confirmed_last_counts_and_all_scores_stay(past: Past) -> None:
    for version, hard in (("1.0.1", "1.7"), ("1.0.2", "1.8")):
        row = await past.office.draft(numbered(version, hard=hard))
        await past.apply(await past.office.correct(row, past.first, past.after))
    assert [row.points for row in await past.scores("cadre1")] == [Decimal(180), Decimal(204), Decimal(216)]


async def test_a_later_correction_of_the_entry_itself_is_scored_by_the_corrected_package(past: Past) -> None:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    correction = await past.office.correct(right, past.first, past.after)
    await past.apply(correction)
    async with past.province.db.tenant(past.province.id) as session:
        entry = await session.scalars(select(WorkEntry).where(WorkEntry.person_id == past.province.people["cadre1"]))
        row = entry.one()
        row.quality, row.revision = "excellent", row.revision + 1
        session.add(
            PendingScore(tenant_id=past.province.id, entry_id=row.id, revision=row.revision, work_date=row.work_date)
        )
    await past.settle()
    newest = (await past.scores("cadre1"))[-1]
    assert (newest.revision, newest.points, newest.norm_correction_id) == (3, Decimal("224.4"), correction.id)


async def test_an_entry_that_the_wrong_package_refused_gets_its_score(past: Past) -> None:
    province = past.province
    async with province.db.tenant(province.id) as session:
        await session.execute(
            text("UPDATE work_entry SET complexity = 'cosmic', revision = 2 WHERE person_id = :who"),
            {"who": province.people["cadre1"]},
        )
        await session.execute(
            text(
                "INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)"
                " SELECT tenant_id, id, 2, work_date FROM work_entry WHERE person_id = :who"
            ),
            {"who": province.people["cadre1"]},
        )
    await past.settle()
    wider = (
        numbered("1.0.1")
        .replace("very_hard: 2}", "very_hard: 2, cosmic: 5}")
        .replace("very_hard]", "very_hard, cosmic]")
    )
    correction = await past.office.correct(await past.office.draft(wider), past.first, past.after, ["department"])
    assert await past.apply(correction) == 1
    async with province.db.tenant(province.id) as session:
        assert await session.scalar(select(func.count()).select_from(RefusedScore)) == 1
    assert [(row.revision, row.points) for row in await past.scores("cadre1")] == [(1, Decimal(180)), (3, Decimal(600))]


async def test_the_person_reads_in_the_entrys_history_why_it_was_scored_again(past: Past) -> None:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    correction = await past.office.correct(right, past.first, past.after, ["department"])
    await past.apply(correction)
    province = past.province
    (_, new) = await past.scores("cadre1")
    async with province.db.tenant(province.id) as session:
        events = (await worklogs.events_of(session, [new.entry_id]))[new.entry_id]
        receipt = await queries.receipt(session, province.caller("cadre1"), new.entry_id, on=province.today)
        known = await corrections.corrections(session, province.caller("cadre1"))
        history = await queries.month_history(
            session, province.caller("cadre1"), province.people["cadre1"], past.first, on=province.today
        )
    last = events[-1]
    assert (last.kind, last.reason, last.person_id) == ("rescored", "Tính sai hệ số", None)
    assert last.data == {"correction": str(correction.id), "document_number": "12/QĐ-UBND", "revision": 2}
    assert receipt.norm_correction_id == correction.id
    assert [(one.reason, one.document_number) for one in known] == [("Tính sai hệ số", "12/QĐ-UBND")]
    assert [one["normCorrectionId"] for one in history] == [None, str(correction.id)]


async def test_publishing_from_a_day_on_changes_no_score_of_days_before(past: Past) -> None:
    before = await past.scores("cadre1"), await past.months("cadre1")
    office, log = past.office, past.log
    early = await log.write(work_date=log.today - timedelta(days=1), minutes=60)
    office.today = log.today - timedelta(days=1)
    await office.publish(await office.draft(numbered("2.0.0", hard="3")), log.today)
    late = await log.write(minutes=60)
    await log.verify(early.id, late.id)
    await past.settle()
    scores = {row.entry_id: row.points for row in await past.scores("cadre1")}
    assert (scores[early.id], scores[late.id]) == (Decimal(180), Decimal(360))
    again = (await past.scores("cadre1"))[:1], (await past.months("cadre1"))[:1]
    assert [_texts(rows) for rows in again] == [_texts(rows) for rows in before]


def _texts(rows: list[EntryScore] | list[MonthScore]) -> list[dict[str, str]]:
    return [{column.name: str(getattr(row, column.name)) for column in row.__table__.columns} for row in rows]


async def test_a_pilots_units_are_scored_by_it_from_its_first_day_to_its_last(past: Past) -> None:
    office, log = past.office, past.log
    office.today = log.today - timedelta(days=4)
    row = await office.draft(numbered("2.0.0-thi-diem", hard="3"))
    await office.pilot(row, ["budget_division"], log.today - timedelta(days=2), log.today)
    office.today = log.today
    points = {}
    for back in range(4):
        day = log.today - timedelta(days=back)
        for who, leader in (("cadre1", "division_head"), ("commune_cadre", "commune_head")):
            entry = await log.write(who, work_date=day, minutes=60)
            await log.verify(entry.id, by=leader)
            points[who, back] = entry.id
    await past.settle()
    async with past.province.db.tenant(past.province.id) as session:
        rows = await session.scalars(select(EntryScore))
        scored = {score.entry_id: score.points for score in rows}
        assert await checks.differences(session) == []
    assert [scored[points["cadre1", back]] for back in range(4)] == [180, 360, 360, 180]
    assert [scored[points["commune_cadre", back]] for back in range(4)] == [180, 180, 180, 180]


async def test_a_month_is_scored_by_the_pilot_of_the_unit_in_which_it_ends(past: Past) -> None:
    office, log = past.office, past.log
    office.today = log.today - timedelta(days=1)
    row = await office.draft(numbered("2.0.0-thi-diem", hard="3"))
    await office.pilot(row, ["department"], log.today, log.today + timedelta(days=62))
    for who, leader in (("cadre1", "division_head"), ("commune_cadre", "commune_head")):
        entry = await log.write(who, minutes=60)
        await log.verify(entry.id, by=leader)
    await past.settle()
    newest = {who: (await past.months(who))[-1] for who in ("cadre1", "commune_cadre")}
    assert newest["cadre1"].norm_package_id == row.id
    assert newest["commune_cadre"].norm_package_id == past.in_force.id
    assert newest["cadre1"].receipt["values"]["credited"] == "360"
