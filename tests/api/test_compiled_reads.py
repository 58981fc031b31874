"""Compiled reads answer what the resolvers answer: the same values, the same pages, the same refusals."""

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type, is_list_type, is_non_null_type

from api.compiled.nodes import ENTRY, SUMS, Node
from api.compiled.running import Reads
from api.schema import build_schema
from kernel.clock import today
from tests.api.conftest import Api
from tests.api.twice import Twice
from tests.api.varied import write_odd_log, write_sums
from tests.fixtures_tenant import Province, make_province
from tests.worklogs.conftest import Log, log, make_log

__all__ = ["log"]

PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


def everything(node: Node) -> str:
    """A selection of all that the compiler knows of a type."""
    links = (f"{name} {{ __typename {everything(link.node)} }}" for name, link in node.links.items())
    return " ".join((*node.columns, *links))


@pytest.fixture
async def twice(api: Api, log: Log, monkeypatch: pytest.MonkeyPatch) -> Twice:
    """Two ways to ask, over a log of odd values."""
    await write_odd_log(log)
    return Twice(api, log, monkeypatch)


def codes(answer: Mapping[str, Any]) -> list[str]:
    return [error["extensions"]["code"] for error in answer["errors"]]


async def test_every_field_the_compiler_knows_is_what_the_resolvers_make_of_it(twice: Twice) -> None:
    document = f"{{ myEntries {{ edges {{ cursor node {{ __typename {everything(ENTRY)} }} }} {PAGE} }} }}"
    edges = (await twice.compiled_data("cadre1", document))["myEntries"]["edges"]
    assert len(edges) == 6
    scored = next(edge["node"] for edge in edges if edge["node"]["quality"] == "EXCELLENT")
    assert scored["score"]["points"] == "123456789012345678.00000000001"
    assert [score["revision"] for score in scored["scores"]] == [2, 1]
    assert len(scored["evidence"]) == 3
    assert scored["verifiedAt"] == "2026-03-04T05:06:07.120000Z"
    assert scored["quantity"] == "2.5"
    told = [(fact["origin"], fact["name"]) for fact in scored["ownFacts"]]
    assert told == [("ITEM", "base"), ("ITEM", "level"), ("ITEM", "level_b"), ("VERIFICATION", "good")]
    unscored = next(edge["node"] for edge in edges if edge["node"]["quality"] == "POOR")
    assert unscored["score"] is None
    assert unscored["workItem"]["version"] == 2
    assert unscored["unit"]["name"] == "Phòng Ngân sách 'mới'"


def drawn(rng: Random, node: Node) -> str:
    """Some of what the compiler knows of a type, in any order, under any names, in fragments or not."""
    parts = [f"a{number}: {name}" if rng.random() < 0.1 else name for number, name in enumerate(node.columns)]
    parts += [f"{name} {{ {drawn(rng, link.node)} }}" for name, link in node.links.items()]
    parts = rng.sample([*parts, "__typename"], rng.randint(1, min(12, len(parts))))
    cut = rng.randint(0, len(parts))
    opened = f"... on {node.name} {{ {' '.join(parts[cut:])} }}" if parts[cut:] else ""
    return " ".join((*parts[:cut], opened))


@pytest.mark.parametrize("seed", range(3))
async def test_any_selection_is_answered_as_the_resolvers_answer_it(twice: Twice, seed: int) -> None:
    rng = Random(seed)
    for _ in range(8):
        root, who = rng.choice([("myEntries", "cadre1"), ("inbox", "division_head")])
        edges = f"edges {{ {'cursor' if rng.random() < 0.5 else ''} node {{ {drawn(rng, ENTRY)} }} }}"
        document = f"{{ r: {root}(first: {rng.randint(1, 7)}) {{ {' '.join(rng.sample([edges, PAGE], 2))} }} }}"
        await twice.compiled_data(who, document)


async def test_the_inbox_holds_the_same_entries_for_everybody(twice: Twice) -> None:
    document = f"{{ inbox(first: 50) {{ edges {{ cursor node {{ {everything(ENTRY)} }} }} {PAGE} }} }}"
    found = {}
    for who in ("division_head", "agency_head", "province_head", "division_deputy"):
        found[who] = len((await twice.compiled_data(who, document))["inbox"]["edges"])
    assert found == {"division_head": 3, "agency_head": 0, "province_head": 0, "division_deputy": 0}


@pytest.mark.parametrize(("root", "who", "size"), [("myEntries", "cadre1", 6), ("inbox", "division_head", 3)])
async def test_pages_lead_through_the_whole_list(twice: Twice, root: str, who: str, size: int) -> None:
    document = f"query ($first: Int!, $after: String) {{ page: {root}(first: $first, after: $after)"
    document += f" {{ edges {{ cursor node {{ id }} }} {PAGE} }} }}"
    whole = (await twice.compiled_data(who, document, first=100))["page"]
    after, ids = None, []
    while True:
        page = (await twice.compiled_data(who, document, first=2, after=after))["page"]
        ids += [edge["node"]["id"] for edge in page["edges"]]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert ids == [edge["node"]["id"] for edge in whole["edges"]]
    assert len(ids) == size
    beyond = await twice.compiled_data(who, document, first=2, after=after)
    assert beyond["page"]["edges"] == []
    assert beyond["page"]["pageInfo"]["endCursor"] is None


async def test_filters_defaults_and_nulls_reach_the_statement(twice: Twice) -> None:
    document = """
    query Filtered($from: Date, $to: Date = "2199-12-31", $statuses: [EntryStatus!], $first: Int = 3) {
      myEntries(dateFrom: $from, dateTo: $to, statuses: $statuses, first: $first) { edges { node { id status } } }
    }"""
    day = today().isoformat()
    asked: list[tuple[dict[str, object], int]] = [
        ({}, 3),
        ({"first": 100}, 6),
        ({"from": day, "to": day, "first": 100}, 3),
        ({"from": None, "to": None, "statuses": None, "first": 100}, 6),
        ({"statuses": ["SUBMITTED", "VERIFIED"], "first": 100}, 4),
        ({"statuses": "DRAFT", "first": 100}, 2),
        ({"statuses": [], "first": 100}, 6),
        ({"to": "2025-01-01"}, 0),
    ]
    for variables, size in asked:
        found = await twice.compiled_data("cadre1", document, **variables)
        assert len(found["myEntries"]["edges"]) == size, variables


async def test_aliases_fragments_and_repeated_fields_come_together(twice: Twice) -> None:
    document = """
    query { __typename also: __typename mine: myEntries(first: 2) { ...Part edges { node { same: id id } } }
            mine: myEntries(first: 2) { again: edges { c: cursor __typename } } }
    fragment Part on WorkEntryConnection {
      __typename
      edges { ... on WorkEntryEdge { node { ...Entry person { id } } } node { person { name: fullName } } }
      ... { pageInfo { __typename next: hasNextPage } }
    }
    fragment Entry on WorkEntry { workItem { naïve: name } }
    """.replace("naïve", "n" * 70)
    data = await twice.compiled_data("cadre1", document)
    assert list(data["mine"]["edges"][0]["node"]["person"]) == ["id", "name"]
    assert data["mine"]["pageInfo"] == {"__typename": "PageInfo", "next": True}


async def test_fragments_of_fragments_cost_no_time(twice: Twice) -> None:
    steps = "".join(f"fragment F{n} on WorkEntry {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    document = f"{{ myEntries {{ edges {{ node {{ ...F0 }} }} }} }} {steps} fragment F60 on WorkEntry {{ id }}"
    data = await twice.compiled_data("cadre1", document)
    assert len(data["myEntries"]["edges"]) == 6


@pytest.mark.parametrize(("grain", "size"), [("DAY", 3), ("MONTH", 3), ("QUARTER", 2)])
async def test_sums_of_a_branch_are_the_same_by_every_grain(twice: Twice, grain: str, size: int) -> None:
    await write_sums(twice.log)
    document = f"""
    query ($unit: UUID!, $grain: Grain!) {{
      unitSums(unitId: $unit, dateFrom: "2026-01-01", dateTo: "2026-12-31", grain: $grain) {{
        __typename {everything(SUMS)}
      }}
    }}"""
    unit = str(twice.log.province.units["department"])
    sums = (await twice.compiled_data("agency_head", document, unit=unit, grain=grain))["unitSums"]
    assert [row["minutes"] for row in sums] == ([9_000_000_000] * 3 if size == 3 else [18_000_000_000, 9_000_000_000])
    empty = await twice.compiled_data("agency_head", document.replace("2026-", "2027-"), unit=unit, grain=grain)
    assert empty == {"unitSums": []}


async def test_what_the_compiler_does_not_know_runs_the_normal_way(twice: Twice) -> None:
    for document in (
        "{ myEntries { edges @skip(if: false) { cursor } } }",
        "{ myEntries { edges { node { id history { kind } } } } }",
        "{ a: myEntries { edges { cursor } } b: myEntries { edges { cursor } } }",
        "{ entries { edges { cursor } } }",
        "{ myEntries { edges { cursor } } today }",
        "query ($yes: Boolean!) { myEntries @include(if: $yes) { edges { cursor } } }",
    ):
        answer = await twice.stock_answer("cadre1", document, **({"yes": True} if "$yes" in document else {}))
        assert "errors" not in answer, document


async def test_a_refusal_is_told_as_ever(twice: Twice) -> None:
    unit = str(twice.log.province.units["commune"])
    sums = 'query ($unit: UUID!) { unitSums(unitId: $unit, dateFrom: "%s", dateTo: "2026-12-31") { points } }'
    for who, document, code, variables in (
        ("cadre1", "{ inbox { edges { cursor } } }", "FORBIDDEN", {}),
        ("admin", "{ myEntries { edges { cursor } } }", "FORBIDDEN", {}),
        ("cadre1", "{ myEntries(first: 0) { edges { cursor } } }", "BAD_PAGE_SIZE", {}),
        ("cadre1", '{ myEntries(after: "x") { edges { cursor } } }', "BAD_CURSOR", {}),
        (
            "cadre1",
            "query ($d: Date) { myEntries(dateFrom: $d) { edges { cursor } } }",
            "BAD_INPUT",
            {"d": "2026-02-30"},
        ),
        ("agency_head", sums % "2026-01-01", "NOT_FOUND", {"unit": unit}),
        ("agency_head", sums % "2026-01-01", "NOT_FOUND", {"unit": "0198c0de-0000-7000-8000-000000000000"}),
        ("province_head", sums % "1990-01-01", "BAD_INPUT", {"unit": unit}),
    ):
        assert codes(await twice.stock_answer(who, document, **variables)) == [code], document


async def test_a_narrow_token_reads_no_more_by_a_compiled_read(twice: Twice) -> None:
    document = "{ myEntries(first: 1) { edges { node { id unit { name } } } } }"
    answer = await twice.stock_answer("cadre1", document, "work_entry:log")
    assert codes(answer) == ["FORBIDDEN"]
    assert answer["data"]["myEntries"]["edges"][0]["node"]["unit"] is None
    assert codes(await twice.stock_answer("cadre1", document, "task:read")) == ["FORBIDDEN"]


async def test_nobody_and_a_forged_token_get_nothing(twice: Twice) -> None:
    token = await twice.token("cadre1")
    for given in (None, "rvt_1_nonsense", token[:-2], token.replace("rvt_", "rvs_")):
        answer = await twice.api.ask(given, "{ myEntries { edges { cursor } } }")
        assert codes(answer) == ["UNAUTHENTICATED"]


async def test_a_read_never_shows_another_province(twice: Twice, db: Any) -> None:
    other = await make_province(db, "42")
    await write_odd_log(await make_log(other))
    mine = await twice.compiled_data("cadre1", "{ myEntries(first: 100) { edges { node { personId } } } }")
    inbox = await twice.compiled_data("division_head", "{ inbox(first: 100) { edges { node { personId } } } }")
    people = {str(person) for person in twice.log.province.people.values()}
    for answer, size in ((mine["myEntries"], 6), (inbox["inbox"], 3)):
        assert len(answer["edges"]) == size
        assert {edge["node"]["personId"] for edge in answer["edges"]} <= people


async def test_nothing_of_a_document_stands_in_the_sql(
    twice: Twice, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []
    real = Reads._run

    async def run(reads: Reads, prepared: Any) -> bytes | None:
        sent.append(prepared.statement.text)
        return await real(reads, prepared)

    monkeypatch.setattr(Reads, "_run", run)
    document = """query ($first: Int!, $from: Date) {
      alias_of_root: myEntries(first: $first, dateFrom: $from, after: "%s") { alias_of_edges: edges { node { id } } }
    }"""
    cursor = "WyIyMDI2LTAxLTAxIiwiMDE5OGMwZGUtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0"
    await twice.compiled_data("cadre1", document % cursor, first=77, **{"from": "2026-01-02"})
    assert len(sent) == 1
    for text in (b"alias_of", b"77", b"2026-01", b"0198c0de", b"SUBMITTED"):
        assert text not in sent[0]


def test_what_the_compiler_knows_agrees_with_the_schema() -> None:
    schema = build_schema().core

    def check(node: Node) -> None:
        kind = schema.type_map[node.name]
        assert isinstance(kind, GraphQLObjectType)
        for name, column in node.columns.items():
            never_null = is_non_null_type(kind.fields[name].type)
            if never_null and hasattr(column, "nullable"):
                assert not column.nullable, f"{node.name}.{name}"
        for name, link in node.links.items():
            made = kind.fields[name].type
            listed = is_list_type(made.of_type) if is_non_null_type(made) else is_list_type(made)
            assert get_named_type(made).name == link.node.name
            assert listed is (link.order is not None)
            check(link.node)

    for node in (ENTRY, SUMS):
        check(node)
