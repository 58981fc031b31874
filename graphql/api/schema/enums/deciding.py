"""Closed lists about decisions, the quota, petitions and notices."""

from enum import Enum

import strawberry


@strawberry.enum(description="Class of a person in a period (mức xếp loại).")
class EvaluationClass(Enum):
    """From excellent to not completed: hoàn thành xuất sắc, hoàn thành tốt, hoàn thành, không hoàn thành."""

    HTXS = "HTXS"
    HTT = "HTT"
    HT = "HT"
    KHT = "KHT"


@strawberry.enum(description="Side of the quota on which a candidate for HTXS stands.")
class QuotaSide(Enum):
    """Within the seats, or beyond them."""

    WITHIN = "within"
    BEYOND = "beyond"


@strawberry.enum(description="The rule that placed a candidate on that side.")
class QuotaRule(Enum):
    """The order, the published rule among equals, a tie nobody breaks, the agency's own seats, or no seat at all."""

    ORDER = "order"
    TIE_BREAK = "tie_break"
    TIED = "tied"
    AGENCY = "agency"
    AGENCY_TIED = "agency_tied"
    NO_SEAT = "no_seat"


@strawberry.enum(description="What became of a petition (kiến nghị).")
class PetitionOutcome(Enum):
    """The decision stays, another one replaces it, or the person took the petition back."""

    UPHELD = "upheld"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@strawberry.enum(description="How a petition is answered.")
class PetitionAnswer(Enum):
    """The decision stays, or another one replaces it."""

    UPHELD = "upheld"
    CHANGED = "changed"


@strawberry.enum(description="What a person is told of.")
class NoticeAbout(Enum):
    """A first decision, one that replaces it, or an answer that leaves it as it is."""

    DECIDED = "decided"
    REPLACED = "replaced"
    ANSWERED = "answered"


@strawberry.enum(description="Why a person is not ranked in a period (không xếp loại).")
class NotRankedReason(Enum):
    """Said by the agency's head; LEFT is the program's own: the period evaluates the person no more."""

    MATERNITY = "maternity"
    LONG_LEAVE = "long_leave"
    TRAINING = "training"
    JOINED_LATE = "joined_late"
    OTHER = "other"
    LEFT = "left"


@strawberry.enum(description="Reasons an agency's head may give for not ranking a person.")
class NotRankedGiven(Enum):
    """Maternity, long leave, training, joining late, or something else told in the note."""

    MATERNITY = "maternity"
    LONG_LEAVE = "long_leave"
    TRAINING = "training"
    JOINED_LATE = "joined_late"
    OTHER = "other"
