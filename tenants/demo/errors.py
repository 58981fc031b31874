"""Why a demonstration is not loaded."""

from kernel.errors import Refusal


class UnknownScale(Refusal):
    """Not a size of demonstration."""

    code = "UNKNOWN_SCALE"
    vi = "Không có quy mô {name}; chọn một trong: {known}."
    en = "There is no scale {name}; choose one of: {known}."


class NoUnits(Refusal):
    """The province has communes and nothing else: nobody could be put anywhere."""

    code = "NO_UNITS_TO_FILL"
    vi = "{name} chưa có cơ quan, đơn vị nào để bố trí cán bộ; hãy tạo tỉnh với --units."
    en = "{name} has no units to appoint people in; create the province with --units."


class LogTooShort(Refusal):
    """The demonstration was loaded with fewer days than a quarter."""

    code = "LOG_TOO_SHORT"
    vi = "Nhật ký minh họa của {name} không bắt đầu từ {day}: hãy chạy lệnh này trên một thư mục dữ liệu mới."
    en = "The demonstration of {name} does not reach back to {day}: run this command on a fresh state folder."


class NobodySigns(Refusal):
    """Neither a head nor a deputy of the province holds a post today."""

    code = "NOBODY_SIGNS"
    vi = "Không có người đứng đầu hoặc cấp phó của tỉnh để phê duyệt số liệu."
    en = "The province has neither a head nor a deputy who could approve its statistics."
