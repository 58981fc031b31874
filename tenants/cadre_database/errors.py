"""Why the hand-over to the national cadre database refuses."""

from kernel.errors import Refusal


class NotConnected(Refusal):
    """The tenant has not settled its connection, or it is switched off."""

    code = "CADRE_DATABASE_NOT_CONNECTED"
    vi = "Chưa bật kết nối với cơ sở dữ liệu quốc gia về cán bộ."
    en = "The connection to the national cadre database is not switched on."


class NothingToRetry(Refusal):
    """Only what was refused or differs, or still waits, can be sent again."""

    code = "CADRE_EVENT_SETTLED"
    vi = "Sự kiện này đã được tiếp nhận; không cần gửi lại."
    en = "This event was acknowledged; there is nothing to send again."


class BadStartDay(Refusal):
    """Sending starts on a day that is not in the future."""

    code = "BAD_CADRE_START_DAY"
    vi = "Ngày bắt đầu gửi không được ở tương lai và không quá {days} ngày trước."
    en = "Sending starts no later than today and no more than {days} days ago."


class BadCadreToken(Refusal):
    """A token that cannot be sent in a header."""

    code = "BAD_CADRE_TOKEN"
    vi = "Mã kết nối chỉ gồm chữ không dấu, số và dấu thông thường, không có khoảng trắng, tối đa {most} ký tự."
    en = "The token holds plain letters, digits and signs only, no spaces, and at most {most} characters."
