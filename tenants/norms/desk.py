"""A package on its editor's desk: its parts, what changed values would do to it, and keeping them."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.errors import BadInput
from policies.authority import Caller, authorize
from tenants.norms import drafts, keeping
from tenants.norms.examination import Examination, Texts, look_over
from tenants.norms.models import NormPackage
from tenants.norms.outline import Outline, Spot, outline, spots
from tenants.norms.queries import package_for
from tenants.norms.rewriting import Edit, edited

MOST_EDITS: Final = 500
LONGEST: Final = 4_000


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


def _fitting(edits: Sequence[Edit]) -> Sequence[Edit]:
    if len(edits) > MOST_EDITS or any(not one.path or len(one.text) > LONGEST or not _plain(one) for one in edits):
        raise BadInput(
            "edits",
            expected=f"tối đa {MOST_EDITS} chỗ sửa, mỗi chỗ tối đa {LONGEST} ký tự",
            expected_en=f"at most {MOST_EDITS} edits of at most {LONGEST} characters",
        )
    return edits


def _plain(edit: Edit) -> bool:
    """Whether it is text that can be seen."""
    return " ".join((*edit.path, *edit.text.split())).isprintable()
