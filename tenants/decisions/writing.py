"""Writes decisions down: their basis and hash, the steps on their sheets, the notice to the person, the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.audit import actions as audit
from tenants.decisions import deadlines, finishing, proposals, rules
from tenants.decisions.models import Decision
from tenants.decisions.proposals import Scope
from tenants.evaluation.models import Sheet
from tenants.organisation.heads import Headship

DECIDED: Final = "decided"
REPLACED: Final = "replaced"


@dataclass(frozen=True)
class Sitting:
    """One act of deciding: upon what, by whose authority, by which document, when, and why late if it is."""

    scope: Scope
    headship: Headship
    document_number: str
    now: datetime
    late_reason: str | None = None


@dataclass(frozen=True)
class Ruling:
    """What is decided on one sheet: a class, or none where the person is not ranked; what was proposed, and why."""

    sheet: Sheet
    decided_class: str | None
    proposed_class: str | None
    reason: str | None
    exception: bool


# Decisions, what they make of their sheets, and the two steps of each, in one statement. A step's id is made after the
# one before it, so that the history reads in the order of the acts.
WRITE: Final = text(
    """
    WITH given AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given (
            id uuid, sheet_id uuid, number integer, class_by_points text, proposed_class text, decided_class text,
            not_ranked text, reason text, exception boolean, document_number text, decided_by uuid,
            appointment_id uuid, delegation_id uuid, decided_at timestamptz, replaces_id uuid, petition_id uuid,
            basis jsonb, content_hash text, step_id uuid, step jsonb, notice_id uuid, notice jsonb)
    ), written AS (
        INSERT INTO decision (tenant_id, id, sheet_id, number, class_by_points, proposed_class, decided_class,
                              not_ranked, reason, exception, document_number, decided_by, appointment_id,
                              delegation_id, decided_at, replaces_id, petition_id, basis, content_hash)
        SELECT :tenant, id, sheet_id, number, class_by_points, proposed_class, decided_class, not_ranked, reason,
               exception, document_number, decided_by, appointment_id, delegation_id, decided_at, replaces_id,
               petition_id, basis, decode(content_hash, 'hex')
        FROM given
    ), decided AS (
        UPDATE sheet SET status = 'decided' FROM given
        WHERE sheet.tenant_id = :tenant AND sheet.id = given.sheet_id AND sheet.status <> 'decided'
    ), steps AS (
        INSERT INTO sheet_event (tenant_id, id, sheet_id, kind, person_id, appointment_id, delegation_id, at, late,
                                 reason, data)
        SELECT :tenant, step_id, sheet_id, CASE WHEN number = 1 THEN 'decided' ELSE 'replaced' END, decided_by,
               appointment_id, delegation_id, decided_at, CAST(:late AS text) IS NOT NULL,
               coalesce(CAST(:late AS text), reason), step
        FROM given
    )
    INSERT INTO sheet_event (tenant_id, id, sheet_id, kind, person_id, appointment_id, delegation_id, at, late, data)
    SELECT :tenant, notice_id, sheet_id, 'notified', decided_by, appointment_id, delegation_id, decided_at, false,
           notice
    FROM given
    """
)


async def write(
    session: AsyncSession,
    caller: Caller,
    sitting: Sitting,
    rulings: Sequence[Ruling],
    *,
    petition_id: UUID | None = None,
) -> list[Decision]:
    """Write decisions with everything that belongs to them; each replaces the one that stands on its sheet, if any."""
    if not rulings:
        return []
    await proposals.keep(session, sitting.scope, sitting.now)
    decisions = [_decision(sitting, ruling, petition_id) for ruling in rulings]
    until = None
    if petition_id is None:
        until = await deadlines.to_petition(session, sitting.scope.procedure, local_date(sitting.now))
    rows = [_row(decision, until) for decision in decisions]
    values = {"tenant": tenant_of(session), "rows": rules.json_of(rows), "late": sitting.late_reason}
    await session.execute(WRITE, values)
    steps = {decision.sheet_id: row["step"] for decision, row in zip(decisions, rows, strict=True)}
    await audit.record_each(session, caller, DECIDED, "sheet", steps)
    await finishing.finish(session, {ruling.sheet.period_id for ruling in rulings}, sitting.now)
    return decisions


def points_of(sheet: Sheet) -> tuple[str | None, str | None]:
    """What a sheet's points are now: the class they give and the total as an exact text."""
    return sheet.class_by_points, rules.text_of(sheet.total)


def _decision(sitting: Sitting, ruling: Ruling, petition_id: UUID | None) -> Decision:
    sheet, before = ruling.sheet, sitting.scope.standing.get(ruling.sheet.id)
    decision = Decision(
        tenant_id=sheet.tenant_id,
        id=uuid7(),
        sheet_id=sheet.id,
        number=1 if before is None else before.number + 1,
        class_by_points=sheet.class_by_points,
        proposed_class=ruling.proposed_class,
        decided_class=ruling.decided_class,
        not_ranked=sheet.not_ranked,
        reason=ruling.reason,
        exception=ruling.exception,
        document_number=sitting.document_number,
        decided_by=sitting.headship.person_id,
        appointment_id=sitting.headship.appointment_id,
        delegation_id=sitting.headship.delegation_id,
        decided_at=sitting.now,
        replaces_id=None if before is None else before.id,
        petition_id=petition_id,
        basis=_basis(sitting.scope, sheet),
    )
    decision.content_hash = rules.content_hash(decision)
    return decision


def _basis(scope: Scope, sheet: Sheet) -> dict[str, Any]:
    """What is decided upon, as it stands at this moment; scores as exact texts."""
    period = scope.period
    return {
        "period": {
            "id": str(sheet.period_id), "kind": period.kind, "first": _day(period.first), "last": _day(period.last),
        },
        "person_id": str(sheet.person_id),
        "unit_id": str(sheet.unit_id),
        "agency_id": str(sheet.agency_id),
        "standing": sheet.standing,
        "position_group": sheet.position_group,
        "months": [_day(month) for month in sheet.months],
        "general": rules.text_of(sheet.general),
        "results": rules.text_of(sheet.results),
        "total": rules.text_of(sheet.total),
        "sheet_proposed": sheet.proposed_class,
        "superior": {
            "class": sheet.superior_class,
            "person_id": None if sheet.opined_by is None else str(sheet.opined_by),
            "at": None if sheet.opined_at is None else sheet.opined_at.isoformat(),
        },
        "conditions": list(scope.conditions[sheet.id]),
        "quota": _quota(scope, sheet.id) if sheet.not_ranked is None else None,
        "norm_package_id": None if sheet.norm_package_id is None else str(sheet.norm_package_id),
        "scores_used": sheet.scores_used,
    }  # fmt: skip


def _quota(scope: Scope, sheet_id: UUID) -> dict[str, Any]:
    key, line = scope.key_of(sheet_id), scope.lines.get(sheet_id)
    return {
        "share": rules.text_of(scope.proposal.share),
        "grant_id": None if scope.grant_id is None else str(scope.grant_id),
        "group": key,
        "group_pool": scope.pool(key),
        "group_quota": scope.seats(key),
        "agency_pool": scope.proposal.pool,
        "agency_quota": scope.proposal.quota,
        "side": None if line is None else line.side,
        "rule": None if line is None else line.rule,
        "place": None if line is None else line.place,
    }


def _row(decision: Decision, until: date | None) -> dict[str, Any]:
    """A decision as `WRITE` takes it, with its step and its notice."""
    step = {
        "decision_id": decision.id, "number": decision.number, "class": decision.decided_class,
        "document_number": decision.document_number,
    }  # fmt: skip
    about = DECIDED if decision.number == 1 else REPLACED
    notice = {"decision_id": decision.id, "about": about, "petition_by": None if until is None else _day(until)}
    return {
        **{name: getattr(decision, name) for name in rules.TOLD if name != "tenant_id"},
        "content_hash": decision.content_hash.hex(),
        "step_id": uuid7(),
        "step": step,
        "notice_id": uuid7(),
        "notice": notice,
    }


def _day(day: date) -> str:
    return day.isoformat()
