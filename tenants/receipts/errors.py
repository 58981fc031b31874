"""Why an audit of the receipts cannot begin."""

from kernel.errors import Refusal


class BrokenRoots(Refusal):
    """The file of exported roots cannot be read."""

    code = "RECEIPT_ROOTS_BROKEN"
    vi = "Không đọc được mã gốc trong tệp {file}, dòng {line}."
    en = "The roots in {file} cannot be read, line {line}."


class NoRootsFile(Refusal):
    """The file that should hold roots cannot be opened, or is no text."""

    code = "RECEIPT_ROOTS_UNREADABLE"
    vi = "Không mở được tệp mã gốc {file}."
    en = "The file of roots {file} cannot be opened."


class RootsOutOfReach(Refusal):
    """The store of exported roots does not answer: auditing without them would find less than it says."""

    code = "RECEIPT_ROOTS_OUT_OF_REACH"
    vi = "Không đọc được kho mã gốc đã xuất (ROVIEC_RECEIPT_ROOTS); dùng --roots để đối chiếu với một tệp."
    en = "The store of exported roots (ROVIEC_RECEIPT_ROOTS) cannot be read; give --roots to compare with a file."
