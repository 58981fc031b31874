"""Why tenants are not merged."""

from kernel.errors import Refusal


class BadPlan(Refusal):
    """The plan cannot be read."""

    code = "MERGER_PLAN"
    vi = "Không đọc được kế hoạch sáp nhập: {what}."
    en = "The plan of the merger cannot be read: {what}."


class NotReady(Refusal):
    """Something must be settled before the tenants can become one; nothing was changed."""

    code = "MERGER_NOT_READY"
    vi = "Chưa sáp nhập được {slug}: {what}. Chưa có gì thay đổi."
    en = "{slug} cannot be merged yet: {what}. Nothing was changed."


class NotTheSame(Refusal):
    """After the move something is not what it was before; nothing was committed."""

    code = "MERGER_DIFFERS"
    vi = "Sau khi chuyển, {what} không còn như trước. Chưa có gì được ghi nhận."
    en = "After the move, {what} are not what they were. Nothing was committed."
