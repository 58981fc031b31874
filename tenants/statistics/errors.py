"""Why gathering and approving a province's part of the statistics are refused."""

from kernel.errors import Refusal


class PeriodNotOver(Refusal):
    """A part is of a quarter or year that is over."""

    code = "STATISTICS_PERIOD_NOT_OVER"
    vi = "Kỳ {period} đến hết ngày {day} mới kết thúc; sau đó mới tổng hợp số liệu."
    en = "{period} ends on {day}; its figures are gathered after that day."


class GatheredWithoutReason(Refusal):
    """A part that replaces another says why."""

    code = "STATISTICS_REASON_MISSING"
    vi = "Kỳ {period} đã có số liệu lần {number}; tổng hợp lại phải nêu lý do."
    en = "{period} has figures already (number {number}); gathering them again needs a reason."


class NothingChanged(Refusal):
    """Gathering again gives the same figures."""

    code = "STATISTICS_UNCHANGED"
    vi = "Số liệu không thay đổi so với lần {number}."
    en = "The figures are the same as in number {number}."


class PartApproved(Refusal):
    """An approval is given once."""

    code = "STATISTICS_APPROVED"
    vi = "Số liệu này đã được phê duyệt; muốn thay đổi phải tổng hợp lại với lý do."
    en = "These figures have been approved; a change is a new gathering with a reason."


class NewerPart(Refusal):
    """Only the newest figures are approved."""

    code = "STATISTICS_NEWER_PART"
    vi = "Đã có số liệu mới hơn (lần {number}); chỉ phê duyệt lần mới nhất."
    en = "There are newer figures (number {number}); only the newest are approved."
