"""Closed lists about units, people and accounts."""

from enum import Enum

import strawberry


@strawberry.enum(description="What may happen to a unit that is described before it is done.")
class UnitChangeKind(Enum):
    """Put below another, merged into another, closed."""

    MOVE = "move"
    MERGE = "merge"
    CLOSE = "close"


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


@strawberry.enum(description="Staff type: civil servant (công chức) or public employee (viên chức).")
class StaffType(Enum):
    """By the law that governs the post's holder."""

    CIVIL_SERVANT = "civil_servant"
    PUBLIC_EMPLOYEE = "public_employee"


@strawberry.enum(description="Highest qualification (trình độ): above, at, below a university degree, or another.")
class Qualification(Enum):
    """As the personnel file says it."""

    POSTGRADUATE = "postgraduate"
    GRADUATE = "graduate"
    COLLEGE = "college"
    OTHER = "other"


@strawberry.enum(description="Kind of tenant.")
class TenantKind(Enum):
    """A province, a ministry, the platform's operators, or the training twin of a province."""

    PROVINCE = "province"
    TRAINING = "training"
    MINISTRY = "ministry"
    PLATFORM = "platform"
