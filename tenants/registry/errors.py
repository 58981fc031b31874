"""Why the registry refuses."""

from kernel.errors import Refusal


class BadSlug(Refusal):
    """The short name of a tenant is not fit for an address."""

    code = "BAD_SLUG"
    vi = "Tên viết tắt phải gồm 2 đến 60 chữ thường không dấu, chữ số hoặc gạch nối, bắt đầu bằng chữ."
    en = "A slug has 2 to 60 small letters without marks, digits or hyphens, and begins with a letter."


class SlugTaken(Refusal):
    """Another tenant has the short name."""

    code = "SLUG_TAKEN"
    vi = "Tên viết tắt {name} đã được dùng."
    en = "The slug {name} is already taken."


class UnknownKind(Refusal):
    """Not a kind of tenant."""

    code = "UNKNOWN_TENANT_KIND"
    vi = "Không có loại đơn vị sử dụng {name}; chọn province, ministry hoặc platform."
    en = "There is no kind of tenant {name}; choose province, ministry or platform."


class UnknownProvince(Refusal):
    """No province or city has that official code."""

    code = "UNKNOWN_PROVINCE"
    vi = "Không có tỉnh, thành phố nào mang mã {name}. Mã gồm hai chữ số, ví dụ 56 là Khánh Hòa."
    en = "No province has the code {name}. Codes have two digits, such as 56 for Khánh Hòa."


class NotThatProvince(Refusal):
    """Code and name are of two different provinces."""

    code = "PROVINCE_NAME_DISAGREES"
    vi = "Mã {code} là của {official}, không phải {name}."
    en = "The code {code} is that of {official}, not of {name}."


class NoProvince(Refusal):
    """Only provinces carry the code of a province, and they must."""

    code = "PROVINCE_CODE_MISPLACED"
    vi = "Tỉnh, thành phố phải có mã hành chính; các loại khác thì không, và phải có tên."
    en = "A province needs its official code; other kinds have none, and need a name."


class BadSetting(Refusal):
    """A setting lies outside what makes sense."""

    code = "BAD_SETTING"
    vi = "Giá trị phải nằm trong khoảng từ {least} đến {most}."
    en = "The value must lie between {least} and {most}."


class OutsideCalendar(Refusal):
    """The working calendar does not reach that day."""

    code = "OUTSIDE_CALENDAR"
    vi = "Lịch làm việc chưa có ngày {day}."
    en = "The working calendar does not reach {day}."


class TenantMoved(Refusal):
    """The tenant joined another: what was its own is there now, under the same ids."""

    code = "TENANT_MOVED"
    vi = "Đơn vị này đã sáp nhập vào {name}. Hãy đăng nhập lại tại {slug}; mục chưa gửi trên máy vẫn còn và gửi được."
    en = "This organisation joined {name}. Sign in again at {slug}; entries kept on the device can be sent there."
