"""What the national template has changed, and a province's answers."""

from datetime import date
from enum import Enum
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import TemplateChange, TemplateKind
from api.schema.fields import mutation, plain, query
from kernel.clock import utc_now
from tenants.catalogue import acceptance, upstream
from tenants.catalogue.contents import Value
from tenants.catalogue.rules import FieldDifference
from tenants.catalogue.vocabulary import field_words, value_words


@strawberry.enum(description="What taking over the template's value would do to the province's own.")
class DifferenceState(Enum):
    """Clean: never touched; same: already so; conflict: both changed it."""

    CLEAN = "clean"
    SAME = "same"
    CONFLICT = "conflict"


@strawberry.type(description="One thing said in two languages.")
class Words:
    """Vietnamese and English."""

    vi: str
    en: str


@strawberry.type(description="A field that the template has changed, with its three values as people read them.")
class TemplateField:
    """What was accepted, what the template says now, what the province says."""

    field: str
    label: Words
    state: DifferenceState
    base: Words
    upstream: Words
    ours: Words

    @classmethod
    def of(cls, kind: str, found: FieldDifference) -> "TemplateField":
        """A field of a difference in words."""

        def words(value: Value) -> Words:
            return Words(**value_words(found.field, value)._asdict())

        return cls(
            field=found.field,
            label=Words(**field_words(kind, found.field)._asdict()),
            state=DifferenceState(found.state),
            base=words(found.base),
            upstream=words(found.upstream),
            ours=words(found.ours),
        )


@strawberry.type(description="A record that the template added, changed or withdrew, and that waits for an answer.")
class TemplateDifference:
    """One record's difference."""

    kind: TemplateKind
    code: str
    name: str
    change: TemplateChange
    record_id: UUID | None
    base_revision: int | None
    revision: int
    fields: list[TemplateField]

    @classmethod
    def of(cls, found: upstream.Difference) -> "TemplateDifference":
        """A difference in the schema's words."""
        return cls(
            kind=TemplateKind(found.kind),
            code=found.code,
            name=found.name,
            change=TemplateChange(found.change),
            record_id=found.record_id,
            base_revision=found.base_revision,
            revision=found.revision,
            fields=[TemplateField.of(found.kind, field) for field in found.fields],
        )


@strawberry.type
class TemplateQuery:
    """Questions about the national template."""

    @query("catalogue:manage", size=300)
    async def template_differences(self, info: Info) -> list[TemplateDifference] | None:
        """Where the national template's newest revisions differ from what the province has accepted."""
        async with info.context.session() as session:
            found = await upstream.upstream_differences(session, info.context.caller)
        return [TemplateDifference.of(difference) for difference in found]

    @query("catalogue:manage")
    async def template_difference(self, info: Info, kind: TemplateKind, code: str) -> TemplateDifference | None:
        """What the template changed in one record, if it waits for an answer."""
        async with info.context.session() as session:
            found = await upstream.upstream_differences(session, info.context.caller)
        key = (kind.value, code)
        return next((TemplateDifference.of(one) for one in found if (one.kind, one.code) == key), None)


@strawberry.input(description="An answer to a difference, as seen in this revision.")
class AcceptTemplateInput:
    """Which fields are taken over: all without a list, none with an empty one."""

    kind: TemplateKind
    code: str
    revision: int
    effective_from: date
    fields: list[str] | None = None
    note: str | None = strawberry.field(default=None, description="Why, kept on the trail; at most 300 characters.")


@strawberry.type
class TemplateMutation:
    """A province's answers to the national template."""

    @mutation("catalogue:manage")
    async def accept_template(self, info: Info, input: AcceptTemplateInput) -> list[TemplateDifference] | None:
        """Take over what the template changed, wholly, in part or not at all; answers the differences still waiting."""
        async with info.context.session() as session:
            answer = acceptance.Answer(**plain(input))
            await acceptance.accept_upstream(session, info.context.caller, answer, now=utc_now())
            found = await upstream.upstream_differences(session, info.context.caller)
        return [TemplateDifference.of(difference) for difference in found]
