"""Refusals: what the program says, in two languages and with a stable code, when it will not do as asked."""

from typing import ClassVar

from typing_extensions import override

PathPart = str | int


class Refusal(Exception):
    """A request that cannot be carried out, for a reason the person asking can act on.

    Each subclass is one reason: `code` never changes, `vi` and `en` are sentences with named places filled from
    `data`, and `path` leads to the bad input (`("input", "entries", 3, "quantity")`).
    """

    code: ClassVar[str]
    vi: ClassVar[str]
    en: ClassVar[str]

    def __init__(self, *path: PathPart, **data: object) -> None:
        super().__init__(self.code)
        self.path = path
        self.data = data

    def sentence(self, language: str = "vi") -> str:
        """The message for people, in Vietnamese unless English is asked for."""
        template = self.en if language == "en" else self.vi
        return template.format_map({name: str(value) for name, value in self.data.items()})

    def at(self, *path: PathPart) -> "Refusal":
        """The same refusal, its path led by where the refused part stands."""
        self.path = (*path, *self.path)
        return self

    @override
    def __str__(self) -> str:
        return f"{self.code}: {self.sentence('en')}"


class NotFound(Refusal):
    """Nothing here under that id, be it unknown, foreign, or out of the caller's sight: the answer is the same."""

    code = "NOT_FOUND"
    vi = "Không tìm thấy, hoặc bạn không có quyền xem."
    en = "Not found, or not yours to see."


class Forbidden(Refusal):
    """The caller's roles do not hold this right."""

    code = "FORBIDDEN"
    vi = "Bạn không có quyền thực hiện việc này."
    en = "You do not have the right to do this."


class Unauthenticated(Refusal):
    """No valid session or token came with the request."""

    code = "UNAUTHENTICATED"
    vi = "Phiên làm việc không hợp lệ hoặc đã hết hạn. Hãy đăng nhập lại; nội dung đang nhập vẫn còn."
    en = "Your session is not valid or has ended. Sign in again; what you typed is kept."


class BadInput(Refusal):
    """An input value is malformed; the sentence says what is expected."""

    code = "BAD_INPUT"
    vi = "Giá trị không hợp lệ: {expected}."
    en = "Not a valid value: {expected_en}."


class Unavailable(Refusal):
    """A part the request needs does not answer now; nothing was changed and trying again is safe."""

    code = "UNAVAILABLE"
    vi = "Hệ thống tạm thời chưa phục vụ được. Chưa có gì thay đổi; hãy thử lại sau ít phút."
    en = "The service cannot answer right now. Nothing was changed; try again in a few minutes."


class TenantResting(Refusal):
    """The tenant as a whole is being restored or removed; nobody works in it meanwhile."""

    code = "TENANT_RESTING"
    vi = "Dữ liệu của đơn vị đang được bảo trì. Chưa có gì thay đổi; hãy thử lại sau ít phút."
    en = "The data of your organisation are under maintenance. Nothing was changed; try again in a few minutes."


class TenantClosing(Refusal):
    """The tenant is leaving: what it has can be read and taken away, and no longer changed."""

    code = "TENANT_CLOSING"
    vi = "Đơn vị đang rời hệ thống: chỉ xem và tải dữ liệu về, không thay đổi được nữa."
    en = "Your organisation is leaving the platform: data can be read and taken away, and no longer changed."
