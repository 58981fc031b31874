"""Whatever is published, piloted, moved and corrected: each entry's package is that of the plain reading of the law."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from kernel.database import Database
from kernel.errors import Refusal
from kernel.ids import uuid7
from tenants.norms import queries as norms
from tenants.norms.models import NormPackage
from tenants.organisation import units
from tenants.registry import actions as registry
from tenants.rollups import actions as rollups
from tenants.rollups import checks as rollup_checks
from tenants.scoring import actions, backdating, checks
from tenants.scoring.models import EntryScore
from tenants.worklogs.models import PendingScore, WorkEntry
from tests.fixtures_tenant import PEOPLE, UNITS, make_province
from tests.norms.office import Office, make_office, numbered
from tests.scoring.lawbook import Lawbook
from tests.worklogs.conftest import Log, make_log

DAYS = 12
WORKERS = {
    "province": "province_head",
    "department": "agency_head",
    "budget_division": "cadre1",
    "price_division": "cadre3",
    "commune": "commune_cadre",
}
VERSIONS = [numbered(f"1.{number}.0", hard=f"{number}.5") for number in range(1, 9)]
Law: TypeAlias = tuple[UUID | None, UUID | None]

day_before = st.integers(0, DAYS)
length = st.integers(1, DAYS)
branch = st.sets(st.sampled_from(list(UNITS)), min_size=1, max_size=2).map(sorted)
publication = st.tuples(st.just("publish"), day_before)
pilot = st.tuples(st.just("pilot"), branch, day_before, length)
move = st.tuples(
    st.just("move"),
    st.sampled_from(["budget_division", "price_division", "commune"]),
    st.sampled_from(["province", "department", "commune"]),
    day_before,
)
correction = st.tuples(st.none() | branch, day_before, length)
decisions = st.lists(st.one_of(publication, pilot, move), min_size=1, max_size=8)


@dataclass
class Province:
    """One example's province: what was decided there, and an entry of each unit on each day."""

    office: Office
    log: Log
    book: Lawbook
    documents: list[str]

    def day(self, before: int) -> date:
        return self.office.province.today - timedelta(days=before)

    async def decide(self, step: tuple[object, ...]) -> None:
        """Do one thing, as on the day before it takes effect; what is refused is not written in the book."""
        try:
            match step:
                case ("publish", int(before)):
                    await self._publish(self.day(before))
                case ("pilot", list(named), int(before), int(length)):
                    await self._pilot(named, self.day(before), self.day(before) + timedelta(days=length))
                case ("move", str(unit), str(parent), int(before)):
                    await self._move(unit, parent, self.day(before))
        except Refusal as refused:
            event(f"refused: {refused.code}")

    async def _publish(self, valid_from: date) -> None:
        row = await self._draft()
        self.office.today = valid_from - timedelta(days=1)
        await self.office.publish(row, valid_from)
        self.book.publications.append((valid_from, row.id))

    async def _pilot(self, named: list[str], first: date, after: date) -> None:
        row = await self._draft()
        self.office.today = first - timedelta(days=1)
        await self.office.pilot(row, named, first, after)
        self.book.pilots.append((named, first, after, row.id))

    async def _move(self, unit: str, parent: str, on: date) -> None:
        province = self.office.province
        async with province.db.tenant(province.id) as session:
            await units.move_unit(session, self.office.admin, province.units[unit], province.units[parent], on)
        self.book.moves.append((unit, parent, on))

    async def correct(self, named: list[str] | None, first: date, after: date) -> UUID:
        self.office.today = self.office.province.today
        row = await self._draft()
        after = min(after, self.office.today + timedelta(days=1))
        found = await self.office.correct(row, first, after, named)
        self.book.corrections.append((named, first, after, row.id, found.id))
        return found.id

    async def _draft(self) -> NormPackage:
        return await self.office.draft(self.documents.pop())

    async def write(self) -> dict[UUID, tuple[str, date]]:
        """An entry of each unit on each day, verified and waiting; answers unit and day by the entry's id."""
        province = self.office.province
        rows, where = [], {}
        for unit, who in WORKERS.items():
            for before in range(DAYS + 1):
                entry = uuid7()
                where[entry] = (unit, self.day(before))
                rows.append(
                    {
                        "tenant_id": province.id, "id": entry, "work_date": self.day(before),
                        "person_id": province.people[who], "appointment_id": province.appointments[who],
                        "unit_id": province.units[unit], "work_item_id": self.log.items["appraise"],
                        "work_item_version": 1, "status": "verified", "revision": 1, "quantity": Decimal(1),
                        "minutes": 10, "output": "Báo cáo", "norm_minutes": 60, "complexity": "hard",
                        "k": Decimal(1), "quality": "good",
                    }
                )  # fmt: skip
        waiting = [
            {"tenant_id": province.id, "entry_id": row["id"], "revision": 1, "work_date": row["work_date"]}
            for row in rows
        ]
        async with province.db.tenant(province.id) as session:
            await session.execute(insert(WorkEntry), rows)
            await session.execute(insert(PendingScore), waiting)
        return where

    async def score(self) -> None:
        province = self.office.province
        async with province.db.tenant(province.id) as session:
            await actions.score_pending(session)
        async with province.db.tenant(province.id) as session:
            await rollups.merge(session)

    async def scores(self) -> dict[UUID, list[tuple[int, Law]]]:
        """All scores by entry: revision, package and correction, oldest first."""
        province = self.office.province
        async with province.db.tenant(province.id) as session:
            rows = await session.scalars(select(EntryScore).order_by(EntryScore.entry_id, EntryScore.revision))
            found: dict[UUID, list[tuple[int, Law]]] = {}
            for row in rows:
                found.setdefault(row.entry_id, []).append((row.revision, (row.norm_package_id, row.norm_correction_id)))
        return found

    async def differences(self) -> list[object]:
        province = self.office.province
        async with province.db.tenant(province.id) as session:
            return [*await checks.differences(session), *await rollup_checks.differences(session)]


async def _province(db: Database) -> Province:
    province = await make_province(db)
    async with db.platform() as session:
        await registry.ensure_months(session, province.today - timedelta(days=DAYS), 2)
    parents = {name: above for name, (_, _, _, above) in UNITS.items()}
    assert {PEOPLE[who][3] for who in WORKERS.values()} == set(UNITS)
    return Province(await make_office(province), await make_log(province), Lawbook(parents), VERSIONS.copy())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(decisions, st.lists(correction, max_size=3))
async def test_each_entry_is_scored_by_the_package_of_the_plain_reading(
    db: Database,
    decided: list[tuple[object, ...]],
    corrected: list[tuple[list[str] | None, int, int]],
) -> None:
    here = await _province(db)
    for step in decided[: len(VERSIONS) - 3]:
        await here.decide(step)
    where = await here.write()
    await here.score()
    before = await here.scores()
    for entry, (unit, day) in where.items():
        package, _ = here.book.law(unit, day)
        assert before.get(entry, []) == ([(1, (package, None))] if package is not None else []), (unit, day)
    for named, back, long in corrected:
        first = here.day(back)
        found = await here.correct(named, first, first + timedelta(days=long))
        await _apply(here, found)
    after = await here.scores()
    for entry, (unit, day) in where.items():
        law = here.book.law(unit, day)
        scores = after.get(entry, [])
        assert scores[: len(before.get(entry, []))] == before.get(entry, []), "old scores stay"
        assert (scores[-1][1] if scores else (None, None)) == law, (unit, day)
        assert [revision for revision, _ in scores] == list(range(1, len(scores) + 1))
    assert await here.differences() == []
    await _asked_singly(here)


async def _apply(here: Province, correction_id: UUID) -> None:
    province = here.office.province
    for expected_again in (False, True):
        async with province.db.tenant(province.id) as session:
            done = await backdating.apply_norm_correction(session, str(correction_id))
        assert not (expected_again and done), "done twice it finds nothing more to do"
    await here.score()


async def _asked_singly(here: Province) -> None:
    province = here.office.province
    async with province.db.tenant(province.id) as session:
        for unit in UNITS:
            for back in (0, DAYS // 2, DAYS):
                found = await norms.in_force(session, here.day(back), province.units[unit])
                assert (found.id if found is not None else None) == here.book.law(unit, here.day(back))[0]
