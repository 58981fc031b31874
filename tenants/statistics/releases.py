"""Releases that were made, as the office reads them: versions with their proofs, and what each is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from tenants.statistics.models import Release, ReleaseProof
from tenants.statistics.national.building import LOSSES, PARTS
from tenants.statistics.national.kept import KeptVersion, Proof


@dataclass(frozen=True)
class Head:
    """The newest version of a period and the lowest number of each province's part that it is made of."""

    version: int
    reported: frozenset[str]
    numbers: Mapping[str, int]


async def heads(session: AsyncSession) -> dict[str, Head]:
    """The newest version of every period."""
    rows = await session.execute(
        select(Release.period, Release.version, Release.reported, ReleaseProof.bounds)
        .join(ReleaseProof, (ReleaseProof.release_id == Release.id) & (ReleaseProof.system == PARTS))
        .ext(distinct_on(Release.period))
        .order_by(Release.period, Release.version.desc())
    )
    return {row.period: Head(row.version, frozenset(row.reported), _lowest(row.bounds)) for row in rows}


def _lowest(bounds: list[dict[str, Any]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in bounds:
        found[line["province"]] = min(line["number"], found.get(line["province"], line["number"]))
    return found


async def versions(session: AsyncSession, period: str, *, last: bool = False) -> list[KeptVersion]:
    """All versions of a period with what the office keeps of them, oldest first; or the last one only."""
    wanted = select(Release).where(Release.period == period).order_by(Release.version.desc())
    rows = (await session.scalars(wanted.limit(1) if last else wanted)).all()
    proofs = await session.scalars(select(ReleaseProof).where(ReleaseProof.release_id.in_([row.id for row in rows])))
    found: dict[object, dict[str, Proof]] = {row.id: {} for row in rows}
    for proof in proofs:
        found[proof.release_id][proof.system] = Proof(
            proof.system, proof.keys, proof.counts, proof.hidden, proof.heads_hidden, proof.reasons, proof.bounds
        )
    return [_kept(row, found[row.id]) for row in reversed(rows)]


def _kept(row: Release, proofs: dict[str, Proof]) -> KeptVersion:
    numbers: dict[str, dict[str, int]] = {}
    for line in proofs[PARTS].bounds:
        numbers.setdefault(line["system"], {})[line["province"]] = line["number"]
    return KeptVersion(row.version, frozenset(row.reported), numbers, row.catalogue["systems"], proofs)


async def listed(session: AsyncSession, period: str) -> list[Release]:
    """The versions of a period, oldest first."""
    return list(await session.scalars(select(Release).where(Release.period == period).order_by(Release.version)))


async def kept_losses(session: AsyncSession, release: Release) -> dict[str, list[dict[str, Any]]]:
    """What only the office knows of a version's losses, by system."""
    rows = await session.scalars(
        select(ReleaseProof).where(ReleaseProof.release_id == release.id, ReleaseProof.system.startswith(LOSSES))
    )
    return {row.system.removeprefix(LOSSES): row.bounds for row in rows}
