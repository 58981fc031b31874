"""Why deciding, petitioning and granting are refused."""

from kernel.errors import Refusal


class NotCompetent(Refusal):
    """The caller neither heads the agency now nor acts for its head by a delegation that says so."""

    code = "NOT_COMPETENT"
    vi = "Lúc này bạn không phải người đứng đầu cơ quan có thẩm quyền, cũng không được ủy quyền quyết định xếp loại."
    en = "You are not the competent head at this moment, nor expressly delegated to decide for the head."


class OwnSheet(Refusal):
    """Nobody decides on their own sheet, nor on that of the one whose authority they use."""

    code = "OWN_SHEET"
    vi = "Không ai quyết định xếp loại cho chính mình hoặc cho người đã ủy quyền cho mình."
    en = "Nobody decides on their own sheet, nor on that of the head they act for."


class PeriodNotClosed(Refusal):
    """The period is still open: its inputs may move."""

    code = "PERIOD_NOT_CLOSED"
    vi = "Kỳ đánh giá chưa khóa sổ; chỉ quyết định khi số liệu đã khóa."
    en = "The period is not closed yet; a class is decided once its inputs are frozen."


class SheetNotFrozen(Refusal):
    """The sheet's months are not frozen yet."""

    code = "SHEET_NOT_FROZEN"
    vi = "Số liệu của phiếu này chưa khóa; hãy chờ hệ thống tính xong."
    en = "This sheet's inputs are not frozen yet; wait until they have been computed."


class AlreadyDecided(Refusal):
    """The sheet has a decision; another one replaces it, with a reason and a document."""

    code = "ALREADY_DECIDED"
    vi = "Phiếu này đã có quyết định; muốn thay đổi phải ban hành quyết định thay thế."
    en = "This sheet has been decided; a change is a decision that replaces the first."


class NotDecided(Refusal):
    """There is no decision to replace."""

    code = "NOT_DECIDED"
    vi = "Phiếu này chưa có quyết định."
    en = "This sheet has not been decided."


class NoClass(Refusal):
    """Without a total there is no class by points to decide upon."""

    code = "NO_CLASS_BY_POINTS"
    vi = "Phiếu chưa có tổng điểm nên chưa có mức xếp loại theo điểm; cần bổ sung điểm hoặc ghi lý do không xếp loại."
    en = "The sheet has no total, so no class by points; complete its scores or record why it is not ranked."


class NotRanked(Refusal):
    """Who is not ranked gets no class."""

    code = "SHEET_NOT_RANKED"
    vi = "Người này thuộc diện không xếp loại trong kỳ nên không quyết định mức xếp loại."
    en = "This person is not ranked in the period, so no class is decided."


class NoTotal(Refusal):
    """Whoever was not ranked is ranked after a petition only by a total."""

    code = "NO_TOTAL_TO_RANK"
    vi = "Phiếu không có tổng điểm nên không thể đổi từ không xếp loại sang một mức xếp loại; chỉ có thể giữ nguyên."
    en = "The sheet has no total, so being not ranked cannot be changed to a class; the decision can only be upheld."


class OpinionMissing(Refusal):
    """The direct superior has not spoken; deciding without is an exception with a reason."""

    code = "OPINION_MISSING"
    vi = "Cấp trên trực tiếp chưa có ý kiến; muốn quyết định phải nêu lý do."
    en = "The direct superior has given no opinion; deciding without it needs a reason."


class ReasonNeeded(Refusal):
    """A class other than the proposed one is an exception, and an exception has a reason."""

    code = "REASON_NEEDED"
    vi = "Mức {decided} khác mức đề xuất {proposed}; phải nêu lý do."
    en = "The class {decided} is not the proposed {proposed}; give the reason."


class AbovePoints(Refusal):
    """No class is higher than the points give; what is wrong with the points is corrected there."""

    code = "ABOVE_POINTS"
    vi = "Theo điểm chỉ đạt {points}; không quyết định mức cao hơn được. Nếu điểm sai, hãy đính chính điểm."
    en = "The points give {points}; no higher class can be decided. If the points are wrong, correct them."


class BlockedByCondition(Refusal):
    """A condition that is not met allows a lower class at most."""

    code = "BLOCKED_BY_CONDITION"
    vi = "Điều kiện chưa đạt ({conditions}) nên cao nhất là {highest}."
    en = "A condition is not met ({conditions}), which allows {highest} at most."


class QuotaFull(Refusal):
    """The seats of the group or of the agency are taken."""

    code = "QUOTA_FULL"
    vi = "Đã đủ {quota} suất HTXS của {whose}; muốn thêm phải hạ người khác bằng quyết định có lý do."
    en = "All {quota} HTXS seats of {whose_en} are taken; another one needs somebody else decided lower, with a reason."


class QuotaShrunk(Refusal):
    """Who is not ranked leaves what the quota is a share of; the seats given must still fit it."""

    code = "QUOTA_SHRUNK"
    vi = (
        "Không xếp loại người này thì {whose} chỉ còn {quota} suất HTXS, trong khi đã quyết định {taken}; hãy ban hành"
        " quyết định thay thế một quyết định HTXS trước."
    )
    en = (
        "Without this person {whose_en} has only {quota} HTXS seats, and {taken} are decided; replace one of those"
        " decisions first."
    )


class TextMissing(Refusal):
    """A reason, an answer or a document's number is empty or too long."""

    code = "TEXT_MISSING"
    vi = "Phải ghi {what}, tối đa {most} ký tự."
    en = "Give {what_en}, {most} characters at most."


class NothingChanges(Refusal):
    """A decision that says the same upon the same replaces nothing."""

    code = "NOTHING_CHANGES"
    vi = "Quyết định thay thế không khác quyết định đang có hiệu lực."
    en = "The replacing decision says nothing else than the one that stands."


class NotPetitionable(Refusal):
    """The decision is replaced, or made upon a petition: there is no second review."""

    code = "NOT_PETITIONABLE"
    vi = (
        "Không kiến nghị được: quyết định đã bị thay thế, hoặc là kết quả giải quyết kiến nghị (không xem xét lần hai)."
    )
    en = "This decision cannot be petitioned: it is replaced, or answers a petition (there is no second review)."


class PetitionFiled(Refusal):
    """A decision is petitioned once."""

    code = "PETITION_FILED"
    vi = "Quyết định này đã có kiến nghị; không xem xét lần hai."
    en = "This decision has been petitioned; there is no second review."


class PetitionOpen(Refusal):
    """While a petition waits, the decision changes by its answer."""

    code = "PETITION_OPEN"
    vi = "Đang có kiến nghị chưa trả lời; hãy trả lời kiến nghị."
    en = "A petition is waiting; answer it instead."


class PetitionAnswered(Refusal):
    """The petition has been answered or withdrawn."""

    code = "PETITION_ANSWERED"
    vi = "Kiến nghị này đã được trả lời hoặc đã rút."
    en = "This petition has been answered or withdrawn."


class FirstDecider(Refusal):
    """Who decided does not answer the petition against it."""

    code = "FIRST_DECIDER"
    vi = "Người đã quyết định không trả lời kiến nghị về chính quyết định đó; hãy để cấp trên hoặc người được ủy quyền."
    en = "Who decided does not answer the petition; somebody above or a named delegate does."


class ShareTooLarge(Refusal):
    """The package knows no larger share than that."""

    code = "QUOTA_SHARE_TOO_LARGE"
    vi = "Tỷ lệ được giao phải lớn hơn {least} và không quá {most}."
    en = "A granted share lies above {least} and is {most} at most."


class GrantInUse(Refusal):
    """Decisions that stand rest on the grant."""

    code = "QUOTA_GRANT_IN_USE"
    vi = "Không thu hồi được: {count} quyết định HTXS đang dựa vào tỷ lệ này."
    en = "It cannot be revoked: {count} HTXS decisions that stand rest on it."


class NoAgency(Refusal):
    """The unit has no head who decides."""

    code = "NO_AGENCY"
    vi = "Đơn vị này không phải cơ quan có người đứng đầu quyết định xếp loại."
    en = "This unit is no agency whose head decides on classes."


class BadDays(Refusal):
    """The days end before they begin."""

    code = "BAD_DAYS"
    vi = "Ngày kết thúc phải không sớm hơn ngày bắt đầu."
    en = "The last day must not come before the first."
