"""The arithmetic of the log: what an entry may hold, when it may be logged, how late it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID

from kernel.clock import local_date
from kernel.ids import is_uuid7
from tenants.worklogs.errors import (
    BadEvidence,
    BadFaults,
    BadIdentifier,
    BadMinutes,
    BadQuality,
    BadQuantity,
    BadTimes,
    FutureDate,
    MissingOutput,
    MissingReason,
    TooLate,
)

Status = Literal["draft", "submitted", "returned", "verified"]
QUALITIES: Final = ("excellent", "good", "fair", "poor", "rejected")
REJECTED: Final = "rejected"
BATCH_LIMIT: Final = 200
GROUP_LIMIT: Final = 500
QUANTITY_LIMIT: Final = Decimal(10_000)
FAULT_LIMIT: Final = 100_000
TEXT_LIMIT: Final = 2_000
DAYS_LATE_LIMIT: Final = 366
CLOCK_SKEW: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class EvidenceInput:
    """One piece of evidence: exactly one of the three."""

    document_number: str | None = None
    link: str | None = None
    file_id: UUID | None = None


@dataclass(frozen=True)
class EntryInput:
    """What a cadre writes down: which item, how many products, how long, and what came of it."""

    id: UUID
    work_date: date
    work_item_id: UUID
    quantity: Decimal
    minutes: int
    output: str
    appointment_id: UUID | None = None
    task_id: UUID | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    note: str | None = None
    evidence: tuple[EvidenceInput, ...] = ()
    device_time: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """What a leader says of an entry: quality level, products accepted (all, if not said), and faults counted.

    `facts` are those of the province's own that its norm package asks of whoever verifies, as texts by name; None, of
    a corrected verdict, leaves them as they were stated.
    """

    quality: str
    comment: str | None = None
    accepted_quantity: Decimal | None = None
    failed_reviews: int = 0
    delays: int = 0
    facts: Mapping[str, str] | None = None


RETURN_REASONS: Final[Mapping[str, str]] = {
    "missing_product": "Thiếu sản phẩm đầu ra",
    "wrong_item": "Sai đầu việc",
    "wrong_quantity": "Sai số lượng",
    "wrong_complexity": "Sai độ phức tạp",
    "duplicate": "Trùng việc khác",
    "other": "Lý do khác",
}
"""Why an entry is returned, by code; the last one says nothing without words of its own."""


@dataclass(frozen=True)
class Return:
    """Why an entry goes back to its author: one of `RETURN_REASONS`, words, or both."""

    code: str | None = None
    text: str | None = None

    def sentence(self) -> str:
        """What the author reads; refused where neither the code nor the words say why."""
        if self.code in (None, "other"):
            return check_reason(self.text or "")
        named = RETURN_REASONS[self.code or ""]
        words = (self.text or "").strip()
        return f"{named}. {check_reason(words)}" if words else named


def check_entry(entry: EntryInput, *, now: datetime, late_log_days: int, day_minutes_limit: int) -> None:
    """Refuse an entry that cannot be true or comes too late.

    `late_log_days` and `day_minutes_limit` are the tenant's settings; the path of a refusal names the field.
    """
    if not is_uuid7(entry.id):
        raise BadIdentifier("id")
    check_date(entry.work_date, now=now, late_log_days=late_log_days)
    if not is_quantity(entry.quantity) or entry.quantity == 0:
        raise BadQuantity("quantity", most=QUANTITY_LIMIT)
    if not 1 <= entry.minutes <= day_minutes_limit:
        raise BadMinutes("minutes", most=day_minutes_limit)
    if not 1 <= len(entry.output.strip()) <= TEXT_LIMIT or len(entry.note or "") > TEXT_LIMIT:
        raise MissingOutput("output", most=TEXT_LIMIT)
    _check_times(entry, now)
    for number, piece in enumerate(entry.evidence):
        _check_evidence(piece, number)


def is_quantity(value: Decimal) -> bool:
    """Whether a number counts products: finite, not negative, within the limit, at most two decimals."""
    return value.is_finite() and 0 <= value <= QUANTITY_LIMIT and value == round(value, 2)


def check_date(work_date: date, *, now: datetime, late_log_days: int) -> None:
    """Refuse a date that has not come yet, or lies further back than the tenant allows."""
    today = local_date(now)
    if work_date > today:
        raise FutureDate("workDate", day=work_date.strftime("%d/%m/%Y"))
    if work_date < today - timedelta(days=late_log_days):
        raise TooLate("workDate", day=work_date.strftime("%d/%m/%Y"), days=late_log_days)


def _check_times(entry: EntryInput, now: datetime) -> None:
    start, finish = entry.started_at, entry.finished_at
    if finish is not None and (finish > now + CLOCK_SKEW or local_date(finish) < entry.work_date - timedelta(days=1)):
        raise BadTimes("finishedAt")
    if start is not None and finish is not None and finish <= start:
        raise BadTimes("finishedAt")


def _check_evidence(piece: EvidenceInput, number: int) -> None:
    given = [part for part in (piece.document_number, piece.link, piece.file_id) if part is not None]
    text_part = piece.document_number if piece.document_number is not None else piece.link
    if len(given) != 1 or (text_part is not None and not 1 <= len(text_part.strip()) <= 500):
        raise BadEvidence("evidence", number)
    if piece.link is not None and not piece.link.startswith("https://"):
        raise BadEvidence("evidence", number, "link")


def days_between(work_date: date, now: datetime) -> int:
    """Calendar days from a work date to today in Vietnam."""
    return (local_date(now) - work_date).days


def finish_date(work_date: date, finished_at: datetime | None) -> date:
    """The day a piece of work was finished: that of its finish time, else the day it was logged under."""
    return local_date(finished_at) if finished_at is not None else work_date


def days_late(due: date | None, finished: date, ordinals: Mapping[date, int]) -> int:
    """Working days between the due date and the finish, negative when early, 0 without a due date.

    `ordinals` count working days up to and including a day, so work finished on the holiday after its due date
    is not late. Limited to a year either way.
    """
    if due is None:
        return 0
    difference = ordinals[finished] - ordinals[due]
    return max(-DAYS_LATE_LIMIT, min(DAYS_LATE_LIMIT, difference))


def conversion(standard_score: Decimal, standard_product_score: Decimal) -> Decimal:
    """K: an item's score over the standard product's (quy đổi sản phẩm chuẩn, Decree 335), to four decimals."""
    return round(standard_score / standard_product_score, 4)


def check_verdict(verdict: Verdict, quantity: Decimal) -> Decimal:
    """The accepted quantity of a verdict, after refusing one that cannot be: rejected work has nothing accepted."""
    if verdict.quality not in QUALITIES:
        raise BadQuality("quality", quality=verdict.quality, known=", ".join(QUALITIES))
    if not (0 <= verdict.failed_reviews <= FAULT_LIMIT and 0 <= verdict.delays <= FAULT_LIMIT):
        raise BadFaults("failedReviews", most=FAULT_LIMIT)
    if len(verdict.comment or "") > TEXT_LIMIT:
        raise MissingReason("comment", most=TEXT_LIMIT)
    if verdict.quality == REJECTED:
        return Decimal(0)
    accepted = quantity if verdict.accepted_quantity is None else verdict.accepted_quantity
    if not is_quantity(accepted) or accepted > quantity:
        raise BadFaults("acceptedQuantity", most=quantity)
    return accepted


def check_reason(reason: str, field: str = "reason") -> str:
    """A reason, trimmed; an empty or endless one is refused."""
    reason = reason.strip()
    if not 3 <= len(reason) <= TEXT_LIMIT:
        raise MissingReason(field, most=TEXT_LIMIT)
    return reason
