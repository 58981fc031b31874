"""The command `roviec import-people`: units and people of a province from an Excel file, as a dry run by default."""

import asyncio
import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TextIO

import typer
from sqlalchemy import select

from kernel.clock import today
from kernel.database import Database, tenant_of
from kernel.errors import NotFound
from kernel.settings import get_settings
from policies.authority import Caller
from serving.errors import CodesFileExists, UnknownTenant
from tenants.accounts import queries as accounts
from tenants.accounts.models import Account
from tenants.accounts.rules import normal_login
from tenants.catalogue.excel.reading import CellError
from tenants.catalogue.excel.workbook import open_workbook
from tenants.importing import actions
from tenants.importing.actions import Counts, Result, Upload
from tenants.provisioning.opening import opened
from tenants.registry import queries as registry

SHOWN = 40
CODES_HEADINGS = ("Đơn vị", "Họ và tên", "Tên đăng nhập", "Mã kích hoạt")


def import_people(
    file: Annotated[Path, typer.Argument(help="The workbook, .xlsx", exists=True, dir_okay=False)],
    tenant: Annotated[str, typer.Option("--tenant", help="Short name of the province")],
    by: Annotated[str, typer.Option("--by", help="Login of the administrator in whose name it is done")],
    on: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Day of effect; today when not given")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write what the dry run says")] = False,
    codes: Annotated[
        Path | None,
        typer.Option(
            "--accounts", help="Make accounts, and write their one-time codes to this new file, readable by you only"
        ),
    ] = None,
) -> None:
    """Bring units and people in from Excel: a dry run, or with --apply all rows or none."""
    day = on.date() if on is not None else today()
    result = asyncio.run(_run(tenant, by, file.read_bytes(), day, apply=apply, codes=codes))
    _tell(result)
    if result.error_count:
        raise typer.Exit(1)


async def _run(slug: str, login: str, data: bytes, day: date, *, apply: bool, codes: Path | None) -> Result:
    book = open_workbook(data)
    upload = Upload(book, day, accounts=codes is not None)
    async with opened(get_settings()) as db:
        async with db.platform() as session:
            found = await registry.tenant_by_slug(session, slug)
            there = await registry.tenants(session, "province")
        if found is None:
            raise UnknownTenant(slug=slug, known=", ".join(row.slug for row in there))
        result = await _import(db, found.id, login, upload)
        if not apply or result.error_count:
            return result
        if codes is None:
            return await _import(db, found.id, login, _applied(upload, result))
        # Made before anything is written, so that codes are never lost for want of a place.
        with _new_file(codes) as kept:
            done = await _import(db, found.id, login, _applied(upload, result))
            lines = csv.writer(kept)
            lines.writerow(CODES_HEADINGS)
            for one in done.activations:
                name, unit = done.names[one.login]
                lines.writerow((unit, name, one.login, one.code))
        return done


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """A new file that only its owner reads; gone again when what fills it fails."""
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CodesFileExists(name=path) from None
    try:
        with os.fdopen(made, "w", encoding="utf-8-sig") as opened_file:
            yield opened_file
    except BaseException:
        path.unlink()
        raise


async def _import(db: Database, tenant_id: int, login: str, upload: Upload) -> Result:
    async with db.tenant(tenant_id) as session:
        account_id = await session.scalar(
            select(Account.id).where(Account.tenant_id == tenant_of(session), Account.login == normal_login(login))
        )
        caller: Caller | None = await accounts.caller_of_account(session, account_id) if account_id else None
        if caller is None:
            raise NotFound("by")
        return await actions.import_register(session, caller, upload)


def _applied(upload: Upload, checked: Result) -> Upload:
    return Upload(upload.book, upload.on, upload.accounts, checked.fingerprint, dry_run=False)


def _tell(result: Result) -> None:
    typer.echo(_counted("Đơn vị · Units", result.units))
    typer.echo(_counted("Người · People", result.people))
    if result.accounts:
        typer.echo(f"Tài khoản · Accounts: {result.accounts}")
    for title, count, found in (
        ("Lỗi · Errors", result.error_count, result.errors),
        ("Cảnh báo · Warnings", result.warning_count, result.warnings),
    ):
        if count:
            typer.echo(f"{title}: {count}")
        for one in found[:SHOWN]:
            typer.echo(f"  {_line(one)}")
    if result.missing_count:
        typer.echo(f"Không có trong tệp, giữ nguyên · Not in the file, left as they are: {result.missing_count}")
    for missing in result.missing[:SHOWN]:
        typer.echo(f"  {missing.unit}: {missing.person.full_name}")
    if result.written:
        typer.echo("Đã ghi. · Written.")
    elif result.error_count:
        typer.echo("Chưa ghi gì: sửa hết lỗi rồi nhập lại. · Nothing was written.")
    else:
        typer.echo("Chạy thử, chưa ghi gì; thêm --apply để ghi. · A dry run; add --apply to write.")


def _counted(title: str, counts: Counts) -> str:
    return (
        f"{title}: {counts.new} mới · {counts.changed} đổi · {counts.moved} chuyển · {counts.unchanged} không đổi"
        " (new, changed, moved, unchanged)"
    )


def _line(found: CellError) -> str:
    where = f"{found.sheet}!{found.cell}" if found.cell else found.sheet
    return f"{where} {found.code}: {found.problem.vi}. {found.remedy.vi}. · {found.problem.en}."
