"""The types of the schema that compiled reads know: their fields as columns, their links as look-ups."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, cast

from sqlalchemy import (
    BindParameter,
    Date,
    Integer,
    Numeric,
    Select,
    SQLColumnExpression,
    Text,
    bindparam,
    column,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB

from tenants.catalogue.models import JobPositionVersion, WorkItem, WorkItemVersion
from tenants.organisation.models import Person, Unit, UnitPlace
from tenants.organisation.queries import held_on
from tenants.scoring.models import EntryScore
from tenants.worklogs.models import Evidence, Waiver, WorkEntry

TENANT: Final[BindParameter[Any]] = bindparam("tenant", type_=Integer)
TODAY: Final[BindParameter[Any]] = bindparam("today", type_=Date)

Column: TypeAlias = SQLColumnExpression[Any]
Row: TypeAlias = Any  # an alias of a mapped class, standing for one row of it


@dataclass(frozen=True)
class Link:
    """A field that leads to other records: their type, the rows found from a row, and the right to see them.

    The right must reach the whole tenant, or the read is not compiled. A list is ordered by `order`.
    """

    node: "Node"
    found: Callable[[Row], Select[Any]]
    right: tuple[str, str] | None = None
    order: Column | None = None


@dataclass(frozen=True)
class Node:
    """A type of the schema: its plain fields as columns, its links; a field it does not name is not compiled.

    `table` is the mapped class of a type that roots list.
    """

    name: str
    columns: Mapping[str, Column]
    links: Mapping[str, Link] = field(default_factory=dict)
    table: Any = None

    def column(self, name: str, row: Row | None) -> Column | None:
        """A plain field of a row, or of the node's own table where it is looked up through a link."""
        found = self.columns.get(name)
        return found if found is None or row is None else cast("Column", getattr(row, cast("Any", found).key))


PERSON: Final = Node("PersonName", {"id": Person.id, "fullName": Person.full_name})


def _of_unit(column: Column) -> Column:
    """A column of the unit itself, looked up only where it is asked for."""
    return select(column).where(Unit.tenant_id == TENANT, Unit.id == UnitPlace.unit_id).scalar_subquery()


def _of_item(column: Column) -> Column:
    """A column of the work item itself, looked up only where it is asked for."""
    return (
        select(column)
        .where(WorkItem.tenant_id == TENANT, WorkItem.id == WorkItemVersion.work_item_id)
        .scalar_subquery()
    )


UNIT: Final = Node(
    "Unit",
    {
        "id": UnitPlace.unit_id,
        "code": _of_unit(Unit.code),
        "kind": _of_unit(Unit.kind),
        "name": UnitPlace.name,
        "field": _of_unit(Unit.field),
        "communeCode": _of_unit(Unit.commune_code),
        "parentId": UnitPlace.parent_id,
        "depth": func.length(UnitPlace.path) - func.length(func.replace(UnitPlace.path, ".", "")),
        "position": UnitPlace.position,
        "establishment": UnitPlace.establishment,
        "opened": _of_unit(Unit.opened),
        "closed": _of_unit(Unit.closed),
        "successorId": _of_unit(Unit.successor_id),
        "closingDocument": _of_unit(Unit.closing_document),
    },
)

POSITION: Final = Node(
    "PositionName",
    {
        "id": JobPositionVersion.job_position_id,
        "name": JobPositionVersion.name,
        "positionGroup": JobPositionVersion.position_group,
        "rank": JobPositionVersion.rank,
        "field": JobPositionVersion.field,
        "level": JobPositionVersion.level,
    },
)

ITEM: Final = Node(
    "ItemOnDay",
    {
        "id": WorkItemVersion.work_item_id,
        "version": WorkItemVersion.version,
        "code": _of_item(WorkItem.code),
        "name": WorkItemVersion.name,
        "taskGroup": WorkItemVersion.task_group,
        "normMinutes": WorkItemVersion.norm_minutes,
        "complexity": WorkItemVersion.complexity,
        "standardScore": WorkItemVersion.standard_score,
        "output": WorkItemVersion.output,
        "productUnit": WorkItemVersion.product_unit,
    },
)

SCORE: Final = Node(
    "EntryScore",
    {
        "revision": EntryScore.revision,
        "points": EntryScore.points,
        "normCorrectionId": EntryScore.norm_correction_id,
        "scoredAt": EntryScore.scored_at,
    },
)

EVIDENCE: Final = Node(
    "Evidence",
    {
        "id": Evidence.id,
        "documentNumber": Evidence.document_number,
        "link": Evidence.link,
        "fileId": Evidence.file_id,
        "createdAt": Evidence.created_at,
    },
)

WAIVER: Final = Node(
    "Waiver",
    {
        "id": Waiver.id,
        "kind": Waiver.kind,
        "faults": Waiver.faults,
        "reason": Waiver.reason,
        "documentNumber": Waiver.document_number,
        "grantedBy": Waiver.granted_by,
        "grantedAt": Waiver.granted_at,
    },
)


# As `_facts` names what it finds.
ORIGIN, NAME = literal_column("said.key", Text), literal_column("fact.key", Text)
FACT: Final = Node("EntryFact", {"origin": ORIGIN, "name": NAME, "value": literal_column("fact.value", Text)})


def _person(person_id: Column) -> Select[Any]:
    return select().select_from(Person).where(Person.tenant_id == TENANT, Person.id == person_id)


def _unit(entry: Row) -> Select[Any]:
    """The unit as it stands today."""
    return (
        select()
        .select_from(UnitPlace)
        .where(UnitPlace.tenant_id == TENANT, UnitPlace.unit_id == entry.unit_id, held_on(UnitPlace, TODAY))
    )


def _position(entry: Row) -> Select[Any]:
    """The position by its name of today."""
    version = JobPositionVersion
    return (
        select()
        .select_from(version)
        .where(version.tenant_id == TENANT, version.job_position_id == entry.job_position_id, held_on(version, TODAY))
    )


def _item(entry: Row) -> Select[Any]:
    """The item as in force on the entry's day."""
    version = WorkItemVersion
    return (
        select()
        .select_from(version)
        .where(
            version.tenant_id == TENANT, version.work_item_id == entry.work_item_id, held_on(version, entry.work_date)
        )
    )


def _scores(entry: Row) -> Select[Any]:
    return (
        select()
        .select_from(EntryScore)
        .where(EntryScore.tenant_id == TENANT, EntryScore.entry_id == entry.id, EntryScore.work_date == entry.work_date)
    )


def _score(entry: Row) -> Select[Any]:
    """The score of the entry's own revision."""
    return _scores(entry).where(EntryScore.revision == entry.revision)


def _of_entry(table: Any) -> Callable[[Row], Select[Any]]:  # noqa: ANN401 - a mapped class
    return lambda entry: select().select_from(table).where(table.tenant_id == TENANT, table.entry_id == entry.id)


def _facts(entry: Row) -> Select[Any]:
    """The province's own facts of the entry, one row each, from origins over names to texts."""
    of_origins = func.jsonb_each(entry.facts).table_valued(column("key", Text), column("value", JSONB), name="said")
    texts = func.jsonb_each_text(of_origins.c.value).table_valued(
        column("key", Text), column("value", Text), name="fact"
    )
    return select().select_from(of_origins.join(texts, true()))


ENTRY: Final = Node(
    "WorkEntry",
    {
        "id": WorkEntry.id,
        "workDate": WorkEntry.work_date,
        "status": WorkEntry.status,
        "revision": WorkEntry.revision,
        "quantity": WorkEntry.quantity,
        "startedAt": WorkEntry.started_at,
        "finishedAt": WorkEntry.finished_at,
        "minutes": WorkEntry.minutes,
        "output": WorkEntry.output,
        "note": WorkEntry.note,
        "dueDate": WorkEntry.due_date,
        "daysLate": WorkEntry.days_late,
        "normMinutes": WorkEntry.norm_minutes,
        "complexity": WorkEntry.complexity,
        "k": WorkEntry.k,
        "quality": WorkEntry.quality,
        "acceptedQuantity": WorkEntry.accepted_quantity,
        "failedReviews": WorkEntry.failed_reviews,
        "delays": WorkEntry.delays,
        "failedWaived": WorkEntry.failed_waived,
        "delaysWaived": WorkEntry.delays_waived,
        "comment": WorkEntry.comment,
        "verifiedAt": WorkEntry.verified_at,
        "submittedAt": WorkEntry.submitted_at,
        "deviceTime": WorkEntry.device_time,
        "createdAt": WorkEntry.created_at,
        "personId": WorkEntry.person_id,
        "appointmentId": WorkEntry.appointment_id,
        "unitId": WorkEntry.unit_id,
        "workItemId": WorkEntry.work_item_id,
        "taskId": WorkEntry.task_id,
    },
    {
        "person": Link(PERSON, lambda entry: _person(entry.person_id)),
        "verifier": Link(PERSON, lambda entry: _person(entry.verified_by)),
        "unit": Link(UNIT, _unit, right=("unit", "read")),
        "position": Link(POSITION, _position),
        "workItem": Link(ITEM, _item),
        "score": Link(SCORE, _score),
        "scores": Link(SCORE, _scores, order=EntryScore.revision.desc()),
        "evidence": Link(EVIDENCE, _of_entry(Evidence), order=Evidence.id),
        "waivers": Link(WAIVER, _of_entry(Waiver), order=Waiver.id),
        "ownFacts": Link(FACT, _facts, order=func.concat(ORIGIN, literal_column("'.'"), NAME).collate("C")),
    },
    WorkEntry,
)

SUMS: Final = Node(
    "Sums",
    {
        "start": column("start", Date),
        "entries": column("entries", Integer),
        "minutes": column("minutes", Integer),
        "normMinutes": column("norm_minutes", Numeric),
        "points": column("points", Numeric),
        "early": column("early", Integer),
        "late": column("late", Integer),
    },
)
