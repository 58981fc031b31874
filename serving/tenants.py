"""The commands `roviec archive …` and those of `roviec tenant …` that take a tenant as a whole."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated
from zipfile import ZipFile

import typer
from pydantic import SecretStr

from kernel import age
from kernel.clock import utc_now
from kernel.database import Database
from kernel.settings import get_settings
from kernel.storage import open_store
from tenants.audit import days
from tenants.mergers import looking
from tenants.mergers.merging import Merged, look_over, merge
from tenants.mergers.plan import read_plan
from tenants.portability import checking, errors
from tenants.portability.erasing import Erased, certificate_holds, certificate_of, erase, traces
from tenants.portability.importing import import_archive
from tenants.portability.leaving import close, reopen, tenant_named
from tenants.portability.manifest import Manifest
from tenants.portability.packing import pack, snapshot
from tenants.portability.restoring import Places, Restored, restore
from tenants.portability.sealing import pack_sealed, recipient_of
from tenants.provisioning.commands import app as tenant_app
from tenants.provisioning.opening import addresses, prepare

archive_app = typer.Typer(help="Bản lưu trữ toàn bộ của một đơn vị · Archives of whole tenants.", no_args_is_help=True)

Slug = Annotated[str, typer.Argument(help="Short name of the tenant")]
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The archive")]
Identity = Annotated[
    Path | None, typer.Option("--identity", exists=True, dir_okay=False, help="File with the line AGE-SECRET-KEY-1…")
]
Root = Annotated[str | None, typer.Option("--root", help="Root hash it must have")]
Reason = Annotated[str, typer.Option("--reason", help="Why; stands on the trail")]


@dataclass(frozen=True)
class House:
    """The installation under its owner's role, and where its files lie."""

    owner: Database
    places: Places


@asynccontextmanager
async def house() -> AsyncIterator[House]:
    """This installation; raises `OwnerNeeded` where the owner's address is not known."""
    settings = get_settings()
    with addresses(settings) as found:
        if found.owner is None:
            raise errors.OwnerNeeded()
        if found.embedded:
            await asyncio.to_thread(prepare, found.owner)
        owner = Database(found.owner, pool_size=4)
        try:
            yield House(owner, Places(open_store(settings.storage_url, settings.state), days.store_of(settings)))
        finally:
            await owner.close()


@archive_app.command("key")
def key_command() -> None:
    """Make a key pair, on a computer of the tenant's: keep the secret line, give away the other."""
    identity, recipient = age.new_identity()
    typer.echo(f"# public key: {recipient}\n{identity}")


@archive_app.command("verify")
def verify_command(file: File, identity: Identity = None, root: Root = None) -> None:
    """Hold an archive against its manifest, without any database."""
    with _verified(file, identity, root) as (_, manifest):
        _tell_manifest(manifest)


@archive_app.command("make")
def make_command(
    slug: Slug, out: Annotated[Path, typer.Option("--out", help="Where the sealed file is written")]
) -> None:
    """Archive a tenant, sealed for the key its administrators confirmed: whoever runs this cannot read it."""

    async def run() -> Manifest:
        async with house() as here:
            async with here.owner.platform() as session:
                number = (await tenant_named(session, slug)).id
            async with here.owner.tenant(number) as session:
                recipient = await recipient_of(session)
            async with snapshot(here.owner.engine, number) as session:
                manifest, _ = await pack_sealed(session, here.places.files, recipient, out)
            return manifest

    _tell_manifest(asyncio.run(run()))


@archive_app.command("import")
def import_command(file: File, identity: Identity = None, root: Root = None) -> None:
    """Make the archive's tenant in this installation, all of it or nothing."""

    async def run() -> tuple[int, Manifest]:
        with _verified(file, identity, root) as (archive, manifest):
            async with house() as here:
                return await import_archive(here.owner, here.places.files, archive, manifest), manifest

    number, manifest = asyncio.run(run())
    _tell_manifest(manifest)
    typer.echo(f"Đã nhập thành đơn vị số {number} · Imported as tenant {number}")


@tenant_app.command("restore")
def restore_command(
    slug: Slug,
    archive: Annotated[Path | None, typer.Option("--archive", exists=True, dir_okay=False, help="An archive")] = None,
    identity: Identity = None,
    recovered: Annotated[
        str | None,
        typer.Option("--recovered", envvar="ROVIEC_RECOVERED_URL", help="Owner's URL of a database at the moment"),
    ] = None,
) -> None:
    """Set one tenant back to an archive, or to a database recovered beside this one; others keep working."""
    if (archive is None) == (recovered is None):
        raise typer.BadParameter("--archive / --recovered")

    async def run() -> Restored:
        async with house() as here:
            if archive is not None:
                with _verified(archive, identity, None) as found:
                    return await _restore(here, slug, *found)
            with tempfile.TemporaryDirectory(prefix="roviec-recovered-") as folder:
                path = Path(folder) / "archive.zip"
                await _pack_recovered(SecretStr(recovered or ""), slug, here, path)
                with _verified(path, None, None) as found:
                    return await _restore(here, slug, *found)

    done = asyncio.run(run())
    typer.echo(f"{slug}: {done.rows} dòng, mã gốc {done.root} · rows, root")
    typer.echo(f"Trước đó · Before: {done.before_key}, {done.before_root}")
    if done.roots_left:
        typer.echo(f"{done.roots_left} mã gốc phiếu điểm đã xuất còn ở kho · exported roots of later days remain")


async def _restore(here: House, slug: str, archive: ZipFile, manifest: Manifest) -> Restored:
    async with here.owner.platform() as session:
        tenant = await tenant_named(session, slug)
    return await restore(here.owner, here.places, tenant, archive, manifest)


async def _pack_recovered(url: SecretStr, slug: str, here: House, path: Path) -> None:
    recovered = Database(url.get_secret_value(), pool_size=2)
    try:
        async with recovered.platform() as session:
            number = (await tenant_named(session, slug)).id
        async with snapshot(recovered.engine, number) as session:
            await pack(session, here.places.files, path)
    finally:
        await recovered.close()


@tenant_app.command("close")
def close_command(
    slug: Slug,
    reason: Reason,
    ordered_by: Annotated[str, typer.Option("--ordered-by", help="The document that orders it")],
    keep_until: Annotated[datetime, typer.Option("--keep-until", formats=["%Y-%m-%d"], help="Last day of keeping")],
) -> None:
    """Close a tenant that leaves: read-only from now on, kept until a day at least a year away."""

    async def run() -> None:
        async with house() as here, here.owner.platform() as session:
            last = keep_until.date()
            await close(session, slug, reason=reason, ordered_by=ordered_by, keep_until=last, now=utc_now())

    asyncio.run(run())
    typer.echo(f"{slug}: chỉ đọc, giữ đến hết {keep_until:%d/%m/%Y} · read-only, kept until then")


@tenant_app.command("reopen")
def reopen_command(slug: Slug, reason: Reason) -> None:
    """Let a tenant that was closed work again."""

    async def run() -> None:
        async with house() as here, here.owner.platform() as session:
            await reopen(session, slug, reason=reason)

    asyncio.run(run())
    typer.echo(f"{slug}: hoạt động trở lại · active again")


@tenant_app.command("erase")
def erase_command(
    slug: Slug,
    root: Annotated[str, typer.Option("--root", help="Root hash of the archive that was handed over")],
    by: Annotated[str, typer.Option("--by", help="Who does it; stands in the certificate")],
    out: Annotated[Path, typer.Option("--out", help="Where the certificate is written")],
) -> None:
    """Erase a closed tenant whose time of keeping is over, and write the certificate."""

    async def run() -> Erased:
        async with house() as here:
            return await erase(here.owner, here.places, slug, root=root, by=by, now=utc_now())

    _tell_certificate(asyncio.run(run()), out)


@tenant_app.command("certificate")
def certificate_command(
    slug: Slug, out: Annotated[Path, typer.Option("--out", help="Where the certificate is written")]
) -> None:
    """Write the certificate of an erased tenant again, and look for traces of it; exit code 1 if there are any."""

    async def run() -> tuple[Erased | None, dict[str, int]]:
        async with house() as here:
            async with here.owner.platform() as session:
                tenant, kept = await tenant_named(session, slug), await certificate_of(session, slug)
            async with here.owner.tenant(tenant.id) as session:
                return kept, await traces(session, here.places, tenant)

    erased, left = asyncio.run(run())
    if erased is None:
        raise errors.NotClosing(slug=slug)
    _tell_certificate(erased, out)
    for place, count in left.items():
        if count:
            typer.echo(f"  {place}: {count}")
    if any(left.values()) or not certificate_holds(erased.text, erased.hash):
        raise typer.Exit(1)


@tenant_app.command("merge")
def merge_command(
    plan: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The plan, in YAML")],
    apply: Annotated[bool, typer.Option("--apply/--dry-run", help="Do it, or only say what it would meet")] = False,
) -> None:
    """Let tenants join another (sáp nhập): each in one transaction, with the proof that no score changed."""
    wanted = read_plan(plan)

    async def run() -> tuple[list[looking.Findings], list[Merged | None]]:
        async with house() as here:
            if not apply:
                return await look_over(here.owner, wanted), []
            now = utc_now()
            return [], [await merge(here.owner, here.places, wanted, one, now) for one in wanted.joining]

    found, done = asyncio.run(run())
    for line in looking.told(found):
        typer.echo(line)
    for asked, one in zip(wanted.joining, done, strict=False):
        typer.echo(_merged(asked.tenant, wanted.into, one))
    if any(one.against for one in found):
        raise typer.Exit(1)


def _merged(slug: str, into: str, done: Merged | None) -> str:
    if done is None:
        return f"{slug}: đã sáp nhập vào {into} từ trước · joined already"
    scores = done.proof["as_was"][slug]
    return (
        f"{slug} → {into}: {done.rows} dòng · rows, {scores['rows']['entry_score']} điểm không đổi · scores unchanged"
        f" ({scores['digests']['entry_score'][:16]}…), {done.posts} chức vụ gộp · posts put together"
    )


def _tell_certificate(erased: Erased, out: Path) -> None:
    out.write_bytes(erased.text + b"\n")
    typer.echo(f"{out}: SHA-256 {erased.hash}")


@contextmanager
def _verified(file: Path, identity: Path | None, root: str | None) -> Iterator[tuple[ZipFile, Manifest]]:
    secret = None if identity is None else age.read_identity(identity.read_text("utf-8"))
    with checking.opened(file, secret) as archive:
        yield archive, checking.verify(archive, root)


def _tell_manifest(manifest: Manifest) -> None:
    typer.echo(f"{manifest.tenant['slug']} ({manifest.tenant['name']}), cấu trúc · schema {manifest.schema}")
    typer.echo(
        f"{len(manifest.tables)} bảng · tables, {manifest.rows} dòng · rows, {len(manifest.files)} tệp · files,"
        f" {sum(part.size for part in manifest.files)} byte"
    )
    typer.echo(f"Mã gốc · root {manifest.root}")
