"""Why the work log refuses."""

from kernel.errors import Refusal


class FutureDate(Refusal):
    """Work cannot be logged before it is done."""

    code = "DATE_IN_FUTURE"
    vi = "Ngày làm việc {day} chưa tới. Chỉ ghi việc đã làm."
    en = "The work date {day} has not come yet. Log work that is done."


class TooLate(Refusal):
    """The tenant's time for logging that day has passed."""

    code = "LOG_TOO_LATE"
    vi = "Đã quá hạn ghi việc cho ngày {day}: đơn vị cho phép ghi trong {days} ngày. Nội dung vẫn còn trên máy."
    en = "Too late to log work of {day}: it must be logged within {days} days. What you typed is kept on your device."


class NoAppointment(Refusal):
    """The person held no post on that day."""

    code = "NO_APPOINTMENT"
    vi = "Ngày {day} bạn không giữ vị trí nào có thể ghi việc."
    en = "You held no post on {day} under which work can be logged."


class NotBegun(Refusal):
    """The wave of the person's unit begins later: nothing is logged for days before it."""

    code = "WAVE_NOT_BEGUN"
    vi = "Ngày {day} đơn vị của bạn chưa đến đợt triển khai nên chưa ghi nhật ký. Hãy dùng chế độ tập dượt."
    en = "On {day} the wave of your unit had not begun, so nothing is logged for it. Use training mode."


class UnknownWorkItem(Refusal):
    """No such work item is in force for that post on that day."""

    code = "UNKNOWN_WORK_ITEM"
    vi = "Không có đầu việc này trong danh mục áp dụng ngày {day}."
    en = "There is no such work item in the catalogue in force on {day}."


class UnfitItem(Refusal):
    """The item lacks a fact of the province's own without which its norm package cannot score the work."""

    code = "ITEM_LACKS_FACT"
    vi = "Đầu việc {item} chưa đủ dữ liệu riêng để chấm điểm: {reason_vi} Hãy báo người quản trị danh mục bổ sung."
    en = "The item {item} lacks a fact needed to score it: {reason_en} Ask the catalogue's administrator to add it."


class UnfitPosition(Refusal):
    """The post's job position lacks a fact of the province's own without which work in it cannot be scored."""

    code = "POSITION_LACKS_FACT"
    vi = "Vị trí việc làm chưa đủ dữ liệu riêng để chấm điểm: {reason_vi} Hãy báo người quản trị danh mục bổ sung."
    en = "The job position lacks a fact needed to score work: {reason_en} Ask the catalogue's administrator to add it."


class UnfitFact(Refusal):
    """What the norm package asks of whoever verifies is not stated, or not as it must be."""

    code = "BAD_FACT"
    vi = "Gói định mức cần người xác nhận ghi thêm dữ liệu: {reason_vi}"
    en = "The norm package asks more of whoever verifies: {reason_en}"


class FactNotAsked(Refusal):
    """A fact that the norm package of the entry's day does not ask of whoever verifies."""

    code = "FACT_NOT_ASKED"
    vi = "Gói định mức áp dụng cho ngày đó không hỏi “{name}” khi xác nhận. Các dữ liệu được hỏi: {asked}."
    en = "The norm package of that day does not ask for '{name}' when verifying. It asks for: {asked}."


class UnknownTask(Refusal):
    """No open task of this post under that id."""

    code = "UNKNOWN_TASK"
    vi = "Không có việc được giao này, hoặc việc đã đóng."
    en = "There is no such assigned task of yours, or it is closed."


class BadQuantity(Refusal):
    """A quantity outside what can be counted."""

    code = "BAD_QUANTITY"
    vi = "Số lượng phải lớn hơn 0, tối đa {most}, tối đa hai chữ số thập phân."
    en = "A quantity is above 0, at most {most}, with at most two decimals."


class BadMinutes(Refusal):
    """Minutes outside one day."""

    code = "BAD_MINUTES"
    vi = "Thời gian phải từ 1 đến {most} phút cho một ngày."
    en = "Time must be between 1 and {most} minutes in a day."


class BadTimes(Refusal):
    """The finish lies before the start."""

    code = "BAD_TIMES"
    vi = "Giờ kết thúc phải sau giờ bắt đầu và không ở tương lai."
    en = "The finish must come after the start and not lie in the future."


class DayFull(Refusal):
    """More minutes are declared for one day than the tenant allows."""

    code = "DAY_FULL"
    vi = "Ngày {day} đã ghi {logged} phút; thêm việc này sẽ vượt {most} phút."
    en = "{logged} minutes are logged on {day}; with this entry the day would pass {most} minutes."


class MissingOutput(Refusal):
    """An entry names the product that came of the work."""

    code = "MISSING_OUTPUT"
    vi = "Hãy ghi sản phẩm đầu ra của công việc (từ 1 đến {most} ký tự)."
    en = "Name the output product of the work (1 to {most} characters)."


class MissingEvidence(Refusal):
    """An entry is submitted with evidence of its product."""

    code = "MISSING_EVIDENCE"
    vi = "Cần ít nhất một sản phẩm đầu ra: số văn bản, đường dẫn hoặc tệp. Chưa có thì lưu nháp."
    en = "At least one piece of evidence is needed: a document number, a link or a file. Without one, keep a draft."


class BadEvidence(Refusal):
    """A piece of evidence is exactly one of document number, link, file."""

    code = "BAD_EVIDENCE"
    vi = "Mỗi minh chứng là một số văn bản, hoặc một đường dẫn https, hoặc một tệp đã tải lên."
    en = "A piece of evidence is a document number, or an https link, or an uploaded file."


class BadIdentifier(Refusal):
    """Ids from clients are of version 7, so that entries sort by time."""

    code = "BAD_IDENTIFIER"
    vi = "Mã của mục nhật ký phải là UUID phiên bản 7 và chưa dùng cho mục khác."
    en = "An entry's id must be a UUID of version 7 that no other entry uses."


class WrongState(Refusal):
    """The step does not fit the entry's state."""

    code = "WRONG_STATE"
    vi = "Không thực hiện được bước này khi mục đang ở trạng thái “{status}”."
    en = "This step is not possible while the entry is '{status}'."


class Withdrawn(WrongState):
    """The author has taken the entry back since it was shown."""

    code = "ENTRY_WITHDRAWN"
    vi = "Người ghi vừa rút việc này về để sửa. Việc sẽ hiện lại khi được gửi."
    en = "The author has just taken this entry back to mend it. It shows again once it is submitted."


class Handled(WrongState):
    """Somebody has decided on the entry since it was shown."""

    code = "ENTRY_HANDLED"
    vi = "Người khác vừa xử lý việc này."
    en = "Somebody else has just decided on this entry."


class EntryChanged(Refusal):
    """The author has edited the entry since it was shown to whoever decides."""

    code = "ENTRY_CHANGED"
    vi = "Việc này vừa được người ghi sửa, cần xem lại."
    en = "The author has just edited this entry; look at it again."


class NeedsLook(Refusal):
    """The entry is flagged by now, or is of another item: it is not decided on with the group."""

    code = "NEEDS_A_LOOK"
    vi = "Việc này không còn trong nhóm, cần xem riêng."
    en = "This entry is no longer of the group; look at it alone."


class SamplesUnopened(Refusal):
    """A group is verified after entries of it were drawn and opened."""

    code = "SAMPLES_NOT_OPENED"
    vi = "Hãy mở {need} việc rút ngẫu nhiên của nhóm trước; đã mở {opened}."
    en = "Open {need} drawn entries of the group first; {opened} opened so far."


class UndoExpired(Refusal):
    """The entry counts in a month that a period has closed: its score is what a decision rests on."""

    code = "UNDO_EXPIRED"
    vi = "Không hoàn tác được nữa: điểm đã dùng cho quyết định kỳ này. Có thể gửi yêu cầu sửa."
    en = "This cannot be undone any more: the score is in use for a decision of this period. You may ask to correct it."


class NotYourVerdict(Refusal):
    """A verdict is taken back by whoever gave it, unless it was corrected or waived upon since."""

    code = "NOT_YOUR_VERDICT"
    vi = "Chỉ người đã xác nhận hoàn tác được, khi xác nhận ấy chưa được sửa hay miễn trừ."
    en = "Only whoever verified can undo it, while the verdict was neither corrected nor waived upon."


class OwnWork(Refusal):
    """Nobody decides on their own work."""

    code = "OWN_WORK"
    vi = "Bạn không xác nhận việc của chính mình. Việc này chờ {whose}."
    en = "You do not verify your own work. It waits for {whose_en}."


class NotDirectLeader(Refusal):
    """Only the direct leader, or their delegate, verifies."""

    code = "NOT_DIRECT_LEADER"
    vi = "Chỉ người quản lý trực tiếp hoặc người được ủy quyền xác nhận việc này."
    en = "Only the direct leader or a dated delegate verifies this work."


class BadQuality(Refusal):
    """A quality level the norms do not know."""

    code = "BAD_QUALITY"
    vi = "Mức chất lượng “{quality}” không có. Các mức: {known}."
    en = "There is no quality level '{quality}'. Levels: {known}."


class BadFaults(Refusal):
    """Faults, accepted quantities and waivers are counts within what was done."""

    code = "BAD_FAULTS"
    vi = "Số lần phải từ 0 đến {most}; số được nghiệm thu không vượt số đã ghi."
    en = "Counts lie between 0 and {most}; what is accepted cannot exceed what was logged."


class MissingReason(Refusal):
    """This step must say why."""

    code = "MISSING_REASON"
    vi = "Hãy nêu lý do (từ 3 đến {most} ký tự)."
    en = "Give a reason (3 to {most} characters)."


class TooMany(Refusal):
    """A batch larger than one request may carry."""

    code = "TOO_MANY"
    vi = "Tối đa {most} mục trong một lần."
    en = "At most {most} items at a time."


class RepeatedItem(Refusal):
    """The same entry stands twice in one batch."""

    code = "REPEATED_ITEM"
    vi = "Mục này đã có trong cùng lần gửi."
    en = "This entry already stands in the same batch."


class FileTooLarge(Refusal):
    """An uploaded file above the limit; nothing of it is kept."""

    code = "FILE_TOO_LARGE"
    vi = "Tệp lớn hơn {most} MiB. Hãy nén lại hoặc dùng đường dẫn."
    en = "The file is larger than {most} MiB. Compress it or give a link."


class FileKindRefused(Refusal):
    """A kind of file that is not evidence."""

    code = "FILE_KIND_REFUSED"
    vi = "Loại tệp “{media_type}” không dùng làm minh chứng được. Dùng PDF, ảnh, Word hoặc Excel."
    en = "Files of type '{media_type}' cannot be evidence. Use PDF, pictures, Word or Excel."


class StorageFull(Refusal):
    """The object storage cannot take the file now; nothing was kept."""

    code = "STORAGE_FULL"
    vi = "Kho tệp đang đầy hoặc không ghi được. Chưa có gì được lưu; hãy thử lại sau."
    en = "The file store is full or cannot be written. Nothing was kept; try again later."


class BadDueDate(Refusal):
    """A due date lies between today and a year ahead."""

    code = "BAD_DUE_DATE"
    vi = "Hạn phải từ hôm nay đến một năm sau."
    en = "A due date lies between today and a year from now."


class BadTaskText(Refusal):
    """A note or document number of a task that is too long to be one."""

    code = "BAD_TASK_TEXT"
    vi = "Nội dung này dài quá: tối đa {most} ký tự."
    en = "This text is too long: at most {most} characters."


class BranchTooLarge(Refusal):
    """A branch with more people than anybody can look at one by one."""

    code = "BRANCH_TOO_LARGE"
    vi = "Đơn vị này có {people} người, quá nhiều để xem từng người (tối đa {most}). Hãy chọn một đơn vị bên dưới."
    en = "This unit has {people} people, too many to look at one by one (at most {most}). Choose a unit below it."


class BadTemplateName(Refusal):
    """A template has a name its owner finds it by."""

    code = "BAD_TEMPLATE_NAME"
    vi = "Hãy đặt tên cho mẫu (từ 1 đến {most} ký tự)."
    en = "Give the template a name (1 to {most} characters)."


class TooManyTemplates(Refusal):
    """More templates than anybody finds something in."""

    code = "TOO_MANY_TEMPLATES"
    vi = "Mỗi người giữ tối đa {most} mẫu. Hãy bỏ bớt mẫu không dùng nữa."
    en = "A person keeps at most {most} templates. Remove some that are no longer used."


class UnknownTemplateItem(Refusal):
    """A template names a work item of the catalogue."""

    code = "UNKNOWN_TEMPLATE_ITEM"
    vi = "Danh mục không có đầu việc này."
    en = "The catalogue has no such work item."


class DateFixed(Refusal):
    """An entry that came too late keeps its work date."""

    code = "WORK_DATE_FIXED"
    vi = "Việc này đã gửi muộn cho ngày {day}: ngày làm việc giữ nguyên. Hãy xin mở lại kỳ, hoặc giữ làm nháp."
    en = "This entry came too late for {day}: its work date stays. Ask to have the day reopened, or keep a draft."


class AlreadyOpen(Refusal):
    """The day can be logged without asking."""

    code = "DAY_IS_OPEN"
    vi = "Ngày {day} đang mở: gửi lại việc là được nhận."
    en = "{day} is open for logging: send the entry again."


class ReopeningWaits(Refusal):
    """A day is asked for once at a time."""

    code = "REOPENING_WAITS"
    vi = "Bạn đã xin mở lại ngày {day} và đang chờ trả lời."
    en = "You have asked for {day} already and an answer is awaited."


class ReopeningAnswered(Refusal):
    """A request that was answered before."""

    code = "REOPENING_ANSWERED"
    vi = "Yêu cầu mở lại này đã được trả lời."
    en = "This request was answered already."


class EditedElsewhere(Refusal):
    """The entry was changed on another device since this change was begun."""

    code = "EDITED_ELSEWHERE"
    vi = "Việc này đã được sửa trên máy khác lúc {time}, {day}. Hãy xem hai bản, chọn bản đúng hoặc gộp."
    en = "This entry was changed on another device at {time}, {day}. Look at both, choose the right one or merge them."
