"""From a selection to SQL: walks the validated document beside the schema and writes JSON in one expression."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import msgspec
from graphql import FieldNode, GraphQLNamedType, GraphQLObjectType, GraphQLOutputType, get_named_type, is_non_null_type
from sqlalchemy import ARRAY, BindParameter, Integer, Select, Text, bindparam, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from api.compiled.nodes import Link, Node, Row
from api.compiled.selections import Selections
from api.compiled.texts import COMMA, NOTHING, NULL, Column, Pieces, Unknown, key, spelt

FIRST: Final[BindParameter[Any]] = bindparam("first", type_=Integer)
LIMIT: Final[BindParameter[Any]] = bindparam("limit", type_=Integer)
HAS_PREVIOUS: Final[BindParameter[Any]] = bindparam("has_previous", type_=Text)
ONE: Final[Column] = literal_column("1", Integer)

Value = Callable[[str, Sequence[FieldNode]], Pieces]


class Compiler:
    """Compiles what one root field asks for; `rights` collects what else must be allowed, each for the whole tenant."""

    def __init__(self, selections: Selections) -> None:
        self._selections = selections
        self.rights: set[tuple[str, str]] = set()

    def listed(self, nodes: Sequence[FieldNode], kind: GraphQLOutputType, node: Node, rows: Select[Any]) -> Column:
        """A plain list of rows; they are sorted by their first column."""
        row = rows.subquery("listed")
        text = self._record(nodes, kind, node, row.c)
        return select(_array(text.column(), row.c[0]).column()).scalar_subquery()

    def connection(
        self,
        nodes: Sequence[FieldNode],
        kind: GraphQLOutputType,
        node: Node,
        rows: Select[Any],
        *,
        keys: Callable[[Row], Sequence[Column]],
        newest_first: bool,
    ) -> Column:
        """A Relay connection over sorted rows: a page of them, and one more that tells whether there is a next."""
        connection = _object_type(kind)
        row = aliased(node.table, rows.limit(LIMIT).subquery("page"))
        cursor = _cursor(keys(row))
        edges = [
            self._object(fields, _member(connection, "edges"), partial(self._edge, connection, node, row, cursor))
            for _, fields in self._selections.fields(nodes, connection)
            if fields[0].name.value == "edges"
        ]
        order = [column.desc() if newest_first else column for column in keys(row)]
        numbered = select(
            func.row_number().over(order_by=order).label("n"),
            cursor.label("cursor"),
            *(edge.column().label(f"edge_{at}") for at, edge in enumerate(edges)),
        ).subquery("numbered")
        lists = iter([numbered.c[f"edge_{at}"] for at in range(len(edges))])

        def value(name: str, fields: Sequence[FieldNode]) -> Pieces:
            if name == "edges":
                return _array(next(lists), numbered.c.n, shown=True)
            if name == "pageInfo":
                return self._object(fields, _member(connection, name), partial(_page_fact, numbered.c))
            raise Unknown(name)

        return select(self._object(nodes, connection, value).column()).select_from(numbered).scalar_subquery()

    def _edge(
        self,
        connection: GraphQLObjectType,
        node: Node,
        row: Row,
        cursor: Column,
        name: str,
        fields: Sequence[FieldNode],
    ) -> Pieces:
        if name == "cursor":
            return Pieces().add('"', cursor, '"')
        if name == "node":
            return self._record(fields, _member(_member(connection, "edges"), "node"), node, row)
        raise Unknown(name)

    def _record(self, nodes: Sequence[FieldNode], kind: GraphQLOutputType, node: Node, row: Row | None) -> Pieces:
        """One record of a known type; `row` stands for it, unless it is looked up in the node's own tables."""
        record = _object_type(kind)
        if record.name != node.name:
            raise Unknown(record.name)

        def value(name: str, fields: Sequence[FieldNode]) -> Pieces:
            made = record.fields[name].type
            column = node.column(name, row)
            if column is not None:
                return spelt(column, get_named_type(made), nullable=not is_non_null_type(made))
            if name in node.links:
                return self._link(fields, made, node.links[name], row)
            raise Unknown(name)

        return self._object(nodes, record, value)

    def _link(self, nodes: Sequence[FieldNode], kind: GraphQLOutputType, link: Link, row: Row) -> Pieces:
        """Records looked up from a row, by an index for each: a join could be planned over the whole table."""
        if link.right is not None:
            self.rights.add(link.right)
        text = self._record(nodes, kind, link.node, None).column()
        found = link.found(row)
        if link.order is not None:
            return Pieces().add(found.add_columns(_array(text, link.order).column()).scalar_subquery())
        return Pieces().add(func.coalesce(found.add_columns(text).limit(ONE).scalar_subquery(), NULL))

    def _object(self, nodes: Sequence[FieldNode], kind: GraphQLNamedType, value: Value) -> Pieces:
        text = Pieces().add("{")
        for at, (name, fields) in enumerate(self._selections.fields(nodes, kind)):
            text.add("," if at else "", key(name))
            asked = fields[0].name.value
            if asked == "__typename":
                text.add(msgspec.json.encode(kind.name).decode())
            elif fields[0].arguments:
                raise Unknown(asked)
            else:
                text.add(value(asked, fields))
        return text.add("}")


def _object_type(kind: GraphQLOutputType) -> GraphQLObjectType:
    named = get_named_type(kind)
    if not isinstance(named, GraphQLObjectType):
        raise Unknown(named.name)
    return named


def _member(kind: GraphQLObjectType, name: str) -> GraphQLObjectType:
    return _object_type(kind.fields[name].type)


def _array(text: Column, order: Column, *, shown: bool = False) -> Pieces:
    """A JSON array of one text for each row; of a page, those that are shown."""
    joined: Any = func.string_agg(text, aggregate_order_by(COMMA, order), type_=Text)
    if shown:
        joined = joined.filter(order <= FIRST)
    return Pieces().add("[", func.coalesce(joined, NOTHING), "]")


def _cursor(keys: Sequence[Column]) -> Column:
    """The keys as `api.schema.paging` writes them into a cursor: a JSON array in base64 without padding.

    Neither a date nor a UUID brings about one of the two letters in which base64 for addresses differs.
    """
    text = Pieces().add('["')
    for at, column in enumerate(keys):
        text.add('","' if at else "", cast(column, Text))
    written = func.convert_to(text.add('"]').column(), literal_column("'UTF8'"))
    return func.rtrim(func.encode(written, literal_column("'base64'")), literal_column("'='"), type_=Text)


def _page_fact(row: Any, name: str, fields: Sequence[FieldNode]) -> Pieces:  # noqa: ANN401 - columns by name
    newest: Any = func.array_agg(aggregate_order_by(row.cursor, row.n.desc()), type_=ARRAY(Text))
    facts: dict[str, Column] = {
        "hasNextPage": cast(func.count() > FIRST, Text),
        "hasPreviousPage": HAS_PREVIOUS,
        "startCursor": _nullable(func.min(row.cursor).filter(row.n == ONE)),
        "endCursor": _nullable(newest.filter(row.n <= FIRST)[ONE]),
    }
    if name not in facts:
        raise Unknown(name)
    return Pieces().add(facts[name])


def _nullable(cursor: Column) -> Column:
    quote = literal_column("'\"'", Text)
    return func.coalesce(quote.concat(cursor).concat(quote), NULL)
