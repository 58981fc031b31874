"""What joining looks like in the schema: waves, the checklist, training mode, a new province."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Self
from uuid import UUID

import strawberry

from tenants.onboarding import checklist
from tenants.onboarding.checks import CHECKS


@strawberry.enum(description="What a province may lack before it goes live.")
class GapCode(Enum):
    """The codes of the checks, in their order."""

    UNITS_WITHOUT_HEAD = "UNITS_WITHOUT_HEAD"
    NO_PEOPLE = "NO_PEOPLE"
    PEOPLE_WITHOUT_POST = "PEOPLE_WITHOUT_POST"
    POSTS_WITHOUT_POSITION = "POSTS_WITHOUT_POSITION"
    PEOPLE_WITHOUT_ACCOUNT = "PEOPLE_WITHOUT_ACCOUNT"
    ACCOUNTS_NEVER_USED = "ACCOUNTS_NEVER_USED"
    POSITIONS_WITHOUT_ITEMS = "POSITIONS_WITHOUT_ITEMS"
    ITEMS_WITHOUT_NORM = "ITEMS_WITHOUT_NORM"
    NO_PACKAGE = "NO_PACKAGE"
    NO_PERIOD = "NO_PERIOD"
    NO_CALENDAR = "NO_CALENDAR"
    ONE_ADMINISTRATOR = "ONE_ADMINISTRATOR"
    NO_BREAK_GLASS = "NO_BREAK_GLASS"
    UNITS_WITHOUT_WAVE = "UNITS_WITHOUT_WAVE"


@strawberry.type(description="A unit, a person, an account, a job position or a work item that lacks something.")
class Lacking:
    """What the code of the gap is about."""

    id: UUID
    label: str


@strawberry.type(description="A check before going live: how many it found; 0 means that nothing is missing.")
class Gap:
    """Counts only, as operators see it."""

    code: GapCode
    count: int


@strawberry.type(description="A check before going live, with the first twenty it found.")
class Finding(Gap):
    """As the province's administrator sees it."""

    text: str = strawberry.field(description="In Vietnamese.")
    text_en: str
    blocking: bool = strawberry.field(description="Whether going live without it fails somebody.")
    who: list[Lacking]

    @classmethod
    def of(cls, found: checklist.Finding) -> Self:
        """What was found, in the schema's shape."""
        return cls(
            code=GapCode[found.check.code],
            count=found.count,
            text=found.check.vi,
            text_en=found.check.en,
            blocking=found.check.blocking,
            who=[Lacking(id=one.id, label=one.label) for one in found.who],
        )


def gaps_of(counts: Sequence[int] | None) -> list[Gap]:
    """The counts an operator reads, by the codes of the checks in whose order they were written."""
    return [Gap(code=GapCode[check.code], count=count) for check, count in zip(CHECKS, counts or (), strict=False)]


@strawberry.type(description="A unit that a wave names; it stands for its branch.")
class WaveUnit:
    """With the people of the branch for whom that wave counts."""

    id: UUID
    name: str
    people: int


@strawberry.type(description="A wave of the roll-out (đợt triển khai).")
class RolloutWave:
    """From its first day on its people are expected to log."""

    id: UUID
    name: str
    starts_on: date
    begun: bool
    people: int
    units: list[WaveUnit]


@strawberry.type(description="The roll-out: its waves by first day, and who waits for none. No waves: everybody began.")
class Rollout:
    """Head counts by primary posts."""

    waves: list[RolloutWave]
    people: int
    waiting_people: int
    waiting_units: list[WaveUnit]


@strawberry.type(description="What a planned wave would do.")
class WavePreview:
    """Nothing is kept."""

    coverage: Rollout
    moved: int = strawberry.field(description="People whose first day would change.")


@strawberry.type(description="A training twin (bản tập dượt) that is open.")
class Training:
    """Copies of the province made at a moment, to practise on until the end of a day."""

    ends_on: date
    opened_at: datetime


@strawberry.type(description="Whether I am expected to log, and where I may practise.")
class RolloutStanding:
    """Of today."""

    expected: bool
    starts_on: date | None = strawberry.field(description="My first day; null where no wave says one.")
    practising: bool = strawberry.field(description="Whether this is the training twin.")
    training: Training | None


@strawberry.input(description="A wave: its units stand for their branches, but for branches another wave names below.")
class PlanWaveInput:
    """What to plan."""

    name: str
    starts_on: date
    unit_ids: list[UUID]


@strawberry.input(description="A wave as it should be.")
class ChangeWaveInput(PlanWaveInput):
    """Which one, and how."""

    wave_id: UUID


@strawberry.input(description="A wave.")
class DropWaveInput:
    """Which one."""

    wave_id: UUID


@strawberry.input(description="Training mode until the end of a day; open already, the copies are made anew.")
class OpenTrainingInput:
    """Until when."""

    ends_on: date


@strawberry.input(description="Another end of training mode.")
class MoveTrainingEndInput:
    """Until when."""

    ends_on: date


@strawberry.input(description="An account whose holder chooses a first password.")
class InviteInput:
    """Which one."""

    account_id: UUID


@strawberry.type(description="What the holder of an account is handed to choose a first password; seen this once.")
class Activation:
    """As a link: the console's page `kich-hoat`, then `#`, the tenant's short name, the login and the code, by `/`."""

    login: str
    code: str
    expires_at: datetime


@strawberry.enum(description="How much of the national unit tree a new province starts with.")
class TemplateUnits(Enum):
    """Communes alone, or the whole tree."""

    COMMUNES = "communes"
    ALL = "all"


@strawberry.input(description="A province to create. Nothing of a person is given.")
class CreateTenantInput:
    """Its official code, its short name and what it starts with."""

    province_code: str
    slug: str | None = strawberry.field(default=None, description="Made of the province's name if not given.")
    admin_login: str = "quantri"
    units: TemplateUnits = TemplateUnits.COMMUNES
    positions: bool = True
    items: bool = True
    package: str | None = strawberry.field(default=None, description="Shipped norm package to put in force.")
    package_from: date | None = None
    drafts: list[str] = strawberry.field(default_factory=list, description="Shipped packages to keep as drafts.")
    calendar_to: int | None = strawberry.field(default=None, description="Last year of the working calendar.")
    dry_run: bool = False


@strawberry.type(description="A province that was made, or would be.")
class CreatedTenant:
    """Counts, and the first administrator's activation, told this once."""

    slug: str
    name: str
    communes: int
    units: int
    positions: int
    items: int
    admin_login: str
    activation: Activation | None


@strawberry.type(description="A province's official code and name.")
class ProvinceChoice:
    """As they are since 1 July 2025."""

    code: str
    name: str
    slug: str = strawberry.field(description="The short name it would get.")
    taken: bool = strawberry.field(description="Whether that short name is in use.")


@strawberry.type(description="What a new province may start with.")
class TenantChoices:
    """Provinces and shipped norm packages."""

    provinces: list[ProvinceChoice]
    packages: list[str] = strawberry.field(description="Packages that may be put in force at once.")
    drafts: list[str] = strawberry.field(description="Packages that may be kept as drafts.")
