"""Calibration: how raters of a branch mark and how its logs look, beside comparable ones."""

from datetime import date
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.context import Info
from api.schema.fields import part, query, show
from api.schema.units import Unit, units_of_today
from kernel.clock import today
from tenants.calibration import queries, rules


@strawberry.type(description="Something that deserves a look; it never changes a score.")
class CalibrationFlag:
    """The kind is stable: TOP_MARKS, AT_ONCE, LONG_DAYS, REPEATED, HIGH_HOURS."""

    kind: str
    reason_vi: str
    reason_en: str
    numbers: JSON = strawberry.field(description="The figures behind it, by name.")

    @classmethod
    def of(cls, flag: rules.Flag) -> "CalibrationFlag":
        """A flag in the schema's shape."""
        return cls(kind=flag.kind, reason_vi=flag.vi, reason_en=flag.en, numbers=JSON(dict(flag.numbers)))


@strawberry.type(description="How many of something.")
class Count:
    """A name and a number."""

    name: str
    count: int


def _counts(told: dict[str, int]) -> list[Count]:
    return [Count(name=name, count=count) for name, count in told.items()]


@strawberry.type(description="How one person marks the work of others.")
class RaterPicture:
    """Verdicts by level, beside the median share of the top mark among comparable raters."""

    person_id: UUID
    full_name: str
    unit_id: UUID | None
    entries: int
    levels: list[Count]
    general: float | None = strawberry.field(description="Mean of the general criteria given, 0 to 30.")
    median_top: float | None = strawberry.field(description="Missing where there are too few to compare with.")
    flags: list[CalibrationFlag]

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)


@strawberry.type(description="A log that deserves a look.")
class LogPicture:
    """A person's entries of the months, and why."""

    person_id: UUID
    full_name: str
    unit_id: UUID
    entries: int
    flags: list[CalibrationFlag]

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)


@strawberry.type(description="How the points of months lie; nothing but the number where there are fewer than five.")
class PointsBox:
    """Least, quartiles and most of the total points of people's months."""

    months: int
    least: float | None
    lower: float | None = strawberry.field(description="First quartile.")
    middle: float | None = strawberry.field(description="Median.")
    upper: float | None = strawberry.field(description="Third quartile.")
    most: float | None


@strawberry.type(description="A unit beside comparable ones.")
class UnitCalibration:
    """Hours declared per person and day, and months by class."""

    unit_id: UUID
    people: int
    hours: float
    median_hours: float | None
    classes: list[Count]
    median_top_class: float | None = strawberry.field(description="Median share of HTXS among comparable units.")
    flags: list[CalibrationFlag]
    points: PointsBox | None = strawberry.field(description="Missing while no month of the unit has a total.")

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)


@strawberry.type(description="Raters, logs and units of a branch over some months.")
class CalibrationReport:
    """Everything flagged comes with its reason; with too few cases nothing is."""

    raters: list[RaterPicture]
    logs: list[LogPicture]
    units: list[UnitCalibration]

    @classmethod
    def of(cls, found: queries.Report) -> "CalibrationReport":
        """A report in the schema's shape."""
        return cls(
            raters=[
                RaterPicture(
                    person_id=one.person_id,
                    full_name=one.full_name,
                    unit_id=one.unit_id,
                    entries=one.entries,
                    levels=_counts(dict(one.levels)),
                    general=one.general,
                    median_top=one.median_top,
                    flags=[CalibrationFlag.of(flag) for flag in one.flags],
                )
                for one in found.raters
            ],
            logs=[
                LogPicture(
                    person_id=one.person_id,
                    full_name=one.full_name,
                    unit_id=one.unit_id,
                    entries=one.entries,
                    flags=[CalibrationFlag.of(flag) for flag in one.flags],
                )
                for one in found.logs
            ],
            units=[
                UnitCalibration(
                    unit_id=one.unit_id,
                    people=one.people,
                    hours=one.hours,
                    median_hours=one.median_hours,
                    classes=_counts(dict(one.classes)),
                    median_top_class=one.median_top_class,
                    flags=[CalibrationFlag.of(flag) for flag in one.flags],
                    points=show(PointsBox, one.points) if one.points is not None else None,
                )
                for one in found.units
            ],
        )


@strawberry.type
class CalibrationQuery:
    """Questions of the head who decides."""

    @query("calibration:read")
    async def calibration(
        self, info: Info, unit_id: UUID, first_month: date, last_month: date
    ) -> CalibrationReport | None:
        """How a branch marks and logs from one month to another; who is named can see that they were looked at."""
        async with info.context.session() as session:
            found = await queries.report(session, info.context.caller, unit_id, first_month, last_month, on=today())
        return CalibrationReport.of(found)
