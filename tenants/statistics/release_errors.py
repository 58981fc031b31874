"""Why planning and making releases, and setting what ministries see, are refused."""

from kernel.errors import Refusal


class UnknownPeriod(Refusal):
    """Releases are of quarters and years."""

    code = "UNKNOWN_STATISTICS_PERIOD"
    vi = "Không có kỳ số liệu «{period}»; kỳ là một quý (2026-Q3) hoặc một năm (2026)."
    en = "There is no statistics period '{period}'; it is a quarter (2026-Q3) or a year (2026)."


class BadPlan(Refusal):
    """Parts are due after the period, and the release is made after they are due."""

    code = "BAD_RELEASE_PLAN"
    vi = "Hạn phê duyệt phải sau ngày cuối kỳ ({end}) và trước ngày công bố."
    en = "The day parts are due must lie after the period's last day ({end}) and before the day of the release."


class TooEarly(Refusal):
    """The day of the release has not come."""

    code = "RELEASE_TOO_EARLY"
    vi = "Số liệu kỳ {period} chỉ được công bố từ ngày {day}."
    en = "{period} is released from {day} on."


class NothingToRelease(Refusal):
    """No province has approved a part."""

    code = "NOTHING_TO_RELEASE"
    vi = "Chưa tỉnh nào phê duyệt số liệu kỳ {period}."
    en = "No province has approved its part of {period} yet."


class TwoTenantsOneProvince(Refusal):
    """People would be counted twice."""

    code = "PROVINCE_REPORTS_TWICE"
    vi = "Hai đơn vị sử dụng ({tenants}) cùng nộp số liệu của tỉnh {province} cho kỳ {period}."
    en = "Two tenants ({tenants}) report {period} for province {province}."


class PartDoesNotAddUp(Refusal):
    """A part's figures contradict each other."""

    code = "PART_DOES_NOT_ADD_UP"
    vi = "Số liệu kỳ {period} của tỉnh {province} không khớp: {problem_vi}."
    en = "The part of {province} for {period} does not add up: {problem_en}."


class NotProtected(Refusal):
    """An attacker would learn a hidden figure, so nothing is published."""

    code = "RELEASE_NOT_PROTECTED"
    vi = "Không công bố kỳ {period}: bảng «{system}» còn {cells} ô có thể bị suy ra."
    en = "{period} is not released: {cells} figures of '{system}' could be computed."


class NotReleased(Refusal):
    """There is no such release."""

    code = "NOT_RELEASED"
    vi = "Kỳ {period} chưa được công bố."
    en = "{period} has not been released."


class NoMinistry(Refusal):
    """Scopes are of ministries."""

    code = "NO_MINISTRY"
    vi = "Không có bộ, ngành «{name}»."
    en = "There is no ministry '{name}'."


class UnknownScope(Refusal):
    """A scope names members of the releases' dimensions."""

    code = "UNKNOWN_SCOPE_MEMBER"
    vi = "Phạm vi có mã không tồn tại: {codes}."
    en = "The scope has codes that do not exist: {codes}."
