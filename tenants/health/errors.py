"""Why operators are refused."""

from kernel.errors import Refusal


class CannotAskAgain(Refusal):
    """A message that cannot be read names no job to ask for."""

    code = "CANNOT_ASK_AGAIN"
    vi = "Không đọc được việc máy này nên không chạy lại được. Xem bằng lệnh `roviec queue dead`."
    en = "This message cannot be read, so it cannot run again. Look at it with `roviec queue dead`."
