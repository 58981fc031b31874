"""What the lab predicts is what publishing gives: every person, month, value and hash, and every point."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tenants.lab import rules
from tenants.lab.models import LabResult, LabRun
from tenants.norms.language import shipped_text
from tenants.scoring.models import EntryScore, MonthScore, RefusedScore
from tests.lab.conftest import MONTHS_AGAIN, Season

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
# Neither a month of 30 days nor a quantity above 6 is accepted: some entries are refused.
NARROW = draft(KHANH_HOA, "3.0.0", ("quantity:   {max: 10000", "quantity:   {max: 6"))
EVERY_DRAFT = pytest.mark.parametrize(
    "document", [HARDER, STRICTER, NARROW], ids=["another scale", "another model", "a narrower range"]
)


async def differences(season: Season, run: LabRun) -> list[str]:
    """Whatever the lab said and scoring does not, or the other way round."""
    predicted = await season.results(run)
    async with season.log.province.db.tenant(season.tenant) as session:
        rows = await session.scalars(
            select(MonthScore).order_by(MonthScore.person_id, MonthScore.month, MonthScore.revision)
        )
        scored = {(row.person_id, row.month): row for row in rows}
        counted = await session.execute(
            select(
                EntryScore.person_id,
                func.date_trunc("month", EntryScore.work_date).label("month"),
                func.sum(EntryScore.points).label("points"),
            ).group_by(EntryScore.person_id, "month")
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
