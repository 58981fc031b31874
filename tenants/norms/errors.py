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


class FactOfTheLog(Refusal):
    """What the log itself knows is taken from the log."""

    code = "NORM_FACT_OF_LOG"
    vi = "Nhật ký đã có sẵn dữ liệu “{name}” ở mức {level}; hãy bỏ mục from, hoặc đặt tên khác cho dữ liệu riêng."
    en = "The log itself holds '{name}' at level '{level}': leave out 'from', or give the province's fact another name."


class WrongOrigin(Refusal):
    """A fact of the province's own comes from where facts of its level can be recorded."""

    code = "NORM_WRONG_ORIGIN"
    vi = "Dữ liệu “{name}” ở mức {level} không lấy được từ “{origin}”; from phải là một trong: {known}."
    en = "'{name}' at level '{level}' cannot come from '{origin}': 'from' must be one of: {known}."


class UnfedLevel(Refusal):
    """A month stands over records that nobody keeps."""

    code = "NORM_UNFED_LEVEL"
    vi = "Nhật ký không có dữ liệu cho mức “{name}”: dưới tháng chỉ mức entry nhận dữ liệu, không có mức nào dưới nó."
    en = "The log has no records for level '{name}': below the month only 'entry' takes facts, and nothing is under it."


class UnknownDayCount(Refusal):
    """The setting that says how days late are counted has a value nobody knows."""

    code = "NORM_UNKNOWN_DAY_COUNT"
    vi = "Tham số “{name}” phải là một trong: {known}."
    en = "The setting '{name}' must be one of: {known}."


class BadSetting(Refusal):
    """A setting of a name the program knows has a value it cannot use."""

    code = "NORM_BAD_SETTING"
    vi = "Tham số “{name}” phải là {expected}."
    en = "The setting '{name}' must be {expected_en}."


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
    """This version is kept already; a text once piloted or published never changes."""

    code = "NORM_VERSION_EXISTS"
    vi = "Đã có gói {name} bản {version}. Bản đã thí điểm hoặc công bố không thay đổi; hãy đặt số bản mới."
    en = "There is a package {name} of version {version}. Once piloted or published it never changes: number it anew."


class PublishedTooEarly(Refusal):
    """A package takes effect after the one in force, never in the past of work already scored."""

    code = "NORM_EFFECTIVE_DATE"
    vi = "Ngày áp dụng phải sau ngày {day}: những ngày trước đó đã chấm theo gói đang áp dụng."
    en = "The package must take effect after {day}: days before are scored by the package in force."


class WrongPackageState(Refusal):
    """What is asked for cannot be done with a package that has come this far in its life."""

    code = "NORM_WRONG_STATE"
    vi = "Gói ở trạng thái “{status}” nên không làm được việc này. Bản đã áp dụng không sửa; hãy tạo bản thảo từ nó."
    en = "This cannot be done with a package that is '{status}'. Once applied it never changes: start a draft from it."


class PackageProposed(Refusal):
    """A draft waits as it is while a pilot or a correction by it waits for confirmation."""

    code = "NORM_PROPOSAL_WAITS"
    vi = "Có đề nghị thí điểm hoặc đính chính theo bản thảo này đang chờ xác nhận. Hãy rút đề nghị trước khi sửa."
    en = "A pilot or correction by this draft waits for confirmation. Withdraw the proposal before changing the draft."


class PackageChanged(Refusal):
    """The text is not the one that was read."""

    code = "NORM_TEXT_CHANGED"
    vi = "Bản thảo đã được sửa sau khi bạn mở. Hãy xem lại rồi mới công bố."
    en = "The draft was changed after you opened it. Read it again before publishing."


class DraftChanged(Refusal):
    """Somebody else wrote the draft since it was read."""

    code = "NORM_DRAFT_CHANGED"
    vi = "Bản thảo này vừa được sửa ở nơi khác. Chỗ bạn sửa vẫn còn trên máy này; hãy chọn giữ hay bỏ."
    en = "This draft was changed elsewhere just now. What you changed is still on this device: keep it or drop it."


class SecondPerson(Refusal):
    """What becomes law is written by one person and put in force by another."""

    code = "NORM_SECOND_PERSON"
    vi = "Việc này phải do người thứ hai thực hiện: người soạn hoặc người đề nghị không tự công bố, tự xác nhận."
    en = "A second person must do this: who wrote or proposed it does not publish or confirm it."


class UnknownShipped(Refusal):
    """No package of that name ships with the program."""

    code = "NORM_UNKNOWN_BASE"
    vi = "Không có gói quốc gia “{name}”. Các gói có sẵn: {names}."
    en = "There is no national package '{name}'. Those shipped: {names}."


class OneTextOrBase(Refusal):
    """A draft is a document of its own, or a national package with the province's changes."""

    code = "NORM_TEXT_OR_BASE"
    vi = "Bản thảo là một tài liệu riêng, hoặc một gói quốc gia kèm bản sửa của tỉnh: chỉ chọn một trong hai."
    en = "A draft is a document of its own, or a national package with the province's changes: choose one of them."


class TextTooLong(Refusal):
    """The text of a draft is longer than any package can be."""

    code = "NORM_TEXT_SIZE"
    vi = "Văn bản gói định mức phải có từ 1 đến {most} ký tự."
    en = "The text of a norm package has 1 to {most} characters."


class PilotDates(Refusal):
    """A pilot covers days to come."""

    code = "NORM_PILOT_DATES"
    vi = "Thí điểm phải bắt đầu sau ngày {day} và kết thúc sau ngày bắt đầu."
    en = "A pilot begins after {day} and ends after it begins."


class PilotOverlaps(Refusal):
    """A unit tries out one package at a time."""

    code = "NORM_PILOT_OVERLAP"
    vi = "Một trong các đơn vị này đã được nêu tên trong một đợt thí điểm khác trùng thời gian."
    en = "One of these units is named by another pilot on some of these days."


class NoUnits(Refusal):
    """Units are named, or the list is left out."""

    code = "NORM_NO_UNITS"
    vi = "Phải nêu ít nhất một đơn vị, tối đa {most} đơn vị."
    en = "Name at least one unit, at most {most}."


class CorrectionDates(Refusal):
    """A back-dated correction covers days that are past."""

    code = "NORM_CORRECTION_DATES"
    vi = "Đính chính chỉ áp dụng cho những ngày đã qua, đến hết ngày {day}."
    en = "A correction covers past days, up to {day}."


class MissingGrounds(Refusal):
    """A back-dated correction rests on a reason and on a document."""

    code = "NORM_MISSING_GROUNDS"
    vi = "Đính chính phải nêu lý do và số văn bản, mỗi mục tối đa {most} ký tự."
    en = "A correction states its reason and the number of its document, of at most {most} characters each."


class AlreadyConfirmed(Refusal):
    """It was confirmed, and counts."""

    code = "NORM_ALREADY_CONFIRMED"
    vi = "Đề nghị này đã được xác nhận trước đó."
    en = "This was confirmed before."
