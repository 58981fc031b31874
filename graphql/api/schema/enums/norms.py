"""Closed lists about norm packages, what they learn and their lab."""

from enum import Enum

import strawberry


@strawberry.enum(description="Life of a norm package (gói định mức).")
class PackageStatus(Enum):
    """Drafted, tried out by some units, the law of named corrections only, in force from a day, followed by another."""

    DRAFT = "draft"
    PILOT = "pilot"
    CORRECTIVE = "corrective"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@strawberry.enum(description="What became of a part of a norm package.")
class NormChangeKind(Enum):
    """It is new, gone, or says something else."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@strawberry.enum(description="What is done at a place of a norm package.")
class NormEditAct(Enum):
    """A value is set; an entry is put there, removed, or changes places with the one before or after it."""

    SET = "set"
    PUT = "put"
    REMOVE = "remove"
    EARLIER = "earlier"
    LATER = "later"


@strawberry.enum(description="Who supplies a fact of the province's own (dữ liệu riêng).")
class FactOrigin(Enum):
    """The work item, the job position, or the leader when verifying."""

    ITEM = "item"
    POSITION = "position"
    VERIFICATION = "verification"


@strawberry.enum(description="What the value of a fact of the province's own is.")
class FactKind(Enum):
    """A number in a range, one of some keys, or yes and no."""

    NUMBER = "number"
    KEY = "key"
    BOOLEAN = "boolean"


@strawberry.enum(description="How far a run of the norm lab has come.")
class LabStatus(Enum):
    """Waiting, running, and the three ends."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@strawberry.enum(description="Periods of the norm lab.")
class LabGrain(Enum):
    """A person's month, or a whole quarter."""

    MONTH = "month"
    QUARTER = "quarter"


@strawberry.enum(description="What verified entries propose for a time norm.")
class ProposalOutcome(Enum):
    """To change it, to leave it, or nothing: too few entries, or times too different."""

    RAISE = "raise"
    LOWER = "lower"
    KEEP = "keep"
    TOO_FEW = "too_few"
    TOO_SPREAD = "too_spread"


@strawberry.enum(description="What a hash on a paper stands for.")
class HashState(Enum):
    """A decision that stands, one replaced since, or none of this province."""

    STANDING = "standing"
    REPLACED = "replaced"
    UNKNOWN = "unknown"
