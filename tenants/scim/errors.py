"""Why SCIM refuses; the doors tell it in SCIM's own form."""

from kernel.errors import Refusal


class AlreadyProvisioned(Refusal):
    """The directory made this person or unit before, or uses its external id for another."""

    code = "SCIM_EXISTS"
    vi = "Bản ghi với số định danh, mã hoặc externalId này đã được đồng bộ; hãy tìm rồi cập nhật."
    en = "A record with this personal number, code or externalId is provisioned already; find it and update it."


class FixedUserName(Refusal):
    """An account keeps its login; a personal number is corrected by hand."""

    code = "SCIM_FIXED"
    vi = "Không đổi được {name} qua SCIM."
    en = "{name} cannot be changed through SCIM."


class MissingFact(Refusal):
    """Without it nobody can be matched."""

    code = "SCIM_MISSING"
    vi = "Thiếu {name}; hồ sơ được nhận ra bằng số định danh cá nhân, không bằng tên."
    en = "{name} is missing; people are known by their personal number, never by name."


class BadScimFilter(Refusal):
    """A filter that is malformed, or asks for what cannot be searched."""

    code = "SCIM_FILTER"
    vi = "Không hiểu bộ lọc: {reason}."
    en = "The filter is not understood: {reason_en}."
