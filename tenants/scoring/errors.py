"""Why scoring refuses something."""

from kernel.errors import Refusal


class MonthNotSettled(Refusal):
    """The log no longer says what the newest score of the month was computed from."""

    code = "MONTH_NOT_SETTLED"
    vi = (
        "Chưa lập được phiếu của tháng: nhật ký hiện nay không khớp với lần tính điểm số {revision} ({terms}). "
        "Hãy thử lại sau khi tháng được tính lại."
    )
    en = (
        "The month's receipt cannot be made yet: the log no longer agrees with score revision {revision} ({terms}). "
        "Try again when the month has been scored again."
    )


class GeneralOfSheet(Refusal):
    """The month's general criteria come from the superior's opinion on a sheet and change there."""

    code = "GENERAL_OF_SHEET"
    vi = "Điểm tiêu chí chung của tháng này lấy từ phiếu đánh giá; muốn sửa phải sửa ý kiến trên phiếu."
    en = "This month's general criteria come from an evaluation sheet; change the opinion there."


class MonthNotFrozen(Refusal):
    """Only a month that has closed and been frozen can be frozen anew."""

    code = "MONTH_NOT_FROZEN"
    vi = "Tháng này chưa chốt số liệu nên chưa có gì để chốt lại."
    en = "This month is not frozen yet, so there is nothing to freeze anew."
