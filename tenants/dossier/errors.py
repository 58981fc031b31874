"""What may be refused about one's own record."""

from kernel.errors import Refusal


class UnknownSection(Refusal):
    """A part of the record that does not exist."""

    code = "UNKNOWN_SECTION"
    vi = "Hồ sơ không có phần “{name}”."
    en = "The record has no section '{name}'."


class AlreadyAnswered(Refusal):
    """A request that was answered before."""

    code = "ALREADY_ANSWERED"
    vi = "Yêu cầu này đã được trả lời."
    en = "This request was answered already."
