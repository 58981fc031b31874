"""What is asked of decisions: proposals with reasons, a sheet's history, petitions, grants, and a paper's hash."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import BadInput, NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.decisions import deciding, petitions, proposals, rules, wording
from tenants.decisions.models import Decision, Petition, QuotaGrant
from tenants.decisions.proposals import WHOLE_AGENCY, Scope
from tenants.decisions.quota import Group, Rule, Side
from tenants.evaluation.models import Sheet
from tenants.organisation import heads
from tenants.organisation import queries as organisation
from tenants.organisation.models import Person

Confirmed = Literal["standing", "replaced", "unknown"]


@dataclass(frozen=True)
class ProposedLine:
    """A candidate for HTXS: which side of the quota, and why; `open` are conditions a person still has to speak on."""

    sheet_id: UUID
    person_id: UUID
    unit_id: UUID
    total: Decimal
    place: int
    side: Side
    rule: Rule
    vi: str
    en: str
    open: Sequence[str]
    proposed_class: str | None
    decided_class: str | None


@dataclass(frozen=True)
class ProposedGroup:
    """A group with similar duties: how many count, how many seats, how many of them decisions have taken."""

    key: str
    pool: int
    quota: int
    taken: int
    lines: Sequence[ProposedLine]


@dataclass(frozen=True)
class QuotaView:
    """The quota of an agency in a period: what it is a share of, and every candidate with the reason."""

    period_id: UUID
    agency_id: UUID
    share: Decimal
    grant_id: UUID | None
    quota_of: str
    rounding: str
    tie_break: str
    pool: int
    quota: int
    taken: int
    groups: Sequence[ProposedGroup]


@dataclass(frozen=True)
class DecisionRow:
    """One person where the head decides: four facts side by side, and what deciding without an exception gives."""

    sheet: Sheet
    proposed_class: str | None
    decided_class: str | None
    decided: bool


@dataclass(frozen=True)
class DecisionView:
    """A decision in a sheet's history; `stands` unless a later one replaced it."""

    decision: Decision
    stands: bool
    petition: Petition | None


@dataclass(frozen=True)
class PetitionView:
    """A petition as whoever may answer sees it."""

    petition: Petition
    agency_id: UUID
    unit_id: UUID
    period_id: UUID
    decided_class: str | None
    overdue: bool
    may_answer: bool


@dataclass(frozen=True)
class Confirmation:
    """What the system says of a hash on a paper: no name, no class."""

    state: Confirmed
    decided_on: date | None = None
    replaced_on: date | None = None


async def quota_proposal(
    session: AsyncSession, caller: Caller, period_id: UUID, agency_id: UUID, *, now: datetime
) -> QuotaView:
    """Who is proposed for HTXS in an agency, for those who rank there or above; recorded for those named in it."""
    grant = authorize(caller, "evaluation", "rank")
    if not grant.covers(await organisation.unit_path(session, agency_id, local_date(now))):
        raise NotFound("agencyId")
    period = await deciding.period_of(session, period_id)
    found = await proposals.scope(session, period, agency_id)
    listed = [found.sheets[sheet_id].person_id for sheet_id in found.lines]
    await audit.log_reads(session, caller, listed, "evaluation")
    taken = found.taken()
    return QuotaView(
        period_id=period_id,
        agency_id=agency_id,
        share=found.proposal.share,
        grant_id=found.grant_id,
        quota_of=found.procedure.quota_of,
        rounding=found.procedure.quota_rounding,
        tie_break=found.procedure.tie_break,
        pool=found.proposal.pool,
        quota=found.proposal.quota,
        taken=taken[WHOLE_AGENCY],
        groups=[
            ProposedGroup(group.key, group.pool, group.quota, taken[group.key], _lines(found, group))
            for group in found.proposal.groups
        ],
    )


async def decision_rows(
    session: AsyncSession, caller: Caller, period_id: UUID, agency_id: UUID, *, now: datetime
) -> list[DecisionRow]:
    """Everybody who is decided on in an agency in a period, by given name; recorded for each of them."""
    grant = authorize(caller, "evaluation", "rank")
    if not grant.covers(await organisation.unit_path(session, agency_id, local_date(now))):
        raise NotFound("agencyId")
    found = await proposals.scope(session, await deciding.period_of(session, period_id), agency_id)
    ordered = (
        select(Sheet.id)
        .join(Person, (Person.tenant_id == Sheet.tenant_id) & (Person.id == Sheet.person_id))
        .where(Sheet.tenant_id == tenant_of(session), Sheet.id.in_(list(found.sheets)))
        .order_by(Person.sort_key, Sheet.id)
    )
    sheets = [found.sheets[sheet_id] for sheet_id in await session.scalars(ordered)]
    await audit.log_reads(session, caller, [sheet.person_id for sheet in sheets], "evaluation")
    return [_row(found, sheet) for sheet in sheets]


def _row(found: Scope, sheet: Sheet) -> DecisionRow:
    standing = found.standing.get(sheet.id)
    decided_class = standing.decided_class if standing is not None else None
    return DecisionRow(sheet, found.proposed(sheet), decided_class, standing is not None)


async def petitions_waiting(session: AsyncSession, caller: Caller, *, now: datetime) -> int:
    """How many petitions wait for an answer the caller may give; a number names nobody, so nothing is recorded."""
    grant = authorize(caller, "petition", "answer")
    today, tenant_id = local_date(now), tenant_of(session)
    sheets = await session.scalars(
        select(Sheet)
        .join(Petition, (Petition.tenant_id == tenant_id) & (Petition.sheet_id == Sheet.id))
        .where(
            Sheet.tenant_id == tenant_id,
            Petition.outcome.is_(None),
            organisation.reach(grant, Sheet.agency_id, Sheet.person_id, today),
        )
    )
    return sum((await _answerable(session, caller, sheets.all(), today)).values())


def _lines(found: Scope, group: Group) -> list[ProposedLine]:
    lines = []
    for line in group.lines:
        sheet, words = found.sheets[line.sheet_id], wording.why(line, group, found.proposal, found.procedure.tie_break)
        standing = found.standing.get(sheet.id)
        waiting = [one["code"] for one in found.conditions[sheet.id] if one["state"] == rules.NEEDS_PERSON]
        lines.append(
            ProposedLine(
                sheet.id, sheet.person_id, sheet.unit_id, line.total, line.place, line.side, line.rule, words.vi,
                words.en, waiting, found.proposed(sheet), standing.decided_class if standing else None,
            )
        )  # fmt: skip
    return lines


async def decisions_of(session: AsyncSession, sheet_ids: Iterable[UUID]) -> dict[UUID, list[DecisionView]]:
    """Every decision ever made on some sheets, the first one first; for sheets already found readable."""
    tenant_id = tenant_of(session)
    rows = await session.execute(
        select(Decision, Petition)
        .outerjoin(Petition, (Petition.tenant_id == tenant_id) & (Petition.decision_id == Decision.id))
        .where(Decision.tenant_id == tenant_id, Decision.sheet_id.in_(list(sheet_ids)))
        .order_by(Decision.sheet_id, Decision.number)
    )
    found: dict[UUID, list[tuple[Decision, Petition | None]]] = {}
    for decision, petition in rows:
        found.setdefault(decision.sheet_id, []).append((decision, petition))
    return {
        sheet_id: [DecisionView(decision, decision.number == len(made), petition) for decision, petition in made]
        for sheet_id, made in found.items()
    }


async def history(session: AsyncSession, caller: Caller, sheet_id: UUID, *, now: datetime) -> list[DecisionView]:
    """The decisions on one sheet, for the person and those who may read it; a look at another's is recorded."""
    grant = authorize(caller, "evaluation", "read")
    sheet = await session.get(Sheet, (tenant_of(session), sheet_id))
    if sheet is None:
        raise NotFound("sheetId")
    paths = await organisation.unit_paths(session, {sheet.unit_id, sheet.agency_id}, local_date(now))
    if not any(grant.covers(paths.get(unit_id), sheet.person_id) for unit_id in (sheet.unit_id, sheet.agency_id)):
        raise NotFound("sheetId")
    await audit.log_read(session, caller, sheet.person_id, "evaluation")
    return (await decisions_of(session, [sheet_id])).get(sheet_id, [])


async def inbox(
    session: AsyncSession,
    caller: Caller,
    *,
    now: datetime,
    overdue: bool = False,
    answered: bool = False,
    after: UUID | None = None,
    limit: int = 20,
) -> list[PetitionView]:
    """Petitions in the caller's branches that wait for an answer (or have one), the oldest first; it is recorded."""
    grant = authorize(caller, "petition", "answer")
    today, tenant_id = local_date(now), tenant_of(session)
    wanted = (
        select(Petition, Sheet, Decision)
        .join(Sheet, (Sheet.tenant_id == tenant_id) & (Sheet.id == Petition.sheet_id))
        .join(Decision, (Decision.tenant_id == tenant_id) & (Decision.id == Petition.decision_id))
        .where(
            Petition.tenant_id == tenant_id,
            Petition.outcome.is_not(None) if answered else Petition.outcome.is_(None),
            organisation.reach(grant, Sheet.agency_id, Sheet.person_id, today),
        )
        .order_by(Petition.id)
        .limit(limit)
    )
    if overdue:
        wanted = wanted.where(Petition.answer_by < today)
    if after is not None:
        wanted = wanted.where(Petition.id > after)
    rows = (await session.execute(wanted)).all()
    await audit.log_reads(session, caller, [petition.person_id for petition, _, _ in rows], "petition")
    usable = {} if answered else await _answerable(session, caller, [sheet for _, sheet, _ in rows], today)
    return [_petition_view(petition, sheet, decision, today, usable) for petition, sheet, decision in rows]


def _petition_view(
    petition: Petition, sheet: Sheet, decision: Decision, today: date, usable: Mapping[UUID, bool]
) -> PetitionView:
    return PetitionView(
        petition=petition,
        agency_id=sheet.agency_id,
        unit_id=sheet.unit_id,
        period_id=sheet.period_id,
        decided_class=decision.decided_class,
        overdue=petition.outcome is None and petition.answer_by < today,
        may_answer=usable.get(sheet.id, False),
    )


async def _answerable(session: AsyncSession, caller: Caller, sheets: Sequence[Sheet], on: date) -> Mapping[UUID, bool]:
    """On which sheets the caller may answer a petition at this moment."""
    if caller.person_id is None:
        return {}
    agencies = {sheet.agency_id for sheet in sheets}
    above = {agency_id: await heads.at_or_above(session, agency_id, on) for agency_id in agencies}
    units = {unit_id for found in above.values() for unit_id in found}
    held = await heads.headships(session, caller.person_id, units, on)
    return {
        sheet.id: any(one.unit_id in above[sheet.agency_id] and one.reaches(sheet.person_id) for one in held)
        and caller.person_id not in await petitions.deciders(session, sheet.id)
        for sheet in sheets
    }


async def grants(session: AsyncSession, caller: Caller, agency_id: UUID | None) -> list[QuotaGrant]:
    """Shares granted, to one agency or to any, newest first; revoked ones too."""
    authorize(caller, "quota", "grant")
    wanted = select(QuotaGrant).where(QuotaGrant.tenant_id == tenant_of(session)).order_by(QuotaGrant.id.desc())
    return list(
        await session.scalars(wanted.where(QuotaGrant.agency_id == agency_id) if agency_id is not None else wanted)
    )


async def confirm(session: AsyncSession, written: str) -> Confirmation:
    """Whether a hash on a paper is that of a decision that stands, of one replaced since, or of none here."""
    digits = "".join(written.split()).lower()
    if len(digits) != 64 or any(digit not in "0123456789abcdef" for digit in digits):
        raise BadInput("hash", expected="64 chữ số hệ mười sáu", expected_en="64 hexadecimal digits")
    later = aliased(Decision)
    row = (
        await session.execute(
            select(Decision.decided_at, func.min(later.decided_at).label("replaced_at"))
            .outerjoin(
                later,
                (later.tenant_id == Decision.tenant_id)
                & (later.sheet_id == Decision.sheet_id)
                & (later.number > Decision.number),
            )
            .where(Decision.tenant_id == tenant_of(session), Decision.content_hash == bytes.fromhex(digits))
            .group_by(Decision.tenant_id, Decision.id)
        )
    ).one_or_none()
    if row is None:
        return Confirmation("unknown")
    replaced_on = None if row.replaced_at is None else local_date(row.replaced_at)
    return Confirmation("standing" if replaced_on is None else "replaced", local_date(row.decided_at), replaced_on)
