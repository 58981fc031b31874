"""Why the national door refuses a question."""

from kernel.errors import Refusal


class NotOffered(Refusal):
    """Not in the release, or out of the ministry's scope: whichever it is, the answer is the same."""

    code = "STATISTICS_NOT_OFFERED"
    vi = "Bản công bố không có số liệu này, hoặc số liệu ngoài phạm vi của cơ quan bạn."
    en = "The release has no such figures, or they are outside your scope."


class LeagueUnadjusted(Refusal):
    """Norms differ between provinces, so raw means are not put in a row."""

    code = "LEAGUE_UNADJUSTED"
    vi = (
        "Định mức của các tỉnh khác nhau nên không xếp hạng, so sánh các tỉnh theo điểm thô."
        " Hãy yêu cầu kèm điểm đã hiệu chỉnh (adjusted: true; harmonised_mean)."
    )
    en = (
        "Norms differ between provinces, so provinces are not compared by raw means."
        " Ask with the adjustment (adjusted: true; harmonised_mean)."
    )


class TooMuchAsked(Refusal):
    """A question brings more figures than one answer holds."""

    code = "STATISTICS_TOO_MUCH"
    vi = "Câu hỏi có quá nhiều số liệu (tối đa {limit}). Hãy lọc bớt, hoặc tải tệp."
    en = "The question brings too many figures (at most {limit}). Filter, or download the file."


class BadQuestion(Refusal):
    """A question that says two things at once."""

    code = "STATISTICS_BAD_QUESTION"
    vi = "Câu hỏi không rõ: {problem_vi}."
    en = "The question is not clear: {problem_en}."


class StatisticsClosed(Refusal):
    """The program was started without the address of the ministries' role."""

    code = "STATISTICS_CLOSED"
    vi = "Máy chủ này chưa mở phần số liệu quốc gia."
    en = "This server does not serve national statistics."
