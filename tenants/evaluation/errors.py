"""Why steps on a sheet, and records beside it, are refused."""

from kernel.errors import Refusal


class SheetClosed(Refusal):
    """The sheet is decided: its steps are over, a change is a petition or a replacing decision."""

    code = "SHEET_DECIDED"
    vi = "Phiếu đã có quyết định; không sửa bước trước được nữa. Nếu không đồng ý, hãy kiến nghị."
    en = "The sheet has been decided; earlier steps can no longer change. If you disagree, petition."


class StepNotRanked(Refusal):
    """Who is not ranked in the period scores nothing."""

    code = "NOT_RANKED_IN_PERIOD"
    vi = "Người này thuộc diện không xếp loại trong kỳ; không chấm điểm."
    en = "This person is not ranked in the period; nothing is scored."


class AlreadyOpined(Refusal):
    """The superior has spoken; the self score stays as it was then."""

    code = "ALREADY_OPINED"
    vi = "Cấp trên đã có ý kiến; không sửa phần tự chấm được nữa."
    en = "The superior has given the opinion; the self score can no longer change."


class NotDirectSuperior(Refusal):
    """The caller does not lead the person directly at this moment, nor by delegation."""

    code = "NOT_DIRECT_SUPERIOR"
    vi = "Lúc này bạn không phải cấp trên trực tiếp của người này, cũng không được ủy quyền."
    en = "You are not this person's direct superior at this moment, nor delegated to be."


class OwnOpinion(Refusal):
    """Nobody gives the superior's opinion on themselves."""

    code = "OWN_OPINION"
    vi = "Không ai cho ý kiến cấp trên về chính mình."
    en = "Nobody gives the superior's opinion on themselves."


class NotCompetentToRank(Refusal):
    """Whether a person is ranked is said by the head of the agency, or by who acts for the head."""

    code = "NOT_COMPETENT_TO_RANK"
    vi = "Lúc này bạn không phải người đứng đầu có thẩm quyền xếp loại người này, cũng không được ủy quyền."
    en = "You are not the head competent to rank this person at this moment, nor delegated to be."


class SheetMoved(Refusal):
    """Somebody wrote on the sheet after the writer had opened it."""

    code = "SHEET_MOVED"
    vi = "Phiếu đã được ghi lúc {time}, {day}, sau khi bạn mở. Hãy mở bản mới rồi gửi lại."
    en = "The sheet was written on at {time}, {day}, after you opened it. Open the new one and send again."


class StepLate(Refusal):
    """A step after its deadline needs a reason."""

    code = "STEP_LATE"
    vi = "Đã quá hạn ngày {day}; vẫn làm được nhưng phải nêu lý do."
    en = "The deadline was {day}; it can still be done, with a reason."


class SelfScoreAwaited(Refusal):
    """Until its deadline the self score is waited for."""

    code = "SELF_SCORE_AWAITED"
    vi = "Người được đánh giá chưa tự chấm và còn hạn đến ngày {day}."
    en = "The person has not scored themselves yet and has until {day}."


class SelfScoreMissing(Refusal):
    """The deadline of the self score has passed; an opinion without it needs a reason."""

    code = "SELF_SCORE_MISSING"
    vi = "Người được đánh giá không tự chấm trong hạn; vẫn cho ý kiến được nhưng phải nêu lý do."
    en = "The person did not score themselves in time; the opinion can be given, with a reason."


class SecondOpinion(Refusal):
    """An opinion that changes an earlier one needs a reason."""

    code = "SECOND_OPINION"
    vi = "Phiếu đã có ý kiến; muốn thay đổi phải nêu lý do. Ý kiến cũ vẫn được lưu."
    en = "The sheet has an opinion; changing it needs a reason. The earlier one is kept."


class CriteriaMissing(Refusal):
    """Every criterion that applies is scored."""

    code = "CRITERIA_MISSING"
    vi = "Còn tiêu chí chưa chấm: {codes}."
    en = "Criteria not scored yet: {codes}."


class CriterionUnknown(Refusal):
    """The package has no such criterion for this person."""

    code = "CRITERION_UNKNOWN"
    vi = "Tiêu chí {criterion} không áp dụng cho người này."
    en = "The criterion {criterion} does not apply to this person."


class CriterionTwice(Refusal):
    """A criterion is scored once."""

    code = "CRITERION_TWICE"
    vi = "Tiêu chí {criterion} được chấm hai lần."
    en = "The criterion {criterion} is scored twice."


class CriterionScore(Refusal):
    """A criterion's score lies between 0 and its highest, in hundredths."""

    code = "CRITERION_SCORE"
    vi = "Điểm tiêu chí {criterion} phải từ 0 đến {most}, hai chữ số thập phân."
    en = "The score of criterion {criterion} must be from 0 to {most}, two decimals."


class CriterionComment(Refusal):
    """The package asks for a comment wherever a score is below the highest."""

    code = "CRITERION_COMMENT"
    vi = "Tiêu chí {criterion} chấm dưới mức tối đa phải có nhận xét."
    en = "Criterion {criterion} is scored below the highest and needs a comment."


class CriteriaElsewhere(Refusal):
    """The period rests on sheets of shorter periods, in which the criteria were scored."""

    code = "CRITERIA_ELSEWHERE"
    vi = "Kỳ này tính từ các kỳ ngắn hơn; tiêu chí chung và câu hỏi đã chấm ở các phiếu đó."
    en = "This period rests on shorter ones; its criteria and questions stand on their sheets."


class AnswerUnknown(Refusal):
    """The package asks the superior no such question."""

    code = "ANSWER_UNKNOWN"
    vi = "Gói định mức không hỏi cấp trên '{name}'."
    en = "The norm package does not ask the superior '{name}'."


class AnswerBad(Refusal):
    """The answer is not what the package's input takes."""

    code = "ANSWER_BAD"
    vi = "{reason_vi}"
    en = "{reason_en}"


class NoLaw(Refusal):
    """No norm package is in force for this sheet."""

    code = "NO_PACKAGE_IN_FORCE"
    vi = "Chưa có gói định mức hiệu lực ngày {day}; chưa đánh giá được."
    en = "No norm package is in force on {day}; nothing can be evaluated."


class SheetText(Refusal):
    """A comment, reason or document number is missing or too long."""

    code = "SHEET_TEXT"
    vi = "Phải ghi {what_vi}, từ {least} đến {most} ký tự."
    en = "Give {what_en}, {least} to {most} characters."


class AlreadyNotRanked(Refusal):
    """The sheet is marked already; undo that first."""

    code = "ALREADY_NOT_RANKED"
    vi = "Phiếu đã được ghi không xếp loại."
    en = "The sheet is marked as not ranked already."


class IsRanked(Refusal):
    """There is no mark to undo."""

    code = "IS_RANKED"
    vi = "Phiếu này không ở diện không xếp loại."
    en = "The sheet is not marked as not ranked."


class RecordDate(Refusal):
    """A record is of a day that has come."""

    code = "RECORD_DATE"
    vi = "Ngày của văn bản không được sau hôm nay, và ngày cuối không được trước ngày đầu."
    en = "A record's day must have come, and its last day must not come before the first."


class RecordForm(Refusal):
    """A service discipline has a form; conclusions have none."""

    code = "RECORD_FORM"
    vi = "Hình thức {form} không dùng cho căn cứ {ground}."
    en = "The form {form} does not go with the ground {ground}."


class RecordTwice(Refusal):
    """The same document on the same person or unit stands already."""

    code = "RECORD_TWICE"
    vi = "Văn bản {document} đã được ghi cho đối tượng này."
    en = "The document {document} is on record already."


class RecordRevoked(Refusal):
    """The record was revoked before."""

    code = "RECORD_REVOKED"
    vi = "Bản ghi này đã bị hủy trước đó."
    en = "This record has been revoked before."
