"""The papers as data: every text and number a paper shows, resolved, before anybody chooses a file format."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, TypeAlias


@dataclass(frozen=True)
class Figure:
    """A number: exact, and as papers print it (`89,99` of 89.998333…); empty where there is none."""

    exact: Decimal | None
    text: str


@dataclass(frozen=True)
class Letterhead:
    """The head of an official paper: the body above (or none), the agency, number and sign, place and day.

    `number` is empty where it is still to be given; `day` is written out ("ngày 05 tháng 4 năm 2026").
    """

    above: str
    agency: str
    number: str
    place: str
    day: str


@dataclass(frozen=True)
class Person:
    """Whom a sheet is about, in the post held last in the period."""

    full_name: str
    pin: str
    post: str
    rank: str
    unit: str
    agency: str


@dataclass(frozen=True)
class CriterionLine:
    """A general criterion (tiêu chí chung) with what the person and the superior gave; `depth` 0 is the first level."""

    code: str
    label: str
    highest: Figure
    own: Figure
    superior: Figure
    comment: str
    depth: int


@dataclass(frozen=True)
class Criteria:
    """The tree of general criteria in order of writing, and its sums."""

    lines: tuple[CriterionLine, ...]
    highest: Figure
    own: Figure
    superior: Figure


@dataclass(frozen=True)
class ResultLine:
    """A value the results rest on, one text for each column; `strong` lines are sums."""

    label: str
    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True)
class Results:
    """The results part: its columns (the month, or the months of a quarter and the whole), its lines."""

    columns: tuple[str, ...]
    lines: tuple[ResultLine, ...]


@dataclass(frozen=True)
class Segment:
    """One of several posts held in a period, with its weight and results."""

    post: str
    unit: str
    span: str
    weight: str
    results: Figure


@dataclass(frozen=True)
class PartLine:
    """A period inside a year: its points, its class by points and the class decided."""

    label: str
    general: Figure
    results: Figure
    total: Figure
    class_by_points: str
    decided_class: str


@dataclass(frozen=True)
class ConditionLine:
    """A condition (điều kiện) beside the points: its state in words and what it rests on."""

    label: str
    state: str
    rests_on: str


@dataclass(frozen=True)
class Classes:
    """Points and the three classes that three different authors gave, in words; empty where there is none yet."""

    general: Figure
    results: Figure
    total: Figure
    by_points: str
    proposed: str
    by_superior: str


@dataclass(frozen=True)
class Comments:
    """What the person and the direct superior wrote."""

    own: str
    superior: str
    superior_name: str


@dataclass(frozen=True)
class Ruling:
    """The decision that stands: class in words, number and day, who decided and as what, and what it replaces.

    `content_hash` is the SHA-256 by which the system confirms the decision; `code` its QR code, one text of 0 and 1
    for each row.
    """

    class_name: str
    number: str
    day: str
    by: str
    reason: str
    replaces: str
    content_hash: str
    code: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    """A place to sign: the title, a hint below it, the name where it is known."""

    title: str
    hint: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PersonPaper:
    """What both papers about one person show; `made_on` dates the file, `notes` are the small print."""

    letterhead: Letterhead
    period: str
    span: str
    person: Person
    classes: Classes
    conditions: tuple[ConditionLine, ...]
    comments: Comments
    not_ranked: str
    ruling: Ruling | None
    signatures: tuple[Signature, ...]
    notes: tuple[str, ...]
    made_on: date


@dataclass(frozen=True, kw_only=True)
class SheetPaper(PersonPaper):
    """A month's or quarter's sheet (phiếu theo dõi, đánh giá, Mẫu 01)."""

    kind: ClassVar[str] = "sheet"
    criteria: Criteria | None
    results: Results
    segments: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True)
class AnnualPaper(PersonPaper):
    """A year's sheet (Mẫu 02): what the year was computed from, in words and in lines, and what these warn of."""

    kind: ClassVar[str] = "annual"
    computed_from: str
    parts: tuple[PartLine, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class SummaryLine:
    """A person in a unit's summary; classes are short (HTXS, HTT, HT, KHT), `note` says why somebody is not ranked."""

    number: int
    full_name: str
    post: str
    unit: str
    general: Figure
    results: Figure
    total: Figure
    by_points: str
    proposed: str
    decided: str
    not_ranked: bool
    note: str


@dataclass(frozen=True)
class ClassCount:
    """How many have a class, and the share of those ranked."""

    code: str
    name: str
    count: int
    share: str


@dataclass(frozen=True)
class QuotaLine:
    """A group with similar duties: those counted, the share, how many HTXS it allows, how many were decided."""

    group: str
    pool: int
    share: str
    quota: int
    used: int


@dataclass(frozen=True, kw_only=True)
class ListPaper:
    """What both papers about a unit show."""

    letterhead: Letterhead
    period: str
    span: str
    unit: str
    lines: tuple[SummaryLine, ...]
    counts: tuple[ClassCount, ...]
    quotas: tuple[QuotaLine, ...]
    signatures: tuple[Signature, ...]
    notes: tuple[str, ...]
    made_on: date


@dataclass(frozen=True, kw_only=True)
class SummaryPaper(ListPaper):
    """The unit's summary table (bảng tổng hợp kết quả)."""

    kind: ClassVar[str] = "summary"


@dataclass(frozen=True)
class Meeting:
    """What only those who met can say; every part may be empty and is then left to be filled in by hand."""

    held_at: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    discussion: str = ""
    conclusion: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutesPaper(ListPaper):
    """The minutes of the evaluation meeting (biên bản họp đánh giá)."""

    kind: ClassVar[str] = "minutes"
    meeting: Meeting


Paper: TypeAlias = SheetPaper | AnnualPaper | SummaryPaper | MinutesPaper
