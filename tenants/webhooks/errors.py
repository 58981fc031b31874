"""Why webhooks refuse."""

from kernel.errors import Refusal


class BadWebhookAddress(Refusal):
    """The address is none that may be sent to."""

    code = "BAD_WEBHOOK_ADDRESS"
    vi = "Không gửi được tới địa chỉ này: {reason}."
    en = "Nothing can be sent to this address: {reason_en}."


class UnknownEventType(Refusal):
    """Not a kind of event, or none chosen."""

    code = "UNKNOWN_EVENT_TYPE"
    vi = "Không có loại sự kiện “{name}”; hãy chọn ít nhất một loại trong danh sách."
    en = "There is no event type “{name}”; choose at least one of the list."


class TooManyEndpoints(Refusal):
    """A tenant has a bounded number of endpoints."""

    code = "TOO_MANY_WEBHOOK_ENDPOINTS"
    vi = "Mỗi đơn vị có nhiều nhất {most} địa chỉ nhận; hãy xóa một địa chỉ không dùng."
    en = "A tenant has at most {most} endpoints; remove one that is not in use."


class EndpointNotOpen(Refusal):
    """Nothing is sent to an endpoint that is paused or disabled."""

    code = "WEBHOOK_ENDPOINT_NOT_OPEN"
    vi = "Địa chỉ nhận đang tạm dừng hoặc đã tắt; hãy mở lại trước."
    en = "The endpoint is paused or disabled; open it first."


class BadReplayTime(Refusal):
    """The time to replay is empty, or reaches back behind what is kept."""

    code = "BAD_REPLAY_TIME"
    vi = "Khoảng thời gian gửi lại không hợp lệ: bắt đầu phải trước kết thúc và không quá {days} ngày trước."
    en = "The time to replay is not valid: it begins before it ends, and not more than {days} days ago."
