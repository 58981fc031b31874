"""Why an archive is not made, not accepted, or a tenant not restored or erased."""

from kernel.errors import Refusal


class NotAnArchive(Refusal):
    """The file is not an archive of a tenant, or not a whole one."""

    code = "NOT_AN_ARCHIVE"
    vi = "Tệp không phải bản lưu trữ của một đơn vị sử dụng, hoặc không còn nguyên vẹn: {what}."
    en = "The file is not a tenant's archive, or not a whole one: {what}."


class ArchiveSealed(Refusal):
    """The archive is sealed and no key was given."""

    code = "ARCHIVE_SEALED"
    vi = "Bản lưu trữ được niêm phong; hãy chỉ tệp khóa bí mật của đơn vị bằng --identity."
    en = "The archive is sealed; name the file of the tenant's secret key with --identity."


class HashDiffers(Refusal):
    """A part of the archive is not what its manifest says."""

    code = "ARCHIVE_HASH_DIFFERS"
    vi = "Mã băm của {part} trong bản lưu trữ không đúng với bản kê."
    en = "The hash of {part} in the archive is not the one in its manifest."


class RootDiffers(Refusal):
    """The archive is not the one whose root hash was told."""

    code = "ARCHIVE_ROOT_DIFFERS"
    vi = "Mã gốc của bản lưu trữ là {found}, không phải {expected}."
    en = "The root of the archive is {found}, not {expected}."


class SchemaNewer(Refusal):
    """The archive was made by a newer program."""

    code = "ARCHIVE_SCHEMA_NEWER"
    vi = "Bản lưu trữ ở cấu trúc {found}, mới hơn cấu trúc {expected} của cơ sở dữ liệu này. Hãy nâng cấp trước."
    en = "The archive is of schema {found}, newer than this database's {expected}. Upgrade first."


class SchemaOlder(Refusal):
    """The archive was made by an older program."""

    code = "ARCHIVE_SCHEMA_OLDER"
    vi = "Bản lưu trữ ở cấu trúc {found}, cũ hơn {expected}. Hãy nhập vào bản phát hành cũ, nâng cấp rồi xuất lại."
    en = "The archive is of schema {found}, older than {expected}. Import it at its release, upgrade, and export again."


class TenantExists(Refusal):
    """A tenant of that short name is here, or was."""

    code = "TENANT_EXISTS"
    vi = "Tên viết tắt {slug} đã có hoặc từng có ở hệ thống này; bản lưu trữ không ghi đè lên đơn vị nào."
    en = "The short name {slug} is or was in use here; an archive is never written over a tenant."


class OtherTenant(Refusal):
    """The archive is of another tenant than the one to restore."""

    code = "ARCHIVE_OF_OTHER_TENANT"
    vi = "Bản lưu trữ là của {found}, không phải {expected}."
    en = "The archive is of {found}, not {expected}."


class FileLost(Refusal):
    """Object storage does not hold a file the database knows, or holds another one."""

    code = "EVIDENCE_FILE_LOST"
    vi = "Kho tệp thiếu hoặc giữ sai nội dung của {count} tệp minh chứng, trước hết là {first}; chưa xuất gì."
    en = "Storage lacks or has otherwise {count} files of evidence, {first} first; nothing was exported."


class NoRecipient(Refusal):
    """The tenant has confirmed no key to seal archives for."""

    code = "NO_ARCHIVE_KEY"
    vi = "Đơn vị chưa có khóa lưu trữ được hai quản trị viên xác nhận, nên không niêm phong được bản lưu trữ nào."
    en = "Two administrators of the tenant have confirmed no archive key yet, so nothing can be sealed for it."


class NeedsSecondPerson(Refusal):
    """Who asked cannot confirm."""

    code = "ARCHIVE_SECOND_PERSON"
    vi = "Việc xuất toàn bộ dữ liệu phải do một quản trị viên khác xác nhận."
    en = "An archive of everything is confirmed by another administrator than the one who asked."


class RunSettled(Refusal):
    """The request was answered already."""

    code = "ARCHIVE_SETTLED"
    vi = "Yêu cầu này đã được giải quyết."
    en = "The request has been settled already."


class RunOpen(Refusal):
    """Another request waits."""

    code = "ARCHIVE_WAITING"
    vi = "Đã có một yêu cầu lưu trữ đang chờ xác nhận hoặc đang thực hiện."
    en = "A request for an archive waits for confirmation or is being made."


class ReasonMissing(Refusal):
    """An archive of everything is asked for with a reason."""

    code = "ARCHIVE_REASON"
    vi = "Hãy nêu lý do, tối đa {most} ký tự."
    en = "Give a reason, of {most} characters at most."


class NotClosing(Refusal):
    """Only a tenant that is closing is erased."""

    code = "TENANT_NOT_CLOSING"
    vi = "{slug} chưa ở trạng thái đang rời đi."
    en = "{slug} is not closing."


class AlreadyClosing(Refusal):
    """The tenant is leaving already."""

    code = "TENANT_CLOSING_ALREADY"
    vi = "{slug} đã ở trạng thái đang rời đi từ trước."
    en = "{slug} is closing already."


class KeepLonger(Refusal):
    """Logs are kept at least so long."""

    code = "RETENTION_TOO_SHORT"
    vi = "Dữ liệu phải được giữ ít nhất {months} tháng sau khi đóng."
    en = "Data are kept for at least {months} months after closing."


class StillKept(Refusal):
    """The time of keeping is not over."""

    code = "RETENTION_NOT_OVER"
    vi = "Dữ liệu của {slug} phải được giữ đến hết ngày {day}."
    en = "The data of {slug} are kept until the end of {day}."


class NotHandedOver(Refusal):
    """The last archive was not handed over, or is another one."""

    code = "ARCHIVE_NOT_HANDED_OVER"
    vi = "Chưa ghi nhận bàn giao bản lưu trữ có mã gốc này cho {slug}."
    en = "No archive of that root is on record as handed over for {slug}."


class TracesLeft(Refusal):
    """Something of the tenant is still there after erasing; nothing was committed."""

    code = "TRACES_LEFT"
    vi = "Vẫn còn dấu vết của đơn vị ở: {places}. Chưa có gì được ghi nhận."
    en = "Traces of the tenant are left in: {places}. Nothing was committed."


class NoSuchTenant(Refusal):
    """No tenant goes by that short name."""

    code = "NO_SUCH_TENANT"
    vi = "Không có đơn vị sử dụng nào tên viết tắt là {slug}."
    en = "There is no tenant of the short name {slug}."


class OwnerNeeded(Refusal):
    """The command removes or writes whole tenants, which only the owner of the schema may."""

    code = "OWNER_ADDRESS_NEEDED"
    vi = "Lệnh này cần DATABASE_OWNER_URL: vai trò của chương trình không được xóa nhật ký."
    en = "This command needs DATABASE_OWNER_URL: the program's role may not remove a trail."
