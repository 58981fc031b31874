"""The roles of the cadre hierarchy and of the offices, and what kind of scorer each is."""

from typing import Final, Literal

CADRE: Final = "cadre"
LEADER_ROLES: Final = (
    "division_deputy",
    "division_head",
    "agency_deputy",
    "agency_head",
    "province_deputy",
    "province_head",
)
HEAD_ROLES: Final = ("division_head", "agency_head", "province_head")
RANKING_ROLES: Final = ("agency_head", "province_head")
ACTING_HEAD: Final = "acting_head"
APPOINTMENT_ROLES: Final = (CADRE, *LEADER_ROLES)
OFFICE_ROLES: Final = {
    "province": ("tenant_admin",),
    "ministry": ("tenant_admin", "ministry_analyst"),
    "platform": ("operator",),
}

Standing = Literal["staff", "leader", "deputy"]


def standing(role: str) -> Standing:
    """Whether regulations count a role as leader (người đứng đầu), deputy (cấp phó) or staff."""
    if role in HEAD_ROLES:
        return "leader"
    return "deputy" if role in LEADER_ROLES else "staff"
