"""A province's own facts (dữ liệu riêng) on an entry: taken when it is logged, stated when it is verified.

Everything that item and position say is kept with the work, asked for or not, so that the past can be tried under a
norm package to come. What the package in force asks for must be there at once: work that lacks it could never be
scored, and a catalogue cannot be changed for days that are past.
"""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tenants.catalogue import queries as catalogue
from tenants.catalogue.queries import ItemInForce
from tenants.norms import facts
from tenants.norms import queries as norms
from tenants.norms.facts import ITEM, POSITION, VERIFICATION
from tenants.norms.language import Package, accepted_fact
from tenants.organisation.models import Appointment
from tenants.worklogs.errors import FactNotAsked, UnfitFact, UnfitItem, UnfitPosition
from tenants.worklogs.models import WorkEntry

Taken = dict[str, dict[str, str]]
Laws = Mapping[tuple[UUID, date], Package]


async def taken(session: AsyncSession, item: ItemInForce, post: Appointment, day: date) -> Taken | None:
    """What item and job position say on a day, refused where the law of that day in the post's unit needs more."""
    position = {}
    if post.job_position_id is not None:
        position = await catalogue.position_attributes(session, post.job_position_id, day)
    law = (await norms.laws(session, [(post.unit_id, day)])).get((post.unit_id, day))
    if law is not None:
        for problem in facts.unfit(law, ITEM, item.attributes):
            raise UnfitItem("workItemId", item=item.code, reason_vi=problem.vi, reason_en=problem.en)
        for problem in facts.unfit(law, POSITION, position):
            raise UnfitPosition("appointmentId", reason_vi=problem.vi, reason_en=problem.en)
    return {origin: said for origin, said in ((ITEM, item.attributes), (POSITION, position)) if said} or None


async def laws_of(session: AsyncSession, entries: Collection[WorkEntry]) -> Laws:
    """The norm packages that score these entries, by unit and day."""
    return await norms.laws(session, {(entry.unit_id, entry.work_date) for entry in entries})


def stated(laws: Laws, entry: WorkEntry, given: Mapping[str, str] | None) -> dict[str, str]:
    """What a verdict states of an entry, in canonical form: all that the law of its day asks, and nothing else.

    Where nothing is said, what was stated before still holds as far as it is asked for.
    """
    law = laws.get((entry.unit_id, entry.work_date))
    asked = {one.name: one for one in facts.own(law, VERIFICATION)} if law is not None else {}
    if given is None:
        before = (entry.facts or {}).get(VERIFICATION, {})
        given = {name: value for name, value in before.items() if name in asked}
    for name in given:
        if name not in asked:
            raise FactNotAsked("facts", name, name=name, asked=", ".join(asked) or "—")
    texts = {name: value.strip() for name, value in given.items()}
    for problem in facts.unfit(law, VERIFICATION, texts) if law is not None else ():
        raise UnfitFact("facts", problem.input, reason_vi=problem.vi, reason_en=problem.en)
    return {name: accepted_fact(one, texts[name]) for name, one in asked.items() if name in texts}


def with_stated(entry: WorkEntry, said: dict[str, str]) -> Taken | None:
    """The facts of an entry with what a verdict states in place of what was stated before."""
    others = {origin: texts for origin, texts in (entry.facts or {}).items() if origin != VERIFICATION}
    return (others | ({VERIFICATION: said} if said else {})) or None
