"""Why a demonstration is not loaded."""

from kernel.errors import Refusal


class UnknownScale(Refusal):
    """Not a size of demonstration."""

    code = "UNKNOWN_SCALE"
    vi = "Không có quy mô {name}; chọn một trong: {known}."
    en = "There is no scale {name}; choose one of: {known}."
