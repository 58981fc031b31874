"""Why what another system sends, or what is settled about it, is refused."""

from kernel.errors import Refusal


class BadSignature(Refusal):
    """No open source signed this message; whether there is such a source is not said."""

    code = "BAD_SIGNATURE"
    vi = "Chữ ký không hợp lệ, hoặc nguồn này không được nhận."
    en = "The signature does not hold, or this source is not accepted."


class StaleSignature(Refusal):
    """The message was signed too long ago, or by a clock that is ahead of ours."""

    code = "STALE_SIGNATURE"
    vi = "Thời điểm ký lệch quá {seconds} giây so với giờ máy chủ. Hãy chỉnh đồng hồ và ký lại."
    en = "The time of signing is more than {seconds} seconds off the server's. Set the clock and sign anew."


class BatchTooLarge(Refusal):
    """More events or bytes than one message may hold."""

    code = "BATCH_TOO_LARGE"
    vi = "Mỗi lần gửi tối đa {events} sự kiện và {limit}."
    en = "A message holds at most {events} events and {limit}."


class BadBatch(Refusal):
    """The body is not a batch of events."""

    code = "BAD_BATCH"
    vi = 'Nội dung phải là JSON UTF-8 dạng {{"events": […]}}.'
    en = 'The body must be UTF-8 JSON of the form {{"events": […]}}.'


class BadEvent(Refusal):
    """A single event that cannot be read; the others of its batch are taken."""

    code = "BAD_EVENT"
    vi = "Sự kiện không đúng dạng: {problem}."
    en = "The event is malformed: {problem}."


class EventTooOld(Refusal):
    """Old events come by the way for replays, so that nothing old slips in."""

    code = "EVENT_TOO_OLD"
    vi = "Sự kiện cũ hơn {days} ngày: hãy gửi qua địa chỉ gửi lại (replay)."
    en = "The event is older than {days} days: send it to the replay address."


class EventInFuture(Refusal):
    """An event dated later than any clock may be ahead."""

    code = "EVENT_IN_FUTURE"
    vi = "Sự kiện ghi thời điểm chưa tới."
    en = "The event is dated in the future."


class NotSent(Refusal):
    """The source has no right to this kind of event."""

    code = "EVENT_NOT_ALLOWED"
    vi = "Nguồn này không được gửi loại sự kiện “{type}”."
    en = "This source may not send events of type '{type}'."


class VersionReused(Refusal):
    """Another content under a version that was taken before."""

    code = "EVENT_VERSION_REUSED"
    vi = "Phiên bản này đã nhận với nội dung khác. Hãy gửi nội dung mới với phiên bản hoặc thời điểm mới."
    en = "This version was taken with another content. Send the new content under a new version or date."


class BadSource(Refusal):
    """A source needs a name of its own and something it sends."""

    code = "BAD_INTAKE_SOURCE"
    vi = "Hãy đặt tên nguồn (từ 1 đến {most} ký tự) chưa dùng, và chọn ít nhất một loại dữ liệu."
    en = "Give the source an unused name (1 to {most} characters) and choose at least one kind of data."


class BadRule(Refusal):
    """A mapping names a kind and a work item in force."""

    code = "BAD_INTAKE_RULE"
    vi = "Hãy chọn mã loại (từ 1 đến {most} ký tự) và một đầu việc đang hiệu lực."
    en = "Choose a code of a kind (1 to {most} characters) and a work item in force."


class BadAlias(Refusal):
    """A name of a source stands for one person or one unit of ours."""

    code = "BAD_INTAKE_ALIAS"
    vi = "Hãy nhập tên trong hệ thống nguồn (từ 1 đến {most} ký tự) và chọn đúng một cán bộ hoặc một đơn vị."
    en = "Give the name in the source system (1 to {most} characters) and choose one person or one unit."


class BadConnection(Refusal):
    """A source can be asked only at addresses the operators allow, by a connector that exists."""

    code = "BAD_CONNECTION"
    vi = "Không hỏi được nguồn ở địa chỉ này: cần đầu nối có sẵn và địa chỉ mà người vận hành cho phép."
    en = "This address cannot be asked: the connector must exist and the operators must allow the address."
