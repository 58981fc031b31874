"""Drafts of norm packages: written, edited and thrown away; broken ones are kept with all that is wrong with them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.norms import keeping
from tenants.norms.errors import DraftChanged
from tenants.norms.examination import Examination, NormText, Texts, kept, look_over
from tenants.norms.models import NormPackage
from tenants.norms.queries import package_for
from tenants.norms.rewriting import Edit, edited


async def check(caller: Caller, text: NormText) -> Examination:
    """Everything wrong with a text, while it is written; nothing is kept."""
    authorize(caller, "norm", "draft")
    return await look_over(kept(text))


async def create(session: AsyncSession, caller: Caller, text: NormText, *, now: datetime) -> NormPackage:
    """Keep a new draft; its text may be broken, but then it is neither piloted nor published."""
    authorize(caller, "norm", "draft")
    return await _write(session, caller, kept(text), now)


async def copy(
    session: AsyncSession,
    caller: Caller,
    package_id: UUID,
    *,
    now: datetime,
    onto_newest: bool = False,
    renumber: bool = False,
) -> NormPackage:
    """Start a draft from a package of the tenant; `onto_newest` lays its changes over the national text of today.

    `renumber` gives it the number after the highest that its name has, since a kept number cannot be used again.
    """
    authorize(caller, "norm", "draft")
    row = await package_for(session, caller, package_id)
    texts = keeping.texts_of(row)
    if onto_newest and texts.base_name is not None:
        texts = kept(NormText(base=texts.base_name, override=texts.override))
    if renumber:
        texts = edited(texts, [Edit(("version",), await keeping.next_version(session, row.name))])
    return await _write(session, caller, texts, now)


async def edit(
    session: AsyncSession,
    caller: Caller,
    package_id: UUID,
    text: NormText,
    *,
    now: datetime,
    read_hash: str | None = None,
) -> NormPackage:
    """Write a draft anew; an inherited one stays with the national text it started from as long as it names it.

    With `read_hash` it is refused when somebody else has changed the draft since.
    """
    authorize(caller, "norm", "draft")
    row = await editable(session, package_id, read_hash)
    texts = kept(text)
    if texts.base_name is not None and texts.base_name == row.base_name:
        texts = Texts(row.document, texts.override, row.base_name, row.base_version)
    return await put(session, caller, row, texts, now=now)


async def editable(session: AsyncSession, package_id: UUID, read_hash: str | None) -> NormPackage:
    """A draft that may be written, held until this transaction ends."""
    row = await keeping.held(session, package_id, "draft")
    await keeping.refuse_proposed(session, package_id)
    if read_hash is not None and row.document_hash.hex() != read_hash:
        raise DraftChanged("hash")
    return row


async def put(session: AsyncSession, caller: Caller, row: NormPackage, texts: Texts, *, now: datetime) -> NormPackage:
    """Give a draft another text."""
    await _put(row, caller, texts, now)
    await session.flush()
    await audit.record(session, caller, "edited", "norm_package", row.id, hash=row.document_hash.hex())
    return row


async def discard(session: AsyncSession, caller: Caller, package_id: UUID) -> None:
    """Throw a draft away."""
    authorize(caller, "norm", "draft")
    row = await keeping.held(session, package_id, "draft")
    await keeping.refuse_proposed(session, package_id)
    await session.delete(row)
    await session.flush()
    await audit.record(session, caller, "discarded", "norm_package", package_id, name=row.name, version=row.version)


async def _write(session: AsyncSession, caller: Caller, texts: Texts, now: datetime) -> NormPackage:
    row = NormPackage(tenant_id=tenant_of(session), status="draft", authors=[])
    await _put(row, caller, texts, now)
    session.add(row)
    await session.flush()
    await audit.record(session, caller, "drafted", "norm_package", row.id, hash=row.document_hash.hex())
    return row


async def _put(row: NormPackage, caller: Caller, texts: Texts, now: datetime) -> None:
    found = await look_over(texts)
    row.name, row.version, row.title = found.name, found.version, found.title
    row.document, row.override = texts.document, texts.override
    row.base_name, row.base_version = texts.base_name, texts.base_version
    row.document_hash, row.edited_at = texts.digest, now
    row.authors = [*(one for one in row.authors if one != caller.account_id), caller.account_id]
