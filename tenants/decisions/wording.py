"""Who stands on which side of the quota and why, in Vietnamese and English."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Final, NamedTuple

from tenants.decisions.quota import Group, Line, Proposal, Rule, Side
from tenants.norms.language.numbers import settled
from tenants.norms.procedure import TieBreak

_HUNDREDTH: Final = Decimal("0.01")
_PREFERRED: Final[Mapping[TieBreak, tuple[str, str]]] = {
    "results": ("điểm kết quả cao hơn", "higher task results"),
    "general": ("điểm tiêu chí chung cao hơn", "higher general criteria"),
    "agency": ("cơ quan xem xét", "the agency decides"),
}
_REASONS: Final[Mapping[tuple[Side, Rule], tuple[str, str]]] = {
    ("within", "order"): (
        "{total} điểm, thứ {place} của nhóm; nhóm có {quota} suất ({share} của {pool} người).",
        "{total_en} points, place {place} of the group, which has {quota} seats ({share_en} of {pool} people).",
    ),
    ("within", "tie_break"): (
        "{total} điểm, bằng điểm ở ranh giới; được chọn theo quy tắc: {preferred}.",
        "{total_en} points, equal to others at the border; chosen by the rule: {preferred_en}.",
    ),
    ("beyond", "order"): (
        "{total} điểm, thứ {place} của nhóm; nhóm chỉ có {quota} suất ({share} của {pool} người).",
        "{total_en} points, place {place} of the group, which has only {quota} seats ({share_en} of {pool} people).",
    ),
    ("beyond", "tie_break"): (
        "{total} điểm, bằng điểm ở ranh giới; xếp sau theo quy tắc: {preferred}.",
        "{total_en} points, equal to others at the border; placed behind by the rule: {preferred_en}.",
    ),
    ("beyond", "tied"): (
        "{total} điểm, cùng thứ {place} với {others} người; không đủ suất cho tất cả nên chưa chọn ai, người đứng đầu"
        " quyết định kèm lý do.",
        "{total_en} points, on place {place} together with {others} more; the seats do not reach for all of them, so"
        " none is chosen and the head decides with a reason.",
    ),
    ("beyond", "agency"): (
        "{total} điểm; nhóm còn suất nhưng cả cơ quan chỉ có {agency} suất.",
        "{total_en} points; the group has a seat, but the agency as a whole has only {agency}.",
    ),
    ("beyond", "agency_tied"): (
        "{total} điểm, bằng điểm với người khác ở ranh giới {agency} suất của cơ quan nên chưa chọn ai.",
        "{total_en} points, equal to others at the border of the agency's {agency} seats, so none is chosen.",
    ),
    ("beyond", "no_seat"): (
        "{total} điểm; {share} của {pool} người chưa đủ một suất.",
        "{total_en} points; {share_en} of {pool} people gives no seat.",
    ),
}


class Words(NamedTuple):
    """One thing said in two languages."""

    vi: str
    en: str


def shown(total: Decimal) -> str:
    """A total as people read it: two decimals, cut and never rounded up, so that 89.998 is not read as 90."""
    return f"{settled(total).quantize(_HUNDREDTH, ROUND_DOWN):f}"


def percent(share: Decimal) -> str:
    """A share in hundredths: 20 %, 12.5 %."""
    return f"{(share * 100).normalize():f} %"


def why(line: Line, group: Group, proposal: Proposal, tie_break: TieBreak) -> Words:
    """Why a candidate stands where it stands."""
    preferred = _PREFERRED[tie_break]
    data = {
        "total": shown(line.total).replace(".", ","),
        "total_en": shown(line.total),
        "place": line.place,
        "others": line.equals - 1,
        "quota": group.quota,
        "pool": group.pool,
        "share": percent(proposal.share).replace(".", ","),
        "share_en": percent(proposal.share),
        "agency": proposal.quota,
        "preferred": preferred[0],
        "preferred_en": preferred[1],
    }
    vi, en = _REASONS[line.side, line.rule]
    return Words(vi.format_map(data), en.format_map(data))
