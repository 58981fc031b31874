"""Why a run of the norm lab is refused."""

from kernel.errors import Refusal


class BadPeriod(Refusal):
    """A run covers past months, in order, and not too many of them."""

    code = "LAB_BAD_PERIOD"
    vi = "Kỳ chạy thử phải gồm từ 1 đến {most} tháng liên tiếp, không muộn hơn tháng {newest}."
    en = "A run covers 1 to {most} months in a row, none after {newest}."


class TooManyRuns(Refusal):
    """The lab of a province does a few runs at a time."""

    code = "LAB_BUSY"
    vi = "Đang có {running} lượt chạy thử chưa xong. Hãy đợi hoặc hủy bớt."
    en = "There are {running} unfinished runs. Wait for them, or cancel some."


class RunEnded(Refusal):
    """A run that has ended cannot be cancelled."""

    code = "LAB_RUN_ENDED"
    vi = "Lượt chạy thử này đã kết thúc."
    en = "This run has ended already."


class OneDraft(Refusal):
    """A run takes the text of a draft, or a package that is kept."""

    code = "LAB_ONE_DRAFT"
    vi = "Hãy đưa văn bản của bản thảo hoặc chọn một gói đã lưu: chỉ một trong hai."
    en = "Give the text of a draft or name a package that is kept: one of the two."


class UnknownUnits(Refusal):
    """Units named by code that the province does not have."""

    code = "LAB_UNKNOWN_UNITS"
    vi = "Không có đơn vị mang mã: {codes}."
    en = "There are no units of the code: {codes}."
