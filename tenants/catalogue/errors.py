"""Why the catalogue refuses."""

from kernel.errors import Refusal


class CodeTaken(Refusal):
    """Another record of the catalogue has the code."""

    code = "CATALOGUE_CODE_TAKEN"
    vi = "Mã {taken} đã được dùng trong danh mục."
    en = "The code {taken} is already in use in the catalogue."


class OwnerMismatch(Refusal):
    """Task group C belongs to a unit, and only that group does."""

    code = "OWNER_MISMATCH"
    vi = "Đầu việc nhóm C phải thuộc một đơn vị; đầu việc nhóm A, B, D dùng chung toàn tỉnh, không ghi đơn vị."
    en = "A work item of group C belongs to a unit; those of groups A, B and D are common and name no unit."


class UnknownCompetency(Refusal):
    """The competency framework names a competency that the catalogue does not have."""

    code = "UNKNOWN_COMPETENCY"
    vi = "Không có năng lực mã {unknown} trong danh mục năng lực."
    en = "There is no competency with the code {unknown} in the catalogue."


class FactSaid(Refusal):
    """A version that is or was in force keeps what it says."""

    code = "OWN_FACT_SAID"
    vi = "Phiên bản này đã ghi dữ liệu riêng {names}; muốn đổi, hãy đề nghị phiên bản mới."
    en = "This version says {names} already; to change that, propose a new version."


class NoDraft(Refusal):
    """There is nothing to decide on."""

    code = "NO_DRAFT"
    vi = "Không có dự thảo nào đang chờ quyết định."
    en = "No draft is waiting for a decision."


class DraftWaiting(Refusal):
    """A draft must be decided on or discarded first."""

    code = "DRAFT_WAITING"
    vi = "Mã {item} đang có dự thảo chờ quyết định; hãy duyệt hoặc bỏ dự thảo trước."
    en = "A draft of {item} waits for a decision; approve or discard it first."


class StaleDraft(Refusal):
    """A newer version was approved since the draft was written."""

    code = "STALE_DRAFT"
    vi = "Danh mục đã có phiên bản mới hơn kể từ khi soạn dự thảo; hãy xem lại và lưu lại dự thảo."
    en = "A newer version was approved since this draft was written; look at it and save the draft again."


class EffectiveTooEarly(Refusal):
    """A version begins after the one before it has begun."""

    code = "EFFECTIVE_TOO_EARLY"
    vi = "Mã {item} đã có phiên bản hiệu lực từ {last}; ngày hiệu lực mới phải sau ngày đó."
    en = "{item} already has a version in force from {last}; the new one must begin after that day."


class Retroactive(Refusal):
    """What was in force on a past day stays what it was."""

    code = "RETROACTIVE"
    vi = "Không thay đổi được danh mục của ngày đã qua; ngày hiệu lực sớm nhất là {today}."
    en = "The catalogue of past days does not change; the earliest day to take effect is {today}."


class NotInForce(Refusal):
    """The record has no approved version that could end."""

    code = "NOT_IN_FORCE"
    vi = "Mục này không có phiên bản nào đang hoặc sắp có hiệu lực."
    en = "No version of this record is in force or about to be."


class AlreadyInForce(Refusal):
    """Only a version that has not begun can be taken back."""

    code = "ALREADY_IN_FORCE"
    vi = "Phiên bản đã có hiệu lực từ {since}, không thể thu hồi; hãy duyệt phiên bản mới."
    en = "The version has been in force since {since} and cannot be recalled; approve a new one."


class TemplateMoved(Refusal):
    """The template has a newer revision than the one looked at."""

    code = "TEMPLATE_MOVED"
    vi = "Danh mục mẫu đã có bản mới hơn bản bạn đang xem; hãy tải lại phần khác biệt."
    en = "The template has a newer revision than the one you looked at; load the differences again."


class NotAnExcelFile(Refusal):
    """The file cannot be read as a workbook."""

    code = "NOT_AN_EXCEL_FILE"
    vi = "Tệp không phải là bảng tính Excel (.xlsx) đọc được: {reason}. Hãy mở bằng Excel và lưu lại dạng .xlsx."
    en = "The file is not a readable Excel workbook (.xlsx): {reason_en}. Open it in Excel and save it as .xlsx."


class WorkbookTooLarge(Refusal):
    """The file, what it unpacks to, or the number of its rows is beyond the limit."""

    code = "WORKBOOK_TOO_LARGE"
    vi = "Tệp vượt giới hạn {limit}. Hãy chia nhỏ danh mục thành nhiều tệp."
    en = "The file is beyond the limit of {limit_en}. Split the catalogue over several files."


class BadTemplate(Refusal):
    """A file of the national template is wrong; nothing of it was loaded."""

    code = "BAD_TEMPLATE"
    vi = "Danh mục mẫu sai ở {file}, mục {item}: {reason}."
    en = "The template is wrong in {file}, record {item}: {reason_en}."


class NoTemplate(Refusal):
    """The database holds no national template to take over."""

    code = "NO_TEMPLATE"
    vi = "Cơ sở dữ liệu chưa có danh mục mẫu; hãy chạy roviec migrate trước."
    en = "The database holds no national template yet; run roviec migrate first."


class NoPost(Refusal):
    """A work item is suggested from the post one holds."""

    code = "NO_POST"
    vi = "Hôm nay bạn không giữ vị trí nào để đề xuất đầu việc."
    en = "You hold no post today from which a work item can be suggested."


class SuggestionAnswered(Refusal):
    """A suggestion that was answered before."""

    code = "SUGGESTION_ANSWERED"
    vi = "Đề xuất này đã được trả lời."
    en = "This suggestion was answered already."


class HeadingMissing(Refusal):
    """A list lacks one of its columns."""

    code = "LIST_HEADING_MISSING"
    vi = "Tệp thiếu cột “{heading}”, hoặc không phải tệp Excel, CSV (UTF-8)."
    en = "The file lacks the column “{heading}”, or is neither Excel nor CSV (UTF-8)."
