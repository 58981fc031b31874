"""The closed lists of the schema; values are the texts the domain keeps."""

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


@strawberry.enum(description="Task group (nhóm nhiệm vụ): A leadership, B professional, C of one unit, D other.")
class TaskGroup(Enum):
    """A, B and D are common to the province."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@strawberry.enum(description="Group of job positions (nhóm vị trí việc làm).")
class PositionGroup(Enum):
    """Leadership, specialised professional, shared professional, support."""

    LEADERSHIP = "leadership"
    PROFESSIONAL = "professional"
    SHARED = "shared"
    SUPPORT = "support"


@strawberry.enum(description="State of a version in the catalogue.")
class VersionStatus(Enum):
    """Drafted, approved from a day, or superseded by the next."""

    DRAFT = "draft"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


@strawberry.enum(description="Role of a post in the cadre hierarchy; each leading role holds what those below it hold.")
class Role(Enum):
    """From cadre to head of the province."""

    CADRE = "cadre"
    DIVISION_DEPUTY = "division_deputy"
    DIVISION_HEAD = "division_head"
    AGENCY_DEPUTY = "agency_deputy"
    AGENCY_HEAD = "agency_head"
    PROVINCE_DEPUTY = "province_deputy"
    PROVINCE_HEAD = "province_head"


@strawberry.enum(description="Role of an office account, held beside or instead of a post.")
class OfficeRole(Enum):
    """Administrator of a tenant, analyst of a ministry, operator of the platform."""

    TENANT_ADMIN = "tenant_admin"
    MINISTRY_ANALYST = "ministry_analyst"
    OPERATOR = "operator"


@strawberry.enum(description="Gender as the personal identification number tells it.")
class Gender(Enum):
    """Male or female."""

    MALE = "male"
    FEMALE = "female"


@strawberry.enum(description="Length of the periods that sums are asked for.")
class Grain(Enum):
    """Day, month or quarter."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"


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


@strawberry.enum(description="Kind of tenant.")
class TenantKind(Enum):
    """A province, a ministry, or the platform's operators."""

    PROVINCE = "province"
    MINISTRY = "ministry"
    PLATFORM = "platform"


@strawberry.enum(description="What the national template did to a record.")
class TemplateChange(Enum):
    """Added, changed or withdrew it."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@strawberry.enum(description="Kind of record that the national template keeps.")
class TemplateKind(Enum):
    """Competency, job position or work item."""

    COMPETENCY = "competency"
    JOB_POSITION = "job_position"
    WORK_ITEM = "work_item"
