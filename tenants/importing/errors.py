"""Why an import of the register refuses as a whole; what is wrong in cells is listed, not raised."""

from kernel.errors import Refusal


class RegisterChanged(Refusal):
    """The file or the register is another than the one that was looked through."""

    code = "REGISTER_CHANGED"
    vi = "Tệp hoặc danh sách đơn vị, cán bộ đã thay đổi sau lần kiểm tra; chưa ghi gì. Hãy kiểm tra lại rồi nhận."
    en = "The file or the register changed since it was checked; nothing was written. Check again, then apply."


class NotChecked(Refusal):
    """Only what a dry run has shown is applied."""

    code = "REGISTER_NOT_CHECKED"
    vi = "Hãy kiểm tra trước: khi nhận phải gửi kèm dấu kiểm tra (fingerprint) của lần kiểm tra đó."
    en = "Check first: applying takes the fingerprint of that dry run."
