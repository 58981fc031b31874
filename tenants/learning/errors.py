"""Why a draft is not made from a proposal."""

from kernel.errors import Refusal


class NothingProposed(Refusal):
    """The evidence does not propose another norm for this work item."""

    code = "NOTHING_PROPOSED"
    vi = "Không có đề xuất định mức nào cho đầu việc này."
    en = "No other norm is proposed for this work item."


class ProposalChanged(Refusal):
    """Norms were learned anew since the proposal was read."""

    code = "PROPOSAL_CHANGED"
    vi = "Đề xuất đã thay đổi: hiện nay là {minutes} phút. Hãy xem lại rồi quyết định."
    en = "The proposal has changed: it is {minutes} minutes now. Look at it again before you decide."
