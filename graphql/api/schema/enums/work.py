"""Closed lists about work: entries, their verification, tasks."""

from enum import Enum

import strawberry


@strawberry.enum(description="How far an entry of the log has come.")
class EntryStatus(Enum):
    """Draft, waiting for the leader, returned with a reason, or verified."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"


@strawberry.enum(description="Quality level (mức chất lượng) a leader gives; what each is worth stands in the norms.")
class Quality(Enum):
    """From excellent to not accepted."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    REJECTED = "rejected"


@strawberry.enum(description="Why an entry is returned to its author (lý do trả lại).")
class ReturnReason(Enum):
    """What is wrong with it; OTHER is said in words."""

    MISSING_PRODUCT = "missing_product"
    WRONG_ITEM = "wrong_item"
    WRONG_QUANTITY = "wrong_quantity"
    WRONG_COMPLEXITY = "wrong_complexity"
    DUPLICATE = "duplicate"
    OTHER = "other"


@strawberry.enum(description="Why an entry deserves a look before it is verified.")
class InboxFlagCode(Enum):
    """Like another entry, without a product, beyond norm or usual, or late; LATE_SENT is written in time, sent late."""

    SAME_DOCUMENT = "same_document"
    SAME_FILE = "same_file"
    SAME_WORK = "same_work"
    NO_PRODUCT = "no_product"
    OVER_USUAL = "over_usual"
    OVER_NORM = "over_norm"
    DAY_OVER = "day_over"
    COMPLEXITY = "complexity"
    LATE_LOG = "late_log"
    DUE_PASSED = "due_passed"
    LATE_SENT = "late_sent"


@strawberry.enum(description="Which deduction is waived for an objective cause (nguyên nhân khách quan).")
class WaiverKind(Enum):
    """A failed quality review, or a delay."""

    QUALITY = "quality"
    PROGRESS = "progress"


@strawberry.enum(description="State of an assigned task (việc giao).")
class TaskStatus(Enum):
    """Open until it is done or cancelled."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@strawberry.enum(description="How an assigned task is closed.")
class TaskOutcome(Enum):
    """A cancelled task no longer counts as assigned."""

    DONE = "done"
    CANCELLED = "cancelled"


@strawberry.enum(description="Length of the periods that sums are asked for.")
class Grain(Enum):
    """Day, month or quarter."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
