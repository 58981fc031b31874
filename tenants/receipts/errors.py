"""Why an audit of the receipts cannot begin."""

from kernel.errors import Refusal


class BrokenRoots(Refusal):
    """The file of exported roots cannot be read."""

    code = "RECEIPT_ROOTS_BROKEN"
    vi = "Không đọc được mã gốc trong tệp {file}, dòng {line}."
    en = "The roots in {file} cannot be read, line {line}."
