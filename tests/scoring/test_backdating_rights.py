"""Back-dated corrections: who may ask for and confirm them, on which grounds, and that nothing of them changes."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from kernel.errors import Forbidden, NotFound
from kernel.outbox import OutboxRow
from policies.authority import Caller, RoleHeld
from tenants.norms import corrections
from tenants.norms.corrections import CorrectionInput
from tenants.norms.errors import (
    AlreadyConfirmed,
    BrokenPackage,
    CorrectionDates,
    MissingGrounds,
    NoUnits,
    SecondPerson,
)
from tenants.norms.models import NormCorrection, NormPackage
from tests.fixtures_tenant import PEOPLE
from tests.norms.office import days, numbered
from tests.scoring.past import Past


def _given(past: Past, row: NormPackage, **changes: object) -> CorrectionInput:
    base = CorrectionInput(row.id, past.first, past.after, "Tính sai", "12/QĐ")
    return replace(base, **changes)  # type: ignore[arg-type]  # fields by name


async def test_it_covers_past_days_rests_on_grounds_and_on_a_sound_package(past: Past) -> None:
    row, broken = await past.office.draft(numbered("1.0.1")), await past.office.draft("levels: 7")
    office, today = past.office, past.office.today
    refused = (
        (_given(past, row, valid_to=today + days(2)), CorrectionDates),
        (_given(past, row, valid_to=past.first), CorrectionDates),
        (_given(past, row, reason="  "), MissingGrounds),
        (_given(past, row, document_number=""), MissingGrounds),
        (_given(past, row, reason="x" * 2001), MissingGrounds),
        (_given(past, row, unit_ids=[]), NoUnits),
        (_given(past, row, unit_ids=[past.in_force.id]), NotFound),
        (_given(past, broken), BrokenPackage),
    )
    for given, refusal in refused:
        with pytest.raises(refusal):
            async with past.province.db.tenant(past.province.id) as session:
                await corrections.correct_back(session, office.admin, given, today=today, now=office.now)
    async with past.province.db.tenant(past.province.id) as session:
        assert (await session.scalars(select(NormCorrection))).all() == []


async def test_it_counts_only_when_a_second_person_confirms_it_once(past: Past) -> None:
    office, province = past.office, past.province
    row = await office.draft(numbered("1.0.1", hard="1.7"))
    async with province.db.tenant(province.id) as session:
        proposed = await corrections.correct_back(
            session, office.admin, _given(past, row), today=office.today, now=office.now
        )
    assert await past.apply(proposed) == 0
    with pytest.raises(SecondPerson):
        async with province.db.tenant(province.id) as session:
            await corrections.confirm(session, office.admin, proposed.id, today=office.today, now=office.now)
    async with province.db.tenant(province.id) as session:
        assert await corrections.corrections(session, province.caller("cadre1")) == []
        await corrections.confirm(
            session, province.caller("province_head"), proposed.id, today=office.today, now=office.now
        )
        jobs = (await session.scalars(select(OutboxRow).where(OutboxRow.tenant_id == province.id))).all()
        assert {"apply_norm_correction": {"correction_id": str(proposed.id)}}.items() <= {
            job.job: job.args for job in jobs
        }.items()
    with pytest.raises(AlreadyConfirmed):
        async with province.db.tenant(province.id) as session:
            await corrections.confirm(session, office.second, proposed.id, today=office.today, now=office.now)
    with pytest.raises(AlreadyConfirmed):
        async with province.db.tenant(province.id) as session:
            await corrections.withdraw(session, office.second, proposed.id)


@pytest.mark.parametrize("who", [name for name in PEOPLE if name != "province_head"])
async def test_nobody_without_the_right_dates_back(past: Past, who: str) -> None:
    row = await past.office.draft(numbered("1.0.1"))
    office, province = past.office, past.province
    async with province.db.tenant(province.id) as session:
        proposed = await corrections.correct_back(
            session, office.admin, _given(past, row), today=office.today, now=office.now
        )
    caller = province.caller(who)
    narrow = replace(office.second, token_scopes=frozenset({"norm:read", "norm:publish"}))
    foreign = Caller(province.id, "ministry", office.second_account, roles=(RoleHeld("tenant_admin"),))
    for asking in (caller, narrow, foreign):
        async with province.db.tenant(province.id) as session:
            for act in (
                corrections.correct_back(session, asking, _given(past, row), today=office.today, now=office.now),
                corrections.confirm(session, asking, proposed.id, today=office.today, now=office.now),
                corrections.withdraw(session, asking, proposed.id),
            ):
                with pytest.raises(Forbidden):
                    await act
    async with province.db.tenant(province.id) as session:
        (kept,) = (await session.scalars(select(NormCorrection))).all()
    assert kept.confirmed_at is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE norm_correction SET reason = 'khác'",
        "UPDATE norm_correction SET document_number = 'khác'",
        "UPDATE norm_correction SET valid_to = valid_to - 1",
        "UPDATE norm_correction SET unit_ids = NULL",
        "UPDATE norm_correction SET entries = 0",
        "DELETE FROM norm_correction",
    ],
)
async def test_the_database_itself_keeps_a_confirmed_correction(past: Past, change: str) -> None:
    row = await past.office.draft(numbered("1.0.1", hard="1.7"))
    await past.apply(await past.office.correct(row, past.first, past.after, ["department"]))
    with pytest.raises(DBAPIError, match="never changes"):
        async with past.province.db.tenant(past.province.id) as session:
            await session.execute(text(change))
