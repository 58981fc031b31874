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
