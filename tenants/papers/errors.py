"""Why papers are refused."""

from kernel.errors import Refusal


class CannotBeMade(Exception):
    """A paper that cannot be made, because a template is at fault; trying again would not help."""


class NothingToPrint(Refusal):
    """Nobody is ranked in that unit in that period."""

    code = "PAPERS_NOTHING_TO_PRINT"
    vi = "Đơn vị này không có phiếu nào trong kỳ đã chọn."
    en = "This unit has no sheets in that period."


class TooManySheets(Refusal):
    """A run prints a few thousand sheets at most."""

    code = "PAPERS_TOO_MANY"
    vi = "Đơn vị này có {found} phiếu; mỗi lượt in tối đa {most} phiếu. Hãy in theo từng đơn vị bên dưới."
    en = "This unit has {found} sheets and a run prints {most} at most. Print the units below it one by one."


class PrinterBusy(Refusal):
    """Somebody has a few runs at a time."""

    code = "PAPERS_BUSY"
    vi = "Bạn đang có {running} lượt in chưa xong. Hãy đợi hoặc hủy bớt."
    en = "You have {running} unfinished runs. Wait for them, or cancel some."


class FormNotMade(Refusal):
    """Not every paper comes in every file format."""

    code = "PAPERS_FORMAT"
    vi = "Loại giấy tờ này không có ở định dạng đã chọn: Excel chỉ cho bảng tổng hợp, gộp một tệp chỉ cho phiếu PDF."
    en = "This paper is not made in that format: Excel is for summaries only, one merged file for sheets in PDF only."


class MeetingText(Refusal):
    """What is told of a meeting has a limit."""

    code = "PAPERS_MEETING_TEXT"
    vi = "Nội dung này dài quá {most} ký tự."
    en = "This text is longer than {most} characters."


class PrintingEnded(Refusal):
    """A run that has ended cannot be cancelled."""

    code = "PAPERS_RUN_ENDED"
    vi = "Lượt in này đã kết thúc."
    en = "This run has ended already."


class NotPrinted(Refusal):
    """The file of a run is not there: it is not ready, was cancelled, failed, or has expired."""

    code = "PAPERS_NOT_READY"
    vi = "Lượt in này chưa có tệp để tải, hoặc tệp đã hết hạn lưu."
    en = "This run has no file to download: it is not ready, or its file has expired."
