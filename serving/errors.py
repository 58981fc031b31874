"""Why the program does not start, or a command does not begin."""

from kernel.errors import Refusal


class MissingOwner(Refusal):
    """The schema is changed by the role that owns it, and nothing says where that role signs in."""

    code = "MISSING_OWNER_ADDRESS"
    vi = "Thiếu DATABASE_OWNER_URL: chỉ vai trò sở hữu mới được thay đổi cấu trúc cơ sở dữ liệu."
    en = "DATABASE_OWNER_URL is missing: only the role that owns the schema may change it."


class UnknownTenant(Refusal):
    """No province goes by that short name."""

    code = "UNKNOWN_TENANT"
    vi = "Không có tỉnh nào tên viết tắt là {slug}; hiện có: {known}."
    en = "There is no province of the short name {slug}; there are: {known}."


class CodesFileExists(Refusal):
    """Codes are never written over another file."""

    code = "CODES_FILE_EXISTS"
    vi = "Tệp {name} đã có; hãy chọn tên tệp mới cho danh sách mã kích hoạt."
    en = "The file {name} exists; choose a new one for the activation codes."
