"""The closed lists of the schema; values are the texts the domain keeps."""

from enum import Enum

import strawberry


@strawberry.enum(description="How far an entry of the log has come.")
class EntryStatus(Enum):
    """Draft, waiting for the leader, returned with a reason, or verified."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"


@strawberry.enum(description="Quality level (mức chất lượng) a leader gives; what each is worth stands in the norms.")
class Quality(Enum):
    """From excellent to not accepted."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    REJECTED = "rejected"


@strawberry.enum(description="Why an entry is returned to its author (lý do trả lại).")
class ReturnReason(Enum):
    """What is wrong with it; OTHER is said in words."""

    MISSING_PRODUCT = "missing_product"
    WRONG_ITEM = "wrong_item"
    WRONG_QUANTITY = "wrong_quantity"
    WRONG_COMPLEXITY = "wrong_complexity"
    DUPLICATE = "duplicate"
    OTHER = "other"


@strawberry.enum(description="Why an entry deserves a look before it is verified.")
class InboxFlagCode(Enum):
    """Like another entry, without a product, beyond norm or usual, or late; LATE_SENT is written in time, sent late."""

    SAME_DOCUMENT = "same_document"
    SAME_FILE = "same_file"
    SAME_WORK = "same_work"
    NO_PRODUCT = "no_product"
    OVER_USUAL = "over_usual"
    OVER_NORM = "over_norm"
    DAY_OVER = "day_over"
    COMPLEXITY = "complexity"
    LATE_LOG = "late_log"
    DUE_PASSED = "due_passed"
    LATE_SENT = "late_sent"


@strawberry.enum(description="Which deduction is waived for an objective cause (nguyên nhân khách quan).")
class WaiverKind(Enum):
    """A failed quality review, or a delay."""

    QUALITY = "quality"
    PROGRESS = "progress"


@strawberry.enum(description="State of an assigned task (việc giao).")
class TaskStatus(Enum):
    """Open until it is done or cancelled."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@strawberry.enum(description="How an assigned task is closed.")
class TaskOutcome(Enum):
    """A cancelled task no longer counts as assigned."""

    DONE = "done"
    CANCELLED = "cancelled"


@strawberry.enum(description="Task group (nhóm nhiệm vụ): A leadership, B professional, C of one unit, D other.")
class TaskGroup(Enum):
    """A, B and D are common to the province."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


@strawberry.enum(description="Group of job positions (nhóm vị trí việc làm).")
class PositionGroup(Enum):
    """Leadership, specialised professional, shared professional, support."""

    LEADERSHIP = "leadership"
    PROFESSIONAL = "professional"
    SHARED = "shared"
    SUPPORT = "support"


@strawberry.enum(description="State of a version in the catalogue.")
class VersionStatus(Enum):
    """Drafted, approved from a day, or superseded by the next."""

    DRAFT = "draft"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


@strawberry.enum(description="What may happen to a unit that is described before it is done.")
class UnitChangeKind(Enum):
    """Put below another, merged into another, closed."""

    MOVE = "move"
    MERGE = "merge"
    CLOSE = "close"


@strawberry.enum(description="Role of a post in the cadre hierarchy; each leading role holds what those below it hold.")
class Role(Enum):
    """From cadre to head of the province."""

    CADRE = "cadre"
    DIVISION_DEPUTY = "division_deputy"
    DIVISION_HEAD = "division_head"
    AGENCY_DEPUTY = "agency_deputy"
    AGENCY_HEAD = "agency_head"
    PROVINCE_DEPUTY = "province_deputy"
    PROVINCE_HEAD = "province_head"


@strawberry.enum(description="Role of an office account, held beside or instead of a post.")
class OfficeRole(Enum):
    """Administrator of a tenant, analyst of a ministry, operator of the platform."""

    TENANT_ADMIN = "tenant_admin"
    MINISTRY_ANALYST = "ministry_analyst"
    OPERATOR = "operator"


@strawberry.enum(description="Gender as the personal identification number tells it.")
class Gender(Enum):
    """Male or female."""

    MALE = "male"
    FEMALE = "female"


@strawberry.enum(description="Staff type: civil servant (công chức) or public employee (viên chức).")
class StaffType(Enum):
    """By the law that governs the post's holder."""

    CIVIL_SERVANT = "civil_servant"
    PUBLIC_EMPLOYEE = "public_employee"


@strawberry.enum(description="Highest qualification (trình độ): above, at, below a university degree, or another.")
class Qualification(Enum):
    """As the personnel file says it."""

    POSTGRADUATE = "postgraduate"
    GRADUATE = "graduate"
    COLLEGE = "college"
    OTHER = "other"


@strawberry.enum(description="Length of the periods that sums are asked for.")
class Grain(Enum):
    """Day, month or quarter."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"


@strawberry.enum(description="Life of a norm package (gói định mức).")
class PackageStatus(Enum):
    """Drafted, tried out by some units, the law of named corrections only, in force from a day, followed by another."""

    DRAFT = "draft"
    PILOT = "pilot"
    CORRECTIVE = "corrective"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@strawberry.enum(description="What became of a part of a norm package.")
class NormChangeKind(Enum):
    """It is new, gone, or says something else."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@strawberry.enum(description="Who supplies a fact of the province's own (dữ liệu riêng).")
class FactOrigin(Enum):
    """The work item, the job position, or the leader when verifying."""

    ITEM = "item"
    POSITION = "position"
    VERIFICATION = "verification"


@strawberry.enum(description="What the value of a fact of the province's own is.")
class FactKind(Enum):
    """A number in a range, one of some keys, or yes and no."""

    NUMBER = "number"
    KEY = "key"
    BOOLEAN = "boolean"


@strawberry.enum(description="How far a run of the norm lab has come.")
class LabStatus(Enum):
    """Waiting, running, and the three ends."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@strawberry.enum(description="Periods of the norm lab.")
class LabGrain(Enum):
    """A person's month, or a whole quarter."""

    MONTH = "month"
    QUARTER = "quarter"


@strawberry.enum(description="What verified entries propose for a time norm.")
class ProposalOutcome(Enum):
    """To change it, to leave it, or nothing: too few entries, or times too different."""

    RAISE = "raise"
    LOWER = "lower"
    KEEP = "keep"
    TOO_FEW = "too_few"
    TOO_SPREAD = "too_spread"


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


@strawberry.enum(description="What a hash on a paper stands for.")
class HashState(Enum):
    """A decision that stands, one replaced since, or none of this province."""

    STANDING = "standing"
    REPLACED = "replaced"
    UNKNOWN = "unknown"


@strawberry.enum(description="Which papers a run prints.")
class PaperKind(Enum):
    """A sheet for each person (Mẫu 01, of a year Mẫu 02), the unit's summary table, the minutes of its meeting."""

    SHEETS = "sheets"
    SUMMARY = "summary"
    MINUTES = "minutes"


@strawberry.enum(description="File format of papers.")
class PaperFormat(Enum):
    """PDF/A, Word, and Excel for summaries."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


@strawberry.enum(description="How far a run that prints papers has come.")
class PaperRunStatus(Enum):
    """Waiting, running, the three ends, and done so long ago that its file was removed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    EXPIRED = "expired"


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


@strawberry.enum(description="Kind of tenant.")
class TenantKind(Enum):
    """A province, a ministry, the platform's operators, or the training twin of a province."""

    PROVINCE = "province"
    TRAINING = "training"
    MINISTRY = "ministry"
    PLATFORM = "platform"


@strawberry.enum(description="What the national template did to a record.")
class TemplateChange(Enum):
    """Added, changed or withdrew it."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@strawberry.enum(description="Kind of record that the national template keeps.")
class TemplateKind(Enum):
    """Competency, job position or work item."""

    COMPETENCY = "competency"
    JOB_POSITION = "job_position"
    WORK_ITEM = "work_item"


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
