"""Why a tenant is not set up."""

from kernel.errors import Refusal


class UnknownPackage(Refusal):
    """No norm package of that name is shipped with the program for a whole province."""

    code = "UNKNOWN_PACKAGE"
    vi = "Không có gói định mức {name}; chọn một trong: {known}."
    en = "There is no norm package {name}; choose one of: {known}."
