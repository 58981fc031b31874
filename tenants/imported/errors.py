"""Why imported history is refused."""

from kernel.errors import Refusal


class SourceMissing(Refusal):
    """Where the history comes from must be named."""

    code = "HISTORY_SOURCE"
    vi = "Hãy ghi tên hệ thống cũ, tối đa {most} ký tự."
    en = "Name the earlier system, in {most} characters at most."
