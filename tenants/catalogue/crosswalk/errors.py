"""Why a crosswalk is refused."""

from kernel.errors import Refusal


class CrosswalkKind(Refusal):
    """Not a kind of crosswalk."""

    code = "CROSSWALK_KIND"
    vi = "Bảng chuyển đổi là của job_position (vị trí việc làm) hoặc work_item (đầu việc)."
    en = "A crosswalk is of job_position or of work_item."


class CrosswalkApplied(Refusal):
    """An applied crosswalk never changes."""

    code = "CROSSWALK_APPLIED"
    vi = "Bảng chuyển đổi đã áp dụng, không sửa được nữa."
    en = "The crosswalk has been applied and never changes."


class CrosswalkIncomplete(Refusal):
    """A record of the old catalogue has no fate."""

    code = "CROSSWALK_INCOMPLETE"
    vi = "Còn {count} mục chưa có trong bảng chuyển đổi, trước hết là {first}."
    en = "{count} records have no line in the crosswalk, {first} first."


class CrosswalkPosts(Refusal):
    """Somebody still holds a position that ends without another."""

    code = "CROSSWALK_POSTS"
    vi = "Còn {count} người giữ vị trí sẽ kết thúc mà không có vị trí thay thế."
    en = "{count} posts are held of positions that end without another."


class CrosswalkPast(Refusal):
    """A crosswalk takes effect on a day to come."""

    code = "CROSSWALK_PAST"
    vi = "Bảng chuyển đổi chỉ áp dụng từ một ngày sau hôm nay; việc đã ghi giữ nguyên đầu việc cũ."
    en = "A crosswalk takes effect after today; work that was logged keeps its item."


class CrosswalkText(Refusal):
    """Title and document are given, and not too long."""

    code = "CROSSWALK_TEXT"
    vi = "Hãy ghi tên bảng và số văn bản, mỗi mục tối đa {most} ký tự."
    en = "Give a title and a document number, of {most} characters at most each."
