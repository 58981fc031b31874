"""What may be refused about evaluation periods."""

from kernel.errors import Refusal


class BadRule(Refusal):
    """Steps out of order, no group, or a day that is not one."""

    code = "BAD_PERIOD_RULE"
    vi = (
        "Quy định kỳ đánh giá không hợp lệ: các bước theo thứ tự tự chấm, ý kiến cấp trên, chốt, quyết định, mỗi bước"
        " từ 0 đến 60 ngày làm việc; ngày báo cáo từ 1 đến 28; ít nhất một nhóm vị trí."
    )
    en = (
        "The rule does not hold: self-score, opinion, freeze and decision follow each other, 0 to 60 working days each;"
        " the report day is 1 to 28; at least one group of positions."
    )


class NotYet(Refusal):
    """A rule may only begin on a day to come, a period only close after its last day."""

    code = "PERIOD_NOT_YET"
    vi = "Chưa làm được trước ngày {day}."
    en = "Not possible before {day}."


class BetweenQuarters(Refusal):
    """A group goes over from months to quarters, or back, between two quarters: no month is missed or counts twice."""

    code = "PERIOD_BETWEEN_QUARTERS"
    vi = "Chuyển giữa kỳ tháng và kỳ quý chỉ bắt đầu từ ngày đầu quý; ngày gần nhất là {day}."
    en = "Going over between months and quarters begins on a quarter's first day; the next one is {day}."


class BadFirstMonth(Refusal):
    """A year's first month is not one, or a month or quarter is given one."""

    code = "BAD_FIRST_MONTH"
    vi = "Tháng đầu năm đánh giá từ 1 đến 12 (12: từ 01/12 năm trước đến 30/11); tháng, quý luôn theo năm dương lịch."
    en = "A year's first month is 1 to 12 (12: from 1 December to 30 November); months and quarters are the calendar's."


class BetweenYears(Refusal):
    """A group goes over to years of another first month between two years: none is missed or there twice."""

    code = "PERIOD_BETWEEN_YEARS"
    vi = "Đổi tháng đầu năm đánh giá chỉ từ ngày đầu của một năm mà kỳ năm cùng tên chưa mở; ngày gần nhất là {day}."
    en = "Years of another first month begin on their first day, while no year so called has begun; the next is {day}."


class NotOpined(Refusal):
    """Before its deadline a period closes only when every superior has spoken."""

    code = "PERIOD_NOT_OPINED"
    vi = "Còn {count} phiếu chưa có ý kiến của cấp trên trực tiếp nên chưa chốt kỳ trước hạn được."
    en = "{count} sheets still lack their superior's opinion, so the period cannot close before its deadline."


class NotOpen(Refusal):
    """A period that is planned still, or closed already."""

    code = "PERIOD_NOT_OPEN"
    vi = "Kỳ đánh giá này không ở trạng thái mở."
    en = "This evaluation period is not open."
