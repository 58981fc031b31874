"""Why a norm package is refused."""

from kernel.errors import Refusal


class BrokenPackage(Refusal):
    """The document has mistakes; each is listed with its line and column."""

    code = "NORM_PACKAGE_BROKEN"
    vi = "Gói định mức có {count} lỗi. Lỗi đầu tiên: {first_vi}"
    en = "The norm package has {count} mistakes. The first: {first_en}"


class FailingExample(Refusal):
    """A worked example of the package does not come out as it says."""

    code = "NORM_EXAMPLE_FAILS"
    vi = "Ví dụ {example}: {formula} phải là {expected}, tính ra {found}."
    en = "Worked example {example}: {formula} should be {expected} and comes out as {found}."


class UnknownFact(Refusal):
    """The package asks of an entry or a month what the log does not know."""

    code = "NORM_UNKNOWN_FACT"
    vi = "Nhật ký công việc không có dữ liệu “{name}” mà gói định mức yêu cầu ở mức {level}."
    en = "The work log does not hold '{name}', which the norm package asks for at level '{level}'."


class UnknownDayCount(Refusal):
    """The setting that says how days late are counted has a value nobody knows."""

    code = "NORM_UNKNOWN_DAY_COUNT"
    vi = "Tham số “{setting}” phải là một trong: {known}."
    en = "The setting '{setting}' must be one of: {known}."


class MissingOutputFormula(Refusal):
    """Rollups and dashboards need a formula the package does not have."""

    code = "NORM_MISSING_FORMULA"
    vi = "Gói định mức phải có công thức “{name}” ở mức {level}."
    en = "A norm package must have a formula '{name}' at level '{level}'."


class NoSuchPackage(Refusal):
    """Neither a package that comes with the program nor a file."""

    code = "NORM_PACKAGE_NOT_FOUND"
    vi = "Không có gói định mức hay tệp “{name}”. Các gói có sẵn: {known}."
    en = "There is no norm package and no file '{name}'. Packages that ship: {known}."


class UnreadableRecord(Refusal):
    """The file of a record is not there, or is not text."""

    code = "NORM_RECORD_UNREADABLE"
    vi = "Không đọc được tệp “{name}”."
    en = "The file '{name}' cannot be read."


class NoSuchLevel(Refusal):
    """The package has no level of that name."""

    code = "NORM_LEVEL_NOT_FOUND"
    vi = "Gói {package} không có bậc “{name}”. Các bậc: {known}."
    en = "The package {package} has no level '{name}'. Its levels: {known}."


class PackageExists(Refusal):
    """This version is kept already, with another text; a published one never changes."""

    code = "NORM_VERSION_EXISTS"
    vi = "Đã có gói {name} bản {version}. Bản đã công bố không thay đổi; hãy đặt số bản mới."
    en = "There is a package {name} of version {version}. A published one never changes: give a new version."


class PublishedTooEarly(Refusal):
    """A package takes effect after the one in force, never in the past of work already scored."""

    code = "NORM_EFFECTIVE_DATE"
    vi = "Ngày áp dụng phải sau ngày {day}: những ngày trước đó đã chấm theo gói đang áp dụng."
    en = "The package must take effect after {day}: days before are scored by the package in force."
