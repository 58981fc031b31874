"""A package on its editor's desk: its parts, what changed values would do to it, and keeping them."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.errors import BadInput
from policies.authority import Caller, authorize
from tenants.norms import drafts, keeping
from tenants.norms.examination import Examination, NormText, Texts, kept, look_over
from tenants.norms.layout import written
from tenants.norms.models import NormPackage
from tenants.norms.outline import Outline, Spot, outline, spots
from tenants.norms.queries import package_for
from tenants.norms.rewriting import Edit, edited

MOST_EDITS: Final = 500
LONGEST: Final = 4_000
DEEPEST: Final = 12


@dataclass(frozen=True)
class Desk:
    """A text as it would be with the edits: its parts and findings. `kept_hash` is that of the text without them."""

    row: NormPackage
    kept_hash: bytes
    texts: Texts
    found: Examination
    parts: Outline
    spots: tuple[Spot, ...]


async def lay_out(session: AsyncSession, caller: Caller, package_id: UUID, edits: Sequence[Edit]) -> Desk:
    """A package's parts with some values changed; nothing is kept."""
    row = await package_for(session, caller, package_id)
    texts = await to_thread(edited, keeping.texts_of(row), _fitting(edits))
    found = await look_over(texts)
    parts = await to_thread(outline, texts, found)
    return Desk(row, row.document_hash, texts, found, parts, spots(parts, found.findings))


async def keep(
    session: AsyncSession, caller: Caller, package_id: UUID, edits: Sequence[Edit], *, read_hash: str, now: datetime
) -> NormPackage:
    """Write changed values into a draft, unless somebody else has changed it since it was read."""
    authorize(caller, "norm", "draft")
    row = await drafts.editable(session, package_id, read_hash)
    texts = await to_thread(edited, keeping.texts_of(row), _fitting(edits))
    return await drafts.put(session, caller, row, texts, now=now)


async def look(session: AsyncSession, caller: Caller, package_id: UUID, text: str) -> Examination:
    """What is to be said of a package with another text: of an inherited one, of the province's changes."""
    row = await package_for(session, caller, package_id)
    inherits = row.base_name is not None or row.override is not None
    kept(NormText(document=text))  # refuses what is too long
    return await look_over(replace(keeping.texts_of(row), override=text) if inherits else Texts(text))


def _fitting(edits: Sequence[Edit]) -> Sequence[Edit]:
    if len(edits) > MOST_EDITS or not all(_fits(one) for one in edits):
        raise BadInput(
            "edits",
            expected=f"tối đa {MOST_EDITS} chỗ sửa, mỗi chỗ tối đa {LONGEST} ký tự, chỉ gồm chữ, mục và danh sách",
            expected_en=f"at most {MOST_EDITS} edits of at most {LONGEST} characters, of texts, entries and lists only",
        )
    return edits


def _fits(edit: Edit) -> bool:
    """Whether it is short, shallow, and text that can be seen; numbers are texts too."""
    if not 1 <= len(edit.path) <= DEEPEST or not _plain(edit.value, DEEPEST):
        return False
    told = " ".join((*edit.path, *edit.text.split()))
    return told.isprintable() and len(edit.text) <= LONGEST and len(written(edit.value)) <= LONGEST


def _plain(value: object, depth: int) -> bool:
    if isinstance(value, str):
        return " ".join(value.split()).isprintable()
    if isinstance(value, dict):
        return depth > 0 and all(_plain(name, 0) and _plain(one, depth - 1) for name, one in value.items())
    return isinstance(value, list) and depth > 0 and all(_plain(one, depth - 1) for one in value)
