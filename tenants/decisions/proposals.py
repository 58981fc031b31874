"""Everything an agency's decisions of a period rest on: its sheets, the quota, and which decisions stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select, text
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from tenants.decisions import annual, rules
from tenants.decisions.models import Decision, QuotaGrant, QuotaProposal
from tenants.decisions.quota import Group, Line, Proposal, Ranked, propose
from tenants.decisions.rules import Condition
from tenants.evaluation.conditions import highest_allowed
from tenants.evaluation.models import Sheet
from tenants.norms import queries as norms
from tenants.norms.procedure import Procedure, procedure
from tenants.periods.models import EvaluationPeriod

WHOLE_AGENCY: Final = ""
"""The key under which the agency's own quota is kept beside those of its groups."""

LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")


@dataclass(frozen=True)
class Standing:
    """The decision that stands on a sheet: the one with the highest number."""

    id: UUID
    sheet_id: UUID
    number: int
    decided_class: str | None
    points: tuple[str | None, str | None]
    """The class by points and the total it was decided upon."""


@dataclass(frozen=True)
class Scope:
    """An agency in a period: sheets, what their conditions leave, the proposal within the quota, what is decided."""

    period: EvaluationPeriod
    agency_id: UUID
    procedure: Procedure
    sheets: Mapping[UUID, Sheet]
    conditions: Mapping[UUID, Sequence[Condition]]
    proposal: Proposal
    lines: Mapping[UUID, Line]
    groups: Mapping[UUID, Group]
    standing: Mapping[UUID, Standing]
    grant_id: UUID | None

    def proposed(self, sheet: Sheet) -> str | None:
        """The class the head is proposed for a sheet."""
        if sheet.not_ranked is not None or sheet.class_by_points is None:
            return None
        ranked = ranked_of(sheet, "", self.conditions[sheet.id])
        line = self.lines.get(sheet.id)
        return rules.proposed_class(ranked.before_quota, line, sheet.proposed_class, sheet.superior_class)

    def taken(self, but: UUID | None = None) -> Counter[str]:
        """HTXS seats taken by decisions that stand, by group and in the whole agency; those of one sheet left out."""
        found: Counter[str] = Counter()
        for one in self.standing.values():
            if one.decided_class == "HTXS" and one.sheet_id != but:
                found[WHOLE_AGENCY] += 1
                found[self.key_of(one.sheet_id)] += 1
        return found

    def key_of(self, sheet_id: UUID) -> str:
        """The group a sheet belongs to."""
        return group_key(self.sheets[sheet_id], self.procedure)

    def seats(self, key: str) -> int:
        """The quota of a group, or of the whole agency."""
        if key == WHOLE_AGENCY:
            return self.proposal.quota
        return next((group.quota for group in self.proposal.groups if group.key == key), 0)

    def pool(self, key: str) -> int:
        """How many of a group are classified good before the quota."""
        return next((group.pool for group in self.proposal.groups if group.key == key), 0)


async def lock(session: AsyncSession, agency_id: UUID) -> None:
    """Let one transaction at a time decide in an agency, so that two deciders never share a seat."""
    await session.execute(LOCK, {"key": f"decisions:{tenant_of(session)}:{agency_id}"})


async def scope(session: AsyncSession, period: EvaluationPeriod, agency_id: UUID, *, locked: bool = False) -> Scope:
    """The scope of an agency in a period; `locked` for deciding: its sheets stay as they are until the commit.

    Periods of the same days and kind, which differ in their groups of positions only, share the agency's quota.
    """
    if locked:
        await lock(session, agency_id)
    wanted = _sheets(session, period, agency_id)
    rows = (await session.scalars(wanted.with_for_update(of=Sheet) if locked else wanted)).all()
    sheets = {sheet.id: sheet for sheet in rows}
    settled = await procedure_of(session, period, agency_id)
    yearly = await annual.conditions(session, period, [sheet.person_id for sheet in rows], settled)
    conditions = {sheet.id: annual.merged(sheet.conditions, yearly.get(sheet.person_id, ())) for sheet in rows}
    grant = await grant_for(session, period, agency_id)
    share = max(settled.quota_share, grant.share) if grant is not None else settled.quota_share
    ranked = [
        ranked_of(sheet, group_key(sheet, settled), conditions[sheet.id]) for sheet in rows if sheet.not_ranked is None
    ]
    proposal = propose(ranked, settled, share)
    return Scope(
        period=period,
        agency_id=agency_id,
        procedure=settled,
        sheets=sheets,
        conditions=conditions,
        proposal=proposal,
        lines={line.sheet_id: line for group in proposal.groups for line in group.lines},
        groups={line.sheet_id: group for group in proposal.groups for line in group.lines},
        standing=await standing(session, list(sheets)),
        grant_id=grant.id if grant is not None else None,
    )


async def procedure_of(session: AsyncSession, period: EvaluationPeriod, agency_id: UUID) -> Procedure:
    """What the package in force in the agency on the period's last day settles."""
    law = await norms.in_force(session, period.last, agency_id)
    return Procedure() if law is None else procedure(norms.package_of(law))


def _sheets(session: AsyncSession, period: EvaluationPeriod, agency_id: UUID) -> Select[Any]:
    tenant_id = tenant_of(session)
    same_days = select(EvaluationPeriod.id).where(
        EvaluationPeriod.tenant_id == tenant_id,
        EvaluationPeriod.kind == period.kind,
        EvaluationPeriod.first == period.first,
        EvaluationPeriod.last == period.last,
    )
    return (
        select(Sheet)
        .where(Sheet.tenant_id == tenant_id, Sheet.period_id.in_(same_days), Sheet.agency_id == agency_id)
        .order_by(Sheet.id)
        .execution_options(populate_existing=True)
    )


def group_key(sheet: Sheet, settled: Procedure) -> str:
    """The group with similar duties that a sheet belongs to, as the package groups people."""
    return str(
        {"position_group": sheet.position_group, "unit": sheet.unit_id, "standing": sheet.standing}[settled.quota_group]
    )


def ranked_of(sheet: Sheet, group: str, conditions: Sequence[Condition]) -> Ranked:
    """A sheet as the quota sees it."""
    highest = highest_allowed(conditions)
    return Ranked(sheet.id, group, sheet.total, sheet.results, sheet.general, sheet.class_by_points, highest)


async def standing(session: AsyncSession, sheet_ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """The decisions that stand, by sheet."""
    rows = await session.execute(
        select(
            Decision.id, Decision.sheet_id, Decision.number, Decision.decided_class, Decision.class_by_points,
            Decision.basis["total"].astext.label("total"),
        )
        .where(Decision.tenant_id == tenant_of(session), Decision.sheet_id.in_(sheet_ids))
        .ext(distinct_on(Decision.sheet_id))
        .order_by(Decision.sheet_id, Decision.number.desc())
    )  # fmt: skip
    return {
        row.sheet_id: Standing(row.id, row.sheet_id, row.number, row.decided_class, (row.class_by_points, row.total))
        for row in rows
    }


async def grant_for(session: AsyncSession, period: EvaluationPeriod, agency_id: UUID) -> QuotaGrant | None:
    """The largest share granted to an agency for all days of a period."""
    found = await session.scalars(
        select(QuotaGrant)
        .where(
            QuotaGrant.tenant_id == tenant_of(session),
            QuotaGrant.agency_id == agency_id,
            QuotaGrant.revoked_at.is_(None),
            QuotaGrant.first <= period.first,
            QuotaGrant.last >= period.last,
        )
        .order_by(QuotaGrant.share.desc(), QuotaGrant.id)
        .limit(1)
    )
    return found.one_or_none()


async def keep(session: AsyncSession, found: Scope, now: datetime) -> None:
    """Write down the proposal that is decided upon, each group that differs from what was kept last as a new number."""
    last = await _kept(session, found)
    groups = [Group(WHOLE_AGENCY, found.proposal.pool, found.proposal.quota, ()), *found.proposal.groups]
    for group in groups:
        row = QuotaProposal(
            tenant_id=tenant_of(session), id=uuid7(), period_id=found.period.id, agency_id=found.agency_id,
            group_key=group.key, number=1, pool=group.pool, share=found.proposal.share, quota=group.quota,
            lines=[_told(line) for line in group.lines], computed_at=now,
        )  # fmt: skip
        before = last.get(group.key)
        if before is not None:
            same = all(getattr(before, name) == getattr(row, name) for name in ("pool", "share", "quota", "lines"))
            if same:
                continue
            row.number = before.number + 1
        session.add(row)
    await session.flush()


async def _kept(session: AsyncSession, found: Scope) -> dict[str, QuotaProposal]:
    rows = await session.scalars(
        select(QuotaProposal)
        .where(
            QuotaProposal.tenant_id == tenant_of(session),
            QuotaProposal.period_id == found.period.id,
            QuotaProposal.agency_id == found.agency_id,
        )
        .ext(distinct_on(QuotaProposal.group_key))
        .order_by(QuotaProposal.group_key, QuotaProposal.number.desc())
    )
    return {row.group_key: row for row in rows}


def _told(line: Line) -> dict[str, Any]:
    return {**asdict(line), "sheet_id": str(line.sheet_id), "total": rules.text_of(Decimal(line.total))}
