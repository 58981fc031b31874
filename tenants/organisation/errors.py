"""Why the organisation refuses."""

from kernel.errors import Refusal


class BadPin(Refusal):
    """Not a personal identification number (số định danh cá nhân)."""

    code = "BAD_PIN"
    vi = "Số định danh cá nhân phải có 12 chữ số, ba số đầu là mã tỉnh nơi đăng ký khai sinh, số thứ tư từ 0 đến 3."
    en = "A personal identification number has 12 digits: a province of birth, a century and gender digit 0 to 3."


class PinDisagrees(Refusal):
    """The number says another year of birth or gender than the person's record."""

    code = "PIN_DISAGREES"
    vi = "Số định danh cá nhân không khớp với {field}."
    en = "The personal identification number disagrees with {field_en}."


class PinTaken(Refusal):
    """Somebody of this tenant already has the number."""

    code = "PIN_TAKEN"
    vi = "Số định danh cá nhân này đã có trong danh sách cán bộ."
    en = "A person with this identification number is already listed."


class MissingText(Refusal):
    """A name, code or number of a document is empty."""

    code = "MISSING_TEXT"
    vi = "Không được để trống {field}."
    en = "{field_en} must not be empty."


class UnitCodeTaken(Refusal):
    """Another unit of this tenant has the code."""

    code = "UNIT_CODE_TAKEN"
    vi = "Mã đơn vị {name} đã được dùng."
    en = "The unit code {name} is already in use."


class UnitNotOpen(Refusal):
    """The unit is not open on that day."""

    code = "UNIT_NOT_OPEN"
    vi = "Đơn vị chưa mở hoặc đã đóng vào ngày {day}."
    en = "The unit is not open on {day}."


class UnitChangedLater(Refusal):
    """The tree is changed in the order of time: something later is already recorded."""

    code = "UNIT_CHANGED_LATER"
    vi = "Đơn vị đã có thay đổi ghi nhận từ ngày {day}; hãy chọn ngày không sớm hơn."
    en = "A change of the unit from {day} is already recorded; choose a day not before it."


class UnitInOwnBranch(Refusal):
    """A unit cannot be put below itself."""

    code = "UNIT_IN_OWN_BRANCH"
    vi = "Không thể đưa đơn vị vào bên trong chính nó."
    en = "A unit cannot be placed inside itself."


class RootStays(Refusal):
    """The root of the tree is neither moved, merged nor closed."""

    code = "ROOT_STAYS"
    vi = "Không thể chuyển, sáp nhập hay đóng đơn vị gốc."
    en = "The root unit cannot be moved, merged or closed."


class UnitNotEmpty(Refusal):
    """People or units are still in it."""

    code = "UNIT_NOT_EMPTY"
    vi = "Đơn vị còn {units} đơn vị trực thuộc và {posts} vị trí đang giữ; hãy chuyển hoặc sáp nhập trước khi đóng."
    en = "{units} units and {posts} appointments are still in the unit; move or merge them before closing it."


class UnknownCommune(Refusal):
    """The province has no commune with that official code."""

    code = "UNKNOWN_COMMUNE"
    vi = "Tỉnh không có đơn vị hành chính cấp xã mang mã {name}."
    en = "The province has no commune with the code {name}."


class UnknownRole(Refusal):
    """Not a role of the cadre hierarchy."""

    code = "UNKNOWN_ROLE"
    vi = "Không có vai trò {name}."
    en = "There is no role {name}."


class BadDates(Refusal):
    """A time that ends before it begins, or lies outside what it belongs to."""

    code = "BAD_DATES"
    vi = "Thời gian không hợp lệ: ngày kết thúc phải sau ngày bắt đầu và nằm trong thời gian giữ vị trí."
    en = "The dates are not valid: the end must come after the start, within the time the post is held."


class BadWeight(Refusal):
    """The weight of a post lies outside its range."""

    code = "BAD_WEIGHT"
    vi = "Tỷ trọng của vị trí phải lớn hơn 0 và không quá 1, tối đa ba chữ số thập phân."
    en = "The weight of a post is above 0 and at most 1, with three decimals at most."


class PrimaryHeld(Refusal):
    """A person holds one primary post at a time."""

    code = "PRIMARY_HELD"
    vi = "Trong thời gian này người này đã giữ một vị trí chính; hãy kết thúc vị trí đó hoặc ghi là kiêm nhiệm."
    en = "This person already holds a primary post at that time; end it, or record this one as concurrent."


class UnitHasHead(Refusal):
    """A unit has one head at a time."""

    code = "UNIT_HAS_HEAD"
    vi = "Trong thời gian này đơn vị đã có người đứng đầu."
    en = "The unit already has a head at that time."


class AppointmentEnded(Refusal):
    """The post has ended by that day."""

    code = "APPOINTMENT_ENDED"
    vi = "Vị trí đã kết thúc từ ngày {day}."
    en = "The appointment has already ended on {day}."


class NotALeader(Refusal):
    """The post is none from which others are led."""

    code = "NOT_A_LEADER"
    vi = "Vị trí này không phải vị trí lãnh đạo, quản lý."
    en = "This appointment is not one of a leader."


class RanksNobody(Refusal):
    """Only the head of an agency ranks, so only that post can let another rank."""

    code = "RANKS_NOBODY"
    vi = "Chỉ người đứng đầu cơ quan mới ủy quyền quyết định xếp loại được."
    en = "Only the head of an agency can delegate deciding on classes."


class LeaderCircle(Refusal):
    """Two people would lead each other, or one themselves."""

    code = "LEADER_CIRCLE"
    vi = "Không thể phân công: người này sẽ là lãnh đạo trực tiếp của chính mình hoặc của cấp trên mình."
    en = "This would make somebody the direct leader of themselves or of their own leader."


class DelegationInPast(Refusal):
    """A delegation gives authority from now on, never backwards."""

    code = "DELEGATION_IN_PAST"
    vi = "Ủy quyền phải bắt đầu từ hôm nay ({day}) trở đi."
    en = "A delegation starts today ({day}) or later."


class BadDelegate(Refusal):
    """The one who would act for another holds no post, or is that other."""

    code = "BAD_DELEGATE"
    vi = "Người được ủy quyền phải là người khác và đang giữ một vị trí trong tỉnh vào ngày bắt đầu."
    en = "The delegate must be another person who holds a post on the first day."


class DelegationEnded(Refusal):
    """The delegation has been revoked or has run out."""

    code = "DELEGATION_ENDED"
    vi = "Ủy quyền này đã hết hạn hoặc đã bị thu hồi."
    en = "This delegation has run out or was revoked."
