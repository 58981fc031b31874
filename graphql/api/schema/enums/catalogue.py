"""Closed lists about job positions and work items."""

from enum import Enum

import strawberry


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
