"""The tenant: what it settles about its log, its working calendar, and the list of tenants."""

from datetime import date
from decimal import Decimal

import strawberry

from api.context import Info
from api.schema.enums import TenantKind
from api.schema.fields import mutation, plain, public, query, show, show_all
from kernel import clock
from tenants.registry import actions, queries


@strawberry.type(description="A province (tỉnh), a ministry (bộ), or the platform's own operators.")
class Tenant:
    """Who uses the platform."""

    id: int
    slug: str = strawberry.field(description="Short name, given when signing in.")
    kind: TenantKind
    name: str
    province_code: str | None


@strawberry.type(description="What a tenant settles about its log.")
class TenantSettings:
    """Rules of the log."""

    late_log_days: int = strawberry.field(description="How many days back work may be logged.")
    evidence_required: bool
    day_minutes_limit: int = strawberry.field(description="Most minutes that may be declared for one day.")
    standard_product_score: Decimal = strawberry.field(description="Score by which K is reckoned.")
    learning_entries: int = strawberry.field(description="Fewest verified entries from which a norm is learned.")
    learning_days: int = strawberry.field(description="How many days back norms are learned from.")
    samples_before_group: int = strawberry.field(
        description="How many drawn entries are opened before a group is verified at once."
    )


@strawberry.type(description="A day of the working calendar.")
class CalendarDay:
    """Working or not."""

    day: date
    working: bool
    note: str | None


@strawberry.type
class RegistryQuery:
    """Questions about the tenant and its days."""

    @public
    async def today(self) -> date:
        """Today's date in Vietnam, by which the log reckons."""
        return clock.today()

    @query()
    async def tenant(self, info: Info) -> Tenant | None:
        """The tenant I am signed in to."""
        async with info.context.session() as session:
            return show(Tenant, await queries.tenant(session))

    @query()
    async def settings(self, info: Info) -> TenantSettings | None:
        """What my tenant settles about its log."""
        async with info.context.session() as session:
            return show(TenantSettings, await queries.settings_of(session))

    @query(size=400)
    async def calendar(self, info: Info, date_from: date, date_to: date) -> list[CalendarDay] | None:
        """The working calendar, both days included."""
        async with info.context.session() as session:
            return show_all(CalendarDay, await queries.calendar(session, date_from, date_to))

    @query("tenant:read", size=50)
    async def tenants(self, info: Info) -> list[Tenant] | None:
        """All tenants, for ministries and operators."""
        async with info.context.session() as session:
            return show_all(Tenant, await queries.tenant_list(session, info.context.caller))


@strawberry.input(description="What to settle differently; what is not given stays.")
class ChangeSettingsInput:
    """Rules of the log."""

    late_log_days: int | None = None
    evidence_required: bool | None = None
    day_minutes_limit: int | None = None
    standard_product_score: Decimal | None = None
    learning_entries: int | None = None
    learning_days: int | None = None
    samples_before_group: int | None = None


@strawberry.input(description="A working day or a day off (ngày nghỉ, làm bù).")
class SetCalendarDayInput:
    """Which day, and what it is."""

    day: date
    working: bool
    note: str | None = None


@strawberry.type
class RegistryMutation:
    """What administrators settle."""

    @mutation("settings:manage")
    async def change_settings(self, info: Info, input: ChangeSettingsInput) -> TenantSettings | None:
        """Change what the tenant settles about its log."""
        async with info.context.session() as session:
            row = await actions.change_settings(session, info.context.caller, **plain(input))
            return show(TenantSettings, row)

    @mutation("settings:manage")
    async def set_calendar_day(self, info: Info, input: SetCalendarDayInput) -> CalendarDay | None:
        """Make one day a working day or a day off."""
        async with info.context.session() as session:
            await actions.set_day(session, info.context.caller, **plain(input))
        return CalendarDay(day=input.day, working=input.working, note=input.note)
