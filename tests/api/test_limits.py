"""What one request may ask for."""

import time

import pytest

from api.app import create_app
from api.documents import Documents
from api.limits import MAX_ALIASES, MAX_COST
from api.schema import build_schema
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import FolderStore
from tests.api.conftest import Api
from tests.fixtures_tenant import Province


async def code_of(api: Api, query: str, **variables: object) -> str:
    """The code an operation of nobody's is refused with."""
    answer = await api.ask(None, query, **variables)
    code: str = answer["errors"][0]["extensions"]["code"]
    return code


async def test_a_query_over_the_cost_limit_is_refused_before_it_runs(api: Api) -> None:
    inner = "evidence { id } history { person { id } } waivers { id } scores { revision } unit { id } person { id }"
    page = "(first: $n) { edges { node { " + inner + " } } }"
    twice = f"query ($n: Int!) {{ myEntries{page} entries{page} }}"
    assert await code_of(api, twice, n=100) == "QUERY_TOO_COSTLY"
    assert await code_of(api, twice, n=10) == "UNAUTHENTICATED"


async def test_the_size_of_a_page_counts_from_literals_variables_and_defaults(api: Api) -> None:
    body = "{ edges { node { history { person { id } } evidence { id } waivers { id } scores { revision } } } }"
    alias = " ".join(f"a{number}: myEntries(first: %s) {body}" for number in range(3))
    assert await code_of(api, "{ %s }" % (alias % (100, 100, 100))) == "QUERY_TOO_COSTLY"
    defaulted = "query ($n: Int! = 100) { %s }" % (alias % ("$n", "$n", "$n"))
    assert await code_of(api, defaulted) == "QUERY_TOO_COSTLY"
    assert await code_of(api, defaulted, n=5) == "UNAUTHENTICATED"


@pytest.mark.parametrize("first", [0, -1, 101, 2_000_000_000])
async def test_a_page_holds_one_to_a_hundred_records(api: Api, province: Province, first: int) -> None:
    token = await api.token(province, "cadre1")
    answer = await api.ask(token, "query ($n: Int!) { myEntries(first: $n) { edges { cursor } } }", n=first)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_PAGE_SIZE"
    assert answer["errors"][0]["extensions"]["path"] == ["first"]


@pytest.mark.parametrize("after", ["", "x", "!!!", "eyJhIjoxfQ", "WzEsMl0", "Ä"])
async def test_a_broken_cursor_is_refused(api: Api, province: Province, after: str) -> None:
    token = await api.token(province, "cadre1")
    answer = await api.ask(token, "query ($a: String) { myEntries(after: $a) { edges { cursor } } }", a=after)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_CURSOR"


async def test_too_many_aliases_too_deep_and_too_long_are_refused(api: Api) -> None:
    many = " ".join(f"a{number}: today" for number in range(MAX_ALIASES + 1))
    assert await code_of(api, f"{{ {many} }}") == "QUERY_TOO_MANY_ALIASES"
    assert await code_of(api, "{ " + "today " * 5_000 + "}") == "QUERY_TOO_LONG"
    nested = "delegations { post { person { id } unit { id } } }"
    assert await code_of(api, "{ " + nested + " }") == "UNAUTHENTICATED"


async def test_fragments_of_fragments_are_weighed_in_no_time(api: Api) -> None:
    fragments = " ".join(f"fragment f{number} on Query {{ ...f{number + 1} ...f{number + 1} }}" for number in range(60))
    began = time.perf_counter()
    answer = await api.ask(None, "{ ...f0 } " + fragments + " fragment f60 on Query { today }")
    assert time.perf_counter() - began < 5
    assert "today" in answer["data"]


async def test_introspection_is_open_or_shut_by_setting(api: Api, db: Database, settings: Settings) -> None:
    query = "{ __schema { queryType { name } } }"
    assert (await api.ask(None, query))["data"]["__schema"]["queryType"]["name"] == "Query"
    shut = settings.model_copy(update={"introspection": False})
    closed = Api(create_app(shut, db, FolderStore(settings.state)), db)
    assert await code_of(closed, query) == "GRAPHQL_VALIDATION_FAILED"
    typo = await closed.ask(None, "{ todya }")
    assert "today" not in str(typo["errors"][0]["message"])


def test_a_document_is_read_once_and_the_cache_is_bounded() -> None:
    documents = Documents(build_schema().core, introspection=True)
    assert documents.prepare("{ today }") is documents.prepare("{ today }")
    for number in range(600):
        documents.prepare(f"{{ a{number}: today }}")
    assert len(documents._kept) <= 512
    assert MAX_COST == 10_000
