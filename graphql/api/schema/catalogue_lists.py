"""The lists of the catalogue: what may be chosen in a field, and what each choice is called."""

from collections.abc import Iterable, Mapping

import strawberry

from api.context import Info
from api.schema.fields import query
from tenants.catalogue import exports
from tenants.catalogue.records import ITEMS, POSITIONS
from tenants.catalogue.vocabulary import COMPLEXITIES, FIELDS, LEVELS, RANKS, Words


@strawberry.type(description="Something to choose: its code and what it is called.")
class Choice:
    """A code with its words; one of the province's own is called by its code."""

    code: str
    vi: str
    en: str


@strawberry.type(description="What may be chosen in the catalogue's open lists, with what the province added.")
class CatalogueLists:
    """Fields of work, ranks, levels of complexity, and levels of administration."""

    fields: list[Choice]
    ranks: list[Choice]
    complexities: list[Choice]
    levels: list[Choice]


def _choices(known: Mapping[str, Words], used: Iterable[str]) -> list[Choice]:
    own = (code for code in sorted(used) if code not in known)
    listed = [Choice(code=code, vi=words.vi, en=words.en) for code, words in known.items()]
    return [*listed, *(Choice(code=code, vi=code, en=code) for code in own)]


@strawberry.type
class CatalogueListQuery:
    """Questions about the catalogue's lists."""

    @query("catalogue:read")
    async def catalogue_lists(self, info: Info) -> CatalogueLists | None:
        """What may be chosen in the catalogue's lists."""
        async with info.context.session() as session:
            used = await exports.used_choices(session, info.context.caller, (ITEMS, POSITIONS))
        return CatalogueLists(
            fields=_choices(FIELDS, used["field"]),
            ranks=_choices(RANKS, used["rank"]),
            complexities=_choices(COMPLEXITIES, used["complexity"]),
            levels=_choices(LEVELS, ()),
        )
