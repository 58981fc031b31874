"""What the lab predicts is what publishing gives: every person, month, value and hash, and every point."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

import pytest
from sqlalchemy import func, select, true

from tenants.lab import rules
from tenants.lab.models import LabResult, LabRun
from tenants.norms.examination import NormText
from tenants.norms.language import shipped_text
from tenants.scoring.models import EntryScore, MonthScore, RefusedScore
from tenants.worklogs.models import WorkEntry
from tests.lab.conftest import CARRIED, MONTHS_AGAIN, PUT_BACK, SET_ASIDE, Season

Predicted: TypeAlias = Mapping[tuple[UUID, date], LabResult]
KHANH_HOA, DECREE = shipped_text("khanh-hoa"), shipped_text("decree-335")


def draft(document: str, version: str, *changes: tuple[str, str]) -> str:
    """A package with another version, without its examples, and with some of its text replaced."""
    text = re.sub(r"^version: .*$", f"version: {version}", document[: document.index("examples:")], flags=re.M)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


HARDER = draft(
    KHANH_HOA,
    "2.0.0",
    ("hard: 1.5, very_hard: 2", "hard: 1.35, very_hard: 2.2"),
    ("{90: HTXS, 70: HTT", "{85: HTXS, 65: HTT"),
)
STRICTER = draft(
    DECREE, "2.0.0", ("fault_share: {value: 0.25", "fault_share: {value: 0.3"), ("cap: {value: 1,", "cap: {value: 1.1,")
)
# A quantity above 6 is not accepted: some entries are refused.
NARROW = draft(KHANH_HOA, "3.0.0", ("quantity:   {max: 10000", "quantity:   {max: 6"))
EVERY_DRAFT = pytest.mark.parametrize(
    "document", [HARDER, STRICTER, NARROW], ids=["another scale", "another model", "a narrower range"]
)


async def differences(season: Season, run: LabRun, package_id: UUID | None = None) -> list[str]:
    """Whatever the lab said of its persons and scoring, by one package, does not; or the other way round."""
    assert (run.status, run.problem) == ("done", None)
    predicted = await season.results(run)
    people = {person for person, _ in predicted}
    by_package = true() if package_id is None else EntryScore.norm_package_id == package_id
    async with season.log.province.db.tenant(season.tenant) as session:
        rows = await session.scalars(
            select(MonthScore).order_by(MonthScore.person_id, MonthScore.month, MonthScore.revision)
        )
        scored = {(row.person_id, row.month): row for row in rows if not run.unit_ids or row.person_id in people}
        counted = await session.execute(
            select(
                EntryScore.person_id,
                func.date_trunc("month", EntryScore.work_date).label("month"),
                func.sum(EntryScore.points).label("points"),
            )
            .where(by_package)
            .group_by(EntryScore.person_id, "month")
        )
        points = {(row.person_id, row.month.date()): row.points for row in counted}
    wrong = [f"{key}: not on both sides" for key in predicted.keys() ^ scored.keys()]
    for key in predicted.keys() & scored.keys():
        lab, real = predicted[key], scored[key]
        level = real.receipt
        values = [*level["inputs"].values(), *level["values"].values()]
        same = (
            lab.after_hash == real.receipt_hash
            and (lab.after_total, lab.after_rating) == (real.total, real.rating)
            and sorted(map(str, [*(lab.after_inputs or ()), *(lab.after_outputs or ())])) == sorted(map(str, values))
        )
        wrong += [] if same else [f"{key}: {lab.after_total} {lab.after_rating}, scored {real.total} {real.rating}"]
    return wrong + points_apart(predicted, points)


def points_apart(predicted: Predicted, points: Mapping[tuple[UUID, date], Decimal]) -> list[str]:
    return [
        f"{key}: {lab.after_points} points, scored {points.get(key, 0)}"
        for key, lab in predicted.items()
        if lab.after_points != points.get(key, 0)
    ]


# By this package neither large quantities nor very hard work is accepted; the next one takes both, but no long norms.
TIGHT = draft(
    KHANH_HOA,
    "1.5.0",
    ("quantity:   {max: 10000", "quantity:   {max: 4"),
    ("{keys: [simple, normal, hard, very_hard]", "{keys: [simple, normal, hard]"),
    (", very_hard: 2}", "}"),
)
WIDER_AND_NARROWER = draft(
    KHANH_HOA,
    "4.0.0",
    ("quantity:   {max: 10000", "quantity:   {max: 7"),
    ("norm:       {max: 60000", "norm:       {max: 105"),
    ("hard: 1.5", "hard: 1.75"),
)
INHERITED = NormText(
    base="khanh-hoa",
    override="""
version: 1.0.0-tinh
settings: {weight: 60, days_late_in: calendar_days}
tables: {rating: {from: {80: HTXS, 60: HTT, 40: HT}}, quality: {rows: {fair: 0.75}}}
levels: {entry: {formulas: {bonus: 'earned * max(pace, 0) * 2'}}}
""",
)
CHANGES_OF_LAW = {
    "narrower, with entries that wait": (KHANH_HOA, NormText(document=NARROW)),
    "wider and narrower at once": (TIGHT, NormText(document=WIDER_AND_NARROWER)),
    "an override of a national package": (KHANH_HOA, INHERITED),
    "an override that accepts more": (TIGHT, INHERITED),
    "another model": (DECREE, NormText(document=WIDER_AND_NARROWER)),
    "and back": (TIGHT, NormText(document=STRICTER)),
}


@EVERY_DRAFT
async def test_scoring_the_period_for_the_first_time_under_the_draft_gives_what_the_lab_said(
    season: Season, document: str
) -> None:
    run = await season.run(document)
    assert run.status == "done"
    await season.publish(document)
    await season.score()
    assert len(await season.results(run)) == 30
    assert await differences(season, run) == []


@EVERY_DRAFT
async def test_scoring_months_again_under_the_draft_gives_what_the_lab_said(season: Season, document: str) -> None:
    await season.publish_before(KHANH_HOA)
    await season.score()
    run = await season.run(document)
    before = await season.results(run)
    await season.publish(document)
    await season.execute(MONTHS_AGAIN)
    await season.score()
    async with season.log.province.db.tenant(season.tenant) as session:
        rows = (await session.scalars(select(MonthScore).where(MonthScore.revision == 2))).all()
        first = (await session.scalars(select(MonthScore).where(MonthScore.revision == 1))).all()
    assert len(rows) == 30
    for row in rows:
        lab = before[row.person_id, row.month]
        assert (lab.after_hash, lab.after_total, lab.after_rating) == (row.receipt_hash, row.total, row.rating)
    for row in first:
        lab = before[row.person_id, row.month]
        assert (lab.before_revision, lab.before_total, lab.before_rating) == (1, row.total, row.rating)
    assert {lab.after_rating for lab in before.values()} > {None}


@pytest.mark.parametrize(("before", "written"), CHANGES_OF_LAW.values(), ids=list(CHANGES_OF_LAW))
async def test_what_was_scored_and_what_still_waits_gives_under_the_draft_what_the_lab_said(
    season: Season, before: str, written: NormText
) -> None:
    await season.publish_before(before)
    await season.execute(SET_ASIDE)
    await season.score()
    await season.execute(PUT_BACK)
    run = await season.run(written)
    assert run.result is not None
    assert run.result["waiting"] > 0
    package_id = await season.publish_backwards(written)
    assert await differences(season, run, package_id) == []
    refused = Counter({key: row.refused for key, row in (await season.results(run)).items()})
    assert +refused == await _refused(season, package_id)
    assert (refused.total() > 0) == (written.document in (NARROW, WIDER_AND_NARROWER))


async def _refused(season: Season, package_id: UUID) -> Counter[tuple[UUID, date]]:
    """How many entries scoring has refused by a package, by person and month."""
    async with season.log.province.db.tenant(season.tenant) as session:
        rows = await session.execute(
            select(WorkEntry.person_id, WorkEntry.work_date)
            .join(RefusedScore, (RefusedScore.entry_id == WorkEntry.id))
            .where(RefusedScore.norm_package_id == package_id)
        )
        return Counter((row.person_id, row.work_date.replace(day=1)) for row in rows)


async def test_a_run_over_a_few_units_says_of_their_people_what_publishing_gives(season: Season) -> None:
    await season.publish_before(TIGHT)
    await season.score()
    written = NormText(document=WIDER_AND_NARROWER)
    run = await season.run(written, "budget_division", "commune")
    people = {person for person, _ in await season.results(run)}
    assert 3 <= len(people) < 10
    package_id = await season.publish_backwards(written)
    assert await differences(season, run, package_id) == []
    refused = Counter({key: row.refused for key, row in (await season.results(run)).items()})
    given = await _refused(season, package_id)
    assert +refused == Counter({key: count for key, count in given.items() if key[0] in people})
    assert refused.total() > 0


async def test_entries_carried_to_a_later_month_count_there(season: Season) -> None:
    await season.publish_before(TIGHT)
    await season.execute(CARRIED, first=season.first, last=season.last)
    await season.score()
    written = NormText(document=WIDER_AND_NARROWER)
    run = await season.run(written)
    months = await season.results(run)
    package_id = await season.publish_backwards(written)
    assert await differences(season, run, package_id) == []
    assert sum(row.refused for row in months.values()) == (await _refused(season, package_id)).total() > 0


async def test_a_task_beyond_every_range_is_computed_all_the_same(season: Season) -> None:
    await season.publish_before(DECREE)
    await season.score()
    await season.execute("UPDATE task SET quantity = 9999999999 WHERE tenant_id = :tenant")
    await season.execute("UPDATE work_item_version SET standard_score = 9999999999 WHERE tenant_id = :tenant")
    run = await season.run(STRICTER)
    assert run.status == "done"
    package_id = await season.publish_backwards(NormText(document=STRICTER))
    assert await differences(season, run, package_id) == []


async def test_entries_the_draft_refuses_are_counted_as_refused(season: Season) -> None:
    run = await season.run(NARROW)
    predicted = await season.results(run)
    await season.publish(NARROW)
    await season.score()
    async with season.log.province.db.tenant(season.tenant) as session:
        refused = await session.scalar(select(func.count()).select_from(RefusedScore))
    assert refused
    assert sum(row.refused for row in predicted.values()) == refused


async def test_the_package_in_force_as_a_draft_moves_nobody(season: Season) -> None:
    await season.publish_before(DECREE)
    await season.score()
    run = await season.run(DECREE)
    rows = list((await season.results(run)).values()) + list((await season.results(run, "quarter")).values())
    assert len(rows) == 40
    for row in rows:
        assert (row.before_total, row.before_rating) == (row.after_total, row.after_rating)
        assert row.before_points == row.after_points
    assert run.result is not None
    assert {period["moved"] for period in run.result["periods"]} == {0}
    assert [period["grain"] for period in run.result["periods"]] == ["month"] * 3 + ["quarter"]


def test_periods_know_their_quarters() -> None:
    covered = rules.months(date(2026, 5, 1), date(2027, 1, 1))
    assert len(covered) == 9
    assert rules.whole_quarters(covered) == [date(2026, 7, 1), date(2026, 10, 1)]
    assert rules.last_day(date(2028, 2, 1)) == date(2028, 2, 29)
