"""Two provinces made one: everything that was scored stays to the last digit, and nobody is there twice."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from api.callers import COOKIE
from kernel.clock import today, utc_now
from kernel.database import Database
from kernel.errors import TenantResting
from kernel.storage import FolderStore
from tenants.audit import actions as trail
from tenants.audit import days
from tenants.mergers import errors, joining, moving
from tenants.mergers.merging import Merged, look_over, merge
from tenants.mergers.totals import added, as_was, plain
from tenants.portability import checking
from tenants.portability.importing import import_archive
from tenants.portability.restoring import Places
from tenants.receipts import actions as receipts
from tenants.receipts import queries as chained
from tenants.receipts.audit import audit
from tenants.registry import queries as registry
from tenants.registry.errors import TenantMoved
from tenants.rollups import actions as rollups
from tenants.rollups import checks as sums
from tenants.scoring import actions as scoring
from tenants.scoring import checks as scores
from tenants.scoring import months
from tests.api.conftest import Api
from tests.fixtures_tenant import PEOPLE, make_province
from tests.mergers.conftest import Pair
from tests.portability.conftest import root_of
from tests.worklogs.conftest import Log


async def merged(pair: Pair) -> Merged:
    done = await merge(pair.owner, pair.places, pair.plan, pair.joining, utc_now())
    assert done is not None
    return done


async def test_scores_sums_receipts_and_trails_are_what_they_were(pair: Pair) -> None:
    into, old = pair.into.province, pair.old.province
    async with into.db.tenant(into.id) as session:
        before = await as_was(session)
    async with old.db.tenant(old.id) as session:
        coming = await as_was(session)
        entry = (await session.execute(text("SELECT entry_id, work_date, revision FROM entry_score LIMIT 1"))).one()
        place = await chained.place_of(session, "entry", *entry)
    assert coming.rows["entry_score"] == 3
    [found] = await look_over(pair.owner, pair.plan)
    assert found.against == []
    assert {kind: count for kind, (count, _) in found.met.items()} == {
        "unit": 5, "job_position": 0, "work_item": 3, "competency": 0, "login": 11, "person": 1, "norm_package": 1,
    }  # fmt: skip

    done = await merged(pair)
    assert done.proof["as_was"] == {into.slug: vars(before), old.slug: vars(coming)}
    assert done.proof["as_is"] == added(before.sums, coming.sums)
    async with into.db.tenant(into.id) as session:
        assert await scores.differences(session) == []
        assert await sums.differences(session) == []
        report = await audit(session, today=today())
        assert (report.findings, report.waiting) == ([], 0)
        assert await chained.place_of(session, "entry", *entry) == place
        slugs = await registry.formers(session)
        assert slugs == {done.former: old.slug}
        sealed, differing = await days.compare(session, old.slug, pair.places.roots, done.former)
        assert (sealed > 0, differing) == (True, [])
    # A score of the former tenant changed behind everybody's back is found in its chain.
    async with pair.owner.tenant(into.id) as session:
        await session.execute(text("UPDATE entry_score SET points = points + 1 WHERE former = 1"))
        assert {one.code for one in (await audit(session, today=today())).findings} >= {"CHANGED"}
        await session.rollback()
    async with old.db.tenant(old.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM work_entry")) == 0
    async with into.db.platform() as session:
        with pytest.raises(TenantMoved) as moved:
            await registry.tenant_by_slug(session, old.slug)
    assert into.slug in moved.value.sentence("en")
    assert await merge(pair.owner, pair.places, pair.plan, pair.joining, utc_now()) is None


async def test_one_person_has_one_record_that_goes_on_and_nobody_administers_by_the_former_tenant(pair: Pair) -> None:
    into, old, on = pair.into.province, pair.old.province, pair.plan.on
    await merged(pair)
    async with into.db.tenant(into.id) as session:
        same = (await session.execute(text("SELECT id, same_as FROM person WHERE same_as IS NOT NULL"))).all()
        assert same == [(old.people["cadre1"], into.people["cadre1"])]
        held = text(
            "SELECT person_id, count(*), count(*) FILTER (WHERE is_primary) FROM appointment"
            " WHERE valid_from <= :on AND (valid_to IS NULL OR valid_to > :on) GROUP BY 1"
        )
        posts = {row[0]: tuple(row[1:]) for row in await session.execute(held, {"on": on})}
        assert len(posts) == 19
        assert posts[into.people["cadre1"]] == (2, 1)
        before = {row[0] for row in await session.execute(held, {"on": into.today})}
        assert old.people["cadre1"] in before, "the past stays with the record it was written under"
        roots = await session.scalars(
            text("SELECT unit_id FROM unit_place WHERE parent_id IS NULL AND valid_to IS NULL")
        )
        assert roots.all() == [into.units["province"]]
        active = "SELECT login FROM account WHERE disabled_at IS NULL AND office_role IS NOT NULL"
        assert (await session.scalars(text(active))).all() == ["admin"]
        logins = (await session.scalars(text("SELECT login FROM account WHERE disabled_at IS NULL"))).all()
        assert "cadre2.nt" in logins
        assert "cadre1.nt" not in logins
        codes = set(await session.scalars(text("SELECT code FROM work_item")))
        assert codes == {"TC-001", "CH-001", "DV-001", "TC-001-NT", "CH-001-NT", "DV-001-NT"}


async def test_isolation_holds_in_the_middle_of_every_step(
    pair: Pair, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbour = await make_province(db, "38")
    into, old = pair.into.province, pair.old.province
    steps: list[str] = []

    def watched(step: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def run(*args: Any) -> Any:
            done = await step(*args)
            steps.append(step.__name__)
            for province in (into, old):
                with pytest.raises(TenantResting):
                    async with db.tenant(province.id):
                        pass
            async with db.tenant(neighbour.id) as session:
                assert await session.scalar(text("SELECT count(*) FROM person")) == len(PEOPLE)
                assert await session.scalar(text("SELECT count(DISTINCT tenant_id) FROM appointment")) == 1
                await trail.record(session, neighbour.caller("admin"), "worked", "person", None)
            async with db.platform() as session:
                assert await session.scalar(text("SELECT count(*) FROM work_entry")) == 0
                state = await session.scalar(text("SELECT state FROM tenant WHERE id = :old"), {"old": old.id})
                assert state == "active"
            return done

        return run

    for module, name in (
        (moving, "take_aside"), (moving, "remove_all"), (moving, "change"), (moving, "put_in"),
        (joining, "keep_law"), (joining, "join_trees"), (joining, "join_people"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, watched(getattr(module, name)))
    await merged(pair)
    assert len(steps) == 7
    async with db.tenant(into.id) as session:
        assert await session.scalar(text("SELECT count(DISTINCT tenant_id) FROM work_entry")) == 1
        assert await session.scalar(text("SELECT count(*) FROM work_entry")) == 5


async def test_what_would_change_a_score_stops_the_merger_and_nothing_is_done(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = pair.old.province
    changes = moving._CHANGES
    monkeypatch.setattr(moving, "_CHANGES", (*changes, "UPDATE moved_entry_score SET points = points + 0.01"))
    with pytest.raises(errors.NotTheSame):
        await merged(pair)
    async with old.db.tenant(old.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM work_entry")) == 3
    monkeypatch.setattr(moving, "_CHANGES", changes)
    async with old.db.tenant(old.id) as session:
        await session.execute(text("UPDATE calendar_day SET working = NOT working WHERE day = :d"), {"d": old.today})
    [found] = await look_over(pair.owner, pair.plan)
    assert len(found.against) == 1
    with pytest.raises(errors.NotReady):
        await merged(pair)


async def test_work_goes_on_after_the_merger_under_the_law_of_its_day(pair: Pair) -> None:
    """An entry of the former province's last days, verified late, is scored by what was its law."""
    into, old = pair.into.province, pair.old.province
    late = await pair.old.write("cadre2", minutes=5)
    await merged(pair)
    here = replace(old, id=into.id)
    await Log(here, pair.old.items, pair.old.now).verify(late.id)
    async with into.db.tenant(into.id) as session:
        assert await scoring.score_pending(session) == 1
        law = text(
            "SELECT p.former FROM entry_score s JOIN norm_package p ON p.id = norm_package_id WHERE entry_id = :e"
        )
        assert await session.scalar(law, {"e": late.id}) == 1
        await months.score(session)
        await rollups.merge(session)
        await receipts.chain(session)
        assert (await audit(session, today=today())).findings == []


async def test_old_tokens_and_names_are_told_where_it_went(pair: Pair, api: Api) -> None:
    old, into = pair.old.province, pair.into.province
    token = await api.token(old, "cadre2")
    await merged(pair)
    answer = await api.ask(token, "{ me { accountId } }")
    assert answer["errors"][0]["extensions"]["code"] == "TENANT_MOVED"
    assert into.slug in answer["errors"][0]["message"]
    async with api.client(cookie=f"{COOKIE}=rvs_{token.partition('_')[2]}") as client:
        assert (await client.delete("/session", headers={"x-csrf-token": "x"})).status_code == 204
        named = await client.post("/session", json={"tenant": old.slug, "login": "cadre2", "password": "x" * 12})
    assert (named.status_code, named.json()["errors"][0]["extensions"]["code"]) == (421, "TENANT_MOVED")


@given(st.lists(st.decimals(-(10**9), 10**9, places=6), min_size=1, max_size=6), st.randoms())
def test_sums_of_parts_are_told_the_same_in_whatever_order_and_however_written(
    amounts: list[Decimal], random: Random
) -> None:
    shuffled = random.sample(amounts, len(amounts))
    told = added(*({"points": plain(amount)} for amount in amounts))
    assert told == added(*({"points": str(amount)} for amount in shuffled))
    assert Decimal(told["points"]) == sum(amounts)
    assert "E" not in told["points"]


async def test_what_joined_goes_along_into_an_archive_and_holds_elsewhere(
    pair: Pair, elsewhere: Database, tmp_path: Path
) -> None:
    into, old = pair.into.province, pair.old.province
    done = await merged(pair)
    root = await root_of(into.db, into.id, pair.places, tmp_path / "one.zip")
    there = Places(FolderStore(tmp_path / "there"), FolderStore(tmp_path / "there"))
    with checking.opened(tmp_path / "one.zip") as archive:
        number = await import_archive(elsewhere, there.files, archive, checking.verify(archive))
    assert await root_of(elsewhere, number, there, tmp_path / "two.zip") == root
    async with elsewhere.tenant(number) as session:
        assert (await audit(session, today=today())).findings == []
        assert {one.code for one in (await days.compare(session, old.slug, there.roots, done.former))[1]} <= {
            "NOT_EXPORTED"
        }
