"""How a period stands, for operators: its dates, its versions, who has not reported, and which corrections wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kernel.database import Database
from tenants.statistics import collecting, plans, releases
from tenants.statistics.national.building import Rules
from tenants.statistics.national.holding import corrections
from tenants.statistics.releasing import taken


@dataclass(frozen=True)
class MadeVersion:
    """A version as it was published."""

    version: int
    published_at: datetime
    reason: str | None
    reported: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """`unreported` tenants have no approved part; `waiting` are provinces with corrections too small, by system."""

    plan: plans.Plan
    approved: Mapping[str, int]
    unreported: tuple[str, ...]
    versions: tuple[MadeVersion, ...]
    waiting: Mapping[str, tuple[str, ...]]


async def standing(db: Database, period: str, rules: Rules | None = None) -> Standing:
    """Read how a period stands; raises `UnknownPeriod`."""
    async with db.platform() as session:
        plan = await plans.plan_of(session, period)
        made = await releases.listed(session, period)
        last = await releases.versions(session, period, last=True)
    numbers = last[-1].numbers.values() if last else ()
    used = {(province, number) for by_province in numbers for province, number in by_province.items()}
    collected = await collecting.collect(db, period, used)
    waiting: Mapping[str, tuple[str, ...]] = {}
    if last:
        rules = rules or Rules()
        waiting = corrections(last[-1], taken(last[-1], collected), collected.newest, rules.counts).waiting
    return Standing(
        plan,
        {code: source.number for code, source in sorted(collected.newest.items())},
        tuple(sorted(collected.expected - set(collected.newest))),
        tuple(
            MadeVersion(one.version, one.published_at, one.reason, len(one.reported), tuple(one.missing))
            for one in made
        ),
        waiting,
    )
