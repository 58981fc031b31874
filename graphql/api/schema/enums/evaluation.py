"""Closed lists about periods and sheets."""

from enum import Enum

import strawberry


@strawberry.enum(description="How far a person's sheet of a period has come.")
class SheetStatus(Enum):
    """Open, scored by the person, with the superior's opinion, decided."""

    OPEN = "open"
    SELF_SCORED = "self_scored"
    OPINED = "opined"
    DECIDED = "decided"


@strawberry.enum(description="What regulations count a person as: staff, head (người đứng đầu) or deputy (cấp phó).")
class Standing(Enum):
    """Staff, leader or deputy."""

    STAFF = "staff"
    LEADER = "leader"
    DEPUTY = "deputy"


@strawberry.enum(description="State of a condition beside the points.")
class ConditionState(Enum):
    """It holds, it does not, or a person must say."""

    MET = "met"
    NOT_MET = "not_met"
    NEEDS_PERSON = "needs_person"


@strawberry.enum(description="Which entries stand behind a figure of a sheet.")
class Behind(Enum):
    """All that count, or those not accepted in full, late, or failed."""

    ALL = "all"
    UNDONE = "undone"
    LATE = "late"
    FAILED = "failed"


@strawberry.enum(description="A step on a sheet that has a deadline.")
class SheetStep(Enum):
    """The self score, the superior's opinion, the decision."""

    SELF_SCORE = "self_score"
    OPINION = "opinion"
    DECISION = "decision"


@strawberry.enum(description="A step on somebody else's sheet that the caller may have to take.")
class SheetTurn(Enum):
    """The direct superior's opinion, the head's decision."""

    OPINION = "opinion"
    DECISION = "decision"


@strawberry.enum(description="What a discipline record rests on.")
class DisciplineGround(Enum):
    """Service discipline, concluded degradation, or corruption and waste in the unit led."""

    SERVICE = "service"
    DEGRADATION = "degradation"
    UNIT_WRONGDOING = "unit_wrongdoing"


@strawberry.enum(description="Form of a discipline (hình thức kỷ luật); a conclusion has none of these.")
class DisciplineForm(Enum):
    """From criticism up; from reprimand (khiển trách) on it decides the class."""

    CRITICISM = "criticism"
    REPRIMAND = "reprimand"
    WARNING = "warning"
    PAY_CUT = "pay_cut"
    DEMOTION = "demotion"
    REMOVAL = "removal"
    DISMISSAL = "dismissal"
    CONCLUSION = "conclusion"


@strawberry.enum(description="What a person is evaluated over.")
class PeriodKind(Enum):
    """A month, a quarter, or a year."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@strawberry.enum(description="How far an evaluation period has come.")
class PeriodStatus(Enum):
    """Planned, open from its first day, closed with its inputs frozen, finished when every sheet is decided."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    FINISHED = "finished"
