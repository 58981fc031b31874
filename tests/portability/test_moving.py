"""A tenant archived, checked by a stranger, and brought into another installation: the same to the last byte."""

import json
import secrets
import zipfile
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select, text

from kernel import age
from kernel.clock import today
from kernel.database import Database
from kernel.storage import FolderStore, Store
from tenants.audit import days
from tenants.copying.lines import spelled
from tenants.copying.tables import tenant_tables
from tenants.portability import checking, errors
from tenants.portability.importing import import_archive
from tenants.portability.manifest import canonical
from tenants.portability.restoring import Places
from tenants.portability.scope import LEFT_OUT, archived, unsealed
from tenants.receipts import actions as receipts
from tenants.receipts.audit import audit
from tenants.rollups import checks as sums
from tenants.scoring import checks as scores
from tenants.worklogs import files
from tenants.worklogs.models import StoredFile
from tests.decisions.conftest import Office
from tests.portability.conftest import EVIDENCE, Moving, root_of


async def bring(elsewhere: Database, path: Path, store: Store) -> int:
    with checking.opened(path) as archive:
        return await import_archive(elsewhere, store, archive, checking.verify(archive))


async def test_every_table_of_tenants_is_archived_or_left_out_for_a_reason(owner: Database) -> None:
    async with owner.platform() as session:
        tables = await tenant_tables(session)
    names = [table.name for table in tables]
    assert set(LEFT_OUT) <= set(names)
    for table in tables:
        kept = archived(table)
        if kept is None:
            continue
        assert [spelled(column) for column in kept.columns] or table.name, "every type has a spelling"
        assert set(kept.key) <= {column.name for column in kept.columns}, f"{table.name} is ordered by what it holds"
        gone = {column.name for column in table.columns} - {column.name for column in kept.columns}
        assert {name for name in gone if next(c for c in table.columns if c.name == name).required} == set(
            unsealed(table)
        )
    assert names.index("person") < names.index("account") < names.index("linked_identity")
    assert names.index("work_item_version") < names.index("work_entry") < names.index("waiver")


def test_what_never_changes_goes_with_its_tenant_all_the_same(database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        guards = connection.execute(
            "SELECT tgrelid::regclass::text, pg_get_triggerdef(t.oid) FROM pg_trigger t"
            " JOIN pg_attribute ON attrelid = tgrelid AND attname = 'tenant_id'"
            " WHERE NOT tgisinternal AND tgtype & 8 > 0"
        ).fetchall()
    assert {"norm_package", "statistics_part"} <= {table for table, _ in guards}
    assert all("WHEN ((NOT tenant_goes()))" in said for _, said in guards)


async def test_a_tenant_is_the_same_in_another_installation(
    moving: Moving, elsewhere: Database, tmp_path: Path
) -> None:
    root = await moving.archive(tmp_path / "one.zip")
    assert await moving.archive(tmp_path / "two.zip") == root
    there = Places(FolderStore(tmp_path / "there"), FolderStore(tmp_path / "there"))
    number = await bring(elsewhere, tmp_path / "one.zip", there.files)
    assert number != moving.tenant.id
    assert await root_of(elsewhere, number, there, tmp_path / "three.zip") == root
    async with elsewhere.tenant(number) as session:
        assert await scores.differences(session) == []
        assert await sums.differences(session) == []
        report = await audit(session, [], today=today())
        assert (report.findings, report.waiting, report.receipts > 0) == ([], 0, True)
        assert await receipts.chain(session) == 0
        sealed, found = await days.compare(session, moving.tenant.slug, there.roots)
        assert sealed > 0
        assert {one.code for one in found} == {"NOT_EXPORTED"}
        row = (await session.scalars(select(StoredFile))).one()
        assert there.files.get(files.key_of(number, row.id)) == EVIDENCE
        assert await session.scalar(text("SELECT sealed_secret FROM identity_provider")) is None
        number_now = await session.scalar(text("SELECT nextval('receipt_number')"))
        assert number_now > await session.scalar(text("SELECT max(number) FROM entry_score"))
        # A score changed behind everybody's back is found there as it would be here.
        await session.execute(text("UPDATE entry_score SET points = points + 1"))
        assert {one.code for one in (await audit(session, [], today=today())).findings} != set()
        await session.rollback()
    with pytest.raises(errors.TenantExists):
        await bring(elsewhere, tmp_path / "one.zip", there.files)


async def test_decisions_and_petitions_move_too(
    office: Office, owner: Database, elsewhere: Database, tmp_path: Path
) -> None:
    sheet = await office.sheet("cadre1", "92")
    await office.decide(sheet)
    here = Places(FolderStore(tmp_path / "here"), FolderStore(tmp_path / "here"))
    root = await root_of(owner, office.province.id, here, tmp_path / "one.zip")
    number = await bring(elsewhere, tmp_path / "one.zip", here.files)
    assert await root_of(elsewhere, number, here, tmp_path / "two.zip") == root
    async with elsewhere.tenant(number) as session:
        assert await session.scalar(text("SELECT count(*) FROM decision")) == 1


def rewritten(source: Path, target: Path, **members: bytes) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, members.get(Path(name).stem, old.read(name)))


async def test_a_stranger_finds_what_was_changed(moving: Moving, elsewhere: Database, tmp_path: Path) -> None:
    path, forged = tmp_path / "one.zip", tmp_path / "forged.zip"
    root = await moving.archive(path)
    with checking.opened(path) as archive:
        manifest = checking.verify(archive, root)
        people = archive.read("tables/person.jsonl")
    lines = people.splitlines()
    assert all(canonical(json.loads(line)) == line for line in lines)
    assert [json.loads(line)["id"] for line in lines] == sorted(json.loads(line)["id"] for line in lines)

    rewritten(path, forged, person=people.replace(b'"full_name":"', b'"full_name":"X', 1))
    with checking.opened(forged) as archive, pytest.raises(errors.HashDiffers):
        checking.verify(archive)
    rewritten(path, forged, person=b"\n".join(lines[1:]) + b"\n")
    with checking.opened(forged) as archive, pytest.raises(errors.HashDiffers):
        checking.verify(archive)
    rewritten(path, forged, manifest=manifest.written() + b" ")
    with checking.opened(forged) as archive, pytest.raises(errors.NotAnArchive):
        checking.verify(archive)
    with checking.opened(path) as archive, pytest.raises(errors.RootDiffers):
        checking.verify(archive, "00" * 32)
    for schema, refusal in (("9999", errors.SchemaNewer), ("0001", errors.SchemaOlder)):
        with checking.opened(path) as archive, pytest.raises(refusal):
            await import_archive(elsewhere, FolderStore(tmp_path), archive, replace(manifest, schema=schema))


async def test_an_import_that_fails_late_leaves_nothing(moving: Moving, elsewhere: Database, tmp_path: Path) -> None:
    path = tmp_path / "one.zip"
    await moving.archive(path)
    with checking.opened(path) as archive:
        manifest = checking.verify(archive)
        tables = tuple(part for part in manifest.tables if part.name != "work_entry")
        slug = f"cut-{secrets.token_hex(4)}"
        cut = replace(manifest, tables=tables, tenant={**manifest.tenant, "slug": slug})
        with pytest.raises(errors.NotAnArchive):
            await import_archive(elsewhere, FolderStore(tmp_path / "there"), archive, cut)
    async with elsewhere.platform() as session:
        assert await session.scalar(text("SELECT count(*) FROM tenant WHERE slug = :slug"), {"slug": slug}) == 0


async def test_nothing_is_archived_when_a_file_is_lost(moving: Moving, tmp_path: Path) -> None:
    empty = Places(FolderStore(tmp_path / "empty"), moving.places.roots)
    with pytest.raises(errors.FileLost):
        await root_of(moving.db, moving.tenant.id, empty, tmp_path / "one.zip")


def test_sealed_files_open_for_their_reader_alone(tmp_path: Path) -> None:
    identity, recipient = age.new_identity()
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("x", bytes(200_000))
    with plain.open("rb") as source, sealed.open("wb") as target:
        age.seal(source, target, recipient)
    with checking.opened(sealed, identity) as archive:
        assert archive.read("x") == bytes(200_000)
    with pytest.raises(errors.ArchiveSealed), checking.opened(sealed):
        pass
    with pytest.raises(age.CannotOpen), checking.opened(sealed, age.new_identity()[0]):
        pass
    for broken in (sealed.read_bytes()[:-1], sealed.read_bytes()[:-20] + bytes(20)):
        sealed.write_bytes(broken)
        with pytest.raises(age.CannotOpen), checking.opened(sealed, identity):
            pass
    with pytest.raises(age.BadRecipient):
        age.check_recipient(recipient[:-1] + ("q" if recipient[-1] != "q" else "p"))
