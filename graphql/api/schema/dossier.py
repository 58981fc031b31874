"""My record: everything held about me, and requests to correct it."""

from datetime import date, datetime
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.context import Info
from api.schema.fields import mutation, part, query
from api.schema.people import PersonName, names_of
from kernel.clock import utc_now
from tenants.dossier import actions, models, queries
from tenants.dossier.sections import SECTIONS


@strawberry.type(description="One section of my record.")
class RecordSection:
    """What one table holds about me."""

    name: str
    title_vi: str
    title_en: str
    rows: list[JSON] = strawberry.field(description="Every row, every column, as it is kept; secrets left out.")


@strawberry.type(description="A request (yêu cầu chỉnh sửa) to correct something held about a person.")
class CorrectionRequest:
    """Which section and record, what is wrong, and what came of it: corrected or declined."""

    id: UUID
    person_id: UUID
    section: str
    record: str | None
    text: str
    filed_at: datetime
    outcome: str | None
    answer: str | None
    answered_at: datetime | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who asks."""
        return await info.context.load(names_of, self.person_id)

    @classmethod
    def of(cls, row: models.CorrectionRequest) -> "CorrectionRequest":
        """A request in the schema's shape."""
        names = ("id", "person_id", "section", "record", "text", "filed_at", "outcome", "answer", "answered_at")
        return cls(**{name: getattr(row, name) for name in names})


@strawberry.type
class DossierQuery:
    """Questions to one's own record."""

    @query("dossier:read", size=40)
    async def my_record(self, info: Info, first_day: date, last_day: date) -> list[RecordSection] | None:
        """Everything held about me; what belongs to days is of these days. Also at /my-record.json, to be kept."""
        async with info.context.session() as session:
            found = await queries.own_record(session, info.context.caller, first_day, last_day)
        return [
            RecordSection(
                name=section.name,
                title_vi=section.vi,
                title_en=section.en,
                rows=[JSON(row) for row in found[section.name]],
            )
            for section in SECTIONS
        ]

    @query("dossier:read", size=100)
    async def my_correction_requests(self, info: Info) -> list[CorrectionRequest] | None:
        """What I asked to have corrected, newest first."""
        async with info.context.session() as session:
            return [CorrectionRequest.of(row) for row in await queries.own_requests(session, info.context.caller)]

    @query("dossier:answer", size=100)
    async def correction_requests(self, info: Info) -> list[CorrectionRequest] | None:
        """Requests that wait for my answer, oldest first."""
        async with info.context.session() as session:
            return [CorrectionRequest.of(row) for row in await queries.waiting_requests(session, info.context.caller)]


@strawberry.input(description="Ask for a correction of my record.")
class AskCorrectionInput:
    """A section of `myRecord`, the record in it if one, and what is wrong."""

    section: str
    text: str
    record: str | None = None


@strawberry.input(description="Answer a request to correct.")
class AnswerCorrectionInput:
    """Whether it was corrected, and the answer in words."""

    id: UUID
    corrected: bool
    text: str


@strawberry.type
class DossierMutation:
    """Asking and answering."""

    @mutation("dossier:ask")
    async def ask_correction(self, info: Info, input: AskCorrectionInput) -> CorrectionRequest | None:
        """Ask for something held about me to be corrected."""
        given = actions.RequestInput(input.section, input.text, input.record)
        async with info.context.session() as session:
            return CorrectionRequest.of(await actions.ask(session, info.context.caller, given, now=utc_now()))

    @mutation("dossier:answer")
    async def answer_correction(self, info: Info, input: AnswerCorrectionInput) -> CorrectionRequest | None:
        """Say what came of a request; nobody answers their own."""
        caller = info.context.caller
        async with info.context.session() as session:
            row = await actions.answer(
                session, caller, input.id, corrected=input.corrected, text=input.text, now=utc_now()
            )
            return CorrectionRequest.of(row)
