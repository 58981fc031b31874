"""Pure rules of deciding: what conditions allow, what is proposed, and the canonical text a decision is hashed by."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from tenants.decisions.errors import TextMissing
from tenants.decisions.quota import Line, above, lower
from tenants.evaluation.conditions import CLASSES
from tenants.norms.language.numbers import printed

LONGEST_TEXT: Final = 4_000
LONGEST_NUMBER: Final = 100
NOT_MET: Final = "not_met"
NEEDS_PERSON: Final = "needs_person"
BEYOND: Final = "HTT"
"""What a candidate whom the quota does not reach is proposed."""

Condition = Mapping[str, Any]


TOLD: Final = (
    "tenant_id", "id", "sheet_id", "number", "class_by_points", "proposed_class", "decided_class", "not_ranked",
    "reason", "exception", "document_number", "decided_by", "appointment_id", "delegation_id", "decided_at",
    "replaces_id", "petition_id", "basis",
)  # fmt: skip
"""What a decision's text tells, by the names of its columns."""


def decision_text(decision: object) -> str:
    """A decision (its row) as canonical JSON: names in order, no spaces, scores as exact texts, instants in UTC."""
    return json_of({name: getattr(decision, name) for name in TOLD})


def json_of(value: object) -> str:
    """Plain data as canonical JSON."""
    return json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_hash(decision: object) -> bytes:
    """The SHA-256 of a decision's text in UTF-8: what its papers show and the system later confirms."""
    return hashlib.sha256(decision_text(decision).encode()).digest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"no plain data: {type(value).__name__}")


def text_of(number: Decimal | None) -> str | None:
    """A score as its exact text."""
    return None if number is None else printed(number)


def unmet(conditions: Iterable[Condition], decided: str) -> list[Condition]:
    """The conditions not met that hold back a class."""
    return [
        condition
        for condition in conditions
        if condition["state"] == NOT_MET and condition["highest"] is not None and above(decided, condition["highest"])
    ]


def highest_of(blocking: Iterable[Condition]) -> str:
    """The highest class that some conditions together leave."""
    return min((str(one["highest"]) for one in blocking), key=CLASSES.index)


def proposed_class(before_quota: str | None, line: Line | None, *said: str | None) -> str | None:
    """What the head is proposed: what conditions and quota leave of the class, or less where somebody `said` less.

    Said by the sheet, whose proposal also waits for a person where a condition needs one, and by the superior.
    """
    if before_quota is None:
        return None
    found = lower(before_quota, BEYOND) if line is not None and line.side == "beyond" else before_quota
    return min([found, *(one for one in said if one is not None)], key=CLASSES.index)


def checked_text(written: str | None, place: str, what: str, what_en: str, most: int = LONGEST_TEXT) -> str:
    """A text that must be there, with its blanks put in order at both ends."""
    found = (written or "").strip()
    if not 1 <= len(found) <= most:
        raise TextMissing(place, what=what, what_en=what_en, most=most)
    return found


def checked_number(written: str | None) -> str:
    """The number of a document."""
    number = " ".join((written or "").split())
    return checked_text(number, "documentNumber", "số văn bản", "the number of the document", LONGEST_NUMBER)


def runs(failed: Mapping[date, bool], quarters: Iterable[date]) -> list[tuple[date, date]]:
    """Quarters that failed one after the other, by their first days; an unranked one in between ends the run."""
    found, before = [], None
    for quarter in quarters:
        if before is not None and failed.get(before, False) and failed.get(quarter, False):
            found.append((before, quarter))
        before = quarter
    return found
