"""The committed schema is the one the program serves."""

from pathlib import Path

from graphql import build_schema as parse_schema
from graphql import find_breaking_changes, is_object_type

from api.schema import build_schema

FILE = Path(__file__).parents[2] / "schema.graphql"


def test_the_committed_schema_is_the_one_served() -> None:
    assert FILE.read_text() == build_schema().as_str() + "\n", "run: roviec schema print > schema.graphql"


def test_the_committed_schema_can_be_read_by_other_tools() -> None:
    assert find_breaking_changes(parse_schema(FILE.read_text()), build_schema().core) == []


def test_every_root_field_says_what_it_is_for() -> None:
    core = build_schema().core
    for root in (core.query_type, core.mutation_type):
        assert root is not None
        assert [name for name, field in root.fields.items() if not field.description] == []


def test_every_type_says_what_it_is() -> None:
    kinds = build_schema().core.type_map.values()
    assert [kind.name for kind in kinds if is_object_type(kind) and not kind.description] == []
