"""What a client reads when something is wrong: a code, two languages, a place, and nothing of the inside."""

import logging
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.errors import language_of
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import FolderStore
from tenants.organisation import tree
from tests.api.conftest import Api, bearer
from tests.fixtures_tenant import Province

NEWER = {"accept": "application/graphql-response+json"}
LOG = "mutation ($input: LogWorkInput!) { logWork(input: $input) { id } }"


async def asked(client: httpx.AsyncClient, query: str, **variables: object) -> httpx.Response:
    """One operation's response in the newer media type."""
    return await client.post("/graphql", json={"query": query, "variables": variables}, headers=NEWER)


@pytest.mark.parametrize(
    ("header", "language"),
    [(None, "vi"), ("en", "en"), ("en-GB,en;q=0.9,vi;q=0.5", "en"), ("vi,en;q=0.8", "vi"), ("fr", "vi"), ("*", "vi"),
     ("en;q=0.3, *;q=0.5", "vi"), ("en;q=zero", "vi")],
)  # fmt: skip
def test_messages_are_vietnamese_unless_english_is_preferred(header: str | None, language: str) -> None:
    assert language_of(header) == language


async def test_a_document_that_cannot_be_read_or_does_not_fit_is_refused_with_its_place(api: Api) -> None:
    async with api.client() as client:
        unreadable = await asked(client, "{ today")
        unfit = await asked(client, "{\n  todya }")
    assert (unreadable.status_code, unfit.status_code) == (400, 400)
    assert unreadable.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"
    error = unfit.json()["errors"][0]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert error["locations"] == [{"line": 2, "column": 3}]
    assert set(error["extensions"]["messages"]) == {"vi", "en"}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"quantity": "hai"}, ["input", "quantity"]),
        ({"quantity": "NaN"}, ["input", "quantity"]),
        ({"quantity": "1e500"}, ["input", "quantity"]),
        ({"workDate": "23/11/2026"}, ["input", "workDate"]),
        ({"workDate": "0001-01-01"}, ["input", "workDate"]),
        ({"startedAt": "2026-11-23T08:00:00"}, ["input", "startedAt"]),
        ({"id": "x"}, ["input", "id"]),
        ({"evidence": [{"link": "https://a.vn"}, {"fileId": 7}]}, ["input", "evidence", 1, "fileId"]),
        ({"minutes": 2**40}, ["input", "minutes"]),
        ({"output": None}, ["input", "output"]),
        ({"colour": "red"}, ["input"]),
    ],
)
async def test_a_variable_that_does_not_fit_is_refused_with_its_path(
    api: Api, changes: dict[str, object], path: list[object]
) -> None:
    given = {
        "id": "0198c0de-0000-7000-8000-000000000000", "workDate": "2026-11-23", "quantity": "1", "minutes": 10,
        "workItemId": "0198c0de-0000-7000-8000-000000000000", "output": "x",
    }  # fmt: skip
    async with api.client() as client:
        response = await asked(client, LOG, input=given | changes)
    assert response.status_code == 400
    assert "data" not in response.json()
    (error,) = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert error["extensions"]["path"] == path


async def test_a_fault_tells_an_id_that_stands_in_the_log_and_nothing_else(
    api: Api, province: Province, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("SELECT secret FROM person")

    monkeypatch.setattr(tree, "tree", broken)
    with caplog.at_level(logging.ERROR):
        answer = await api.ask(await api.token(province, "cadre1"), "{ units { id } today }")
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["path"] == ["units"]
    assert "secret" not in str(answer)
    assert answer["data"]["today"] == province.today.isoformat()
    assert error["extensions"]["data"]["id"] in caplog.text
    assert "SELECT secret FROM person" in caplog.text


async def test_a_text_the_database_cannot_hold_is_bad_input(api: Api, province: Province) -> None:
    token = await api.token(province, "admin")
    note = "mutation ($d: Date!, $n: String) { setCalendarDay(input: {day: $d, working: true, note: $n}) { note } }"
    answer = await api.ask(token, note, d=province.today.isoformat(), n="a\0b")
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    async with api.client(**bearer(token)) as client:
        lone = await client.post(
            "/graphql", content=b'{"query": "{ searchUnits(words: \\"\\ud800\\") { id } }"}',
            headers={"content-type": "application/json"},
        )  # fmt: skip
    assert lone.json()["errors"][0]["extensions"]["code"] in ("BAD_INPUT", "GRAPHQL_PARSE_FAILED")


async def test_without_a_database_what_needs_it_is_unavailable_and_the_rest_answers(tmp_path: Path) -> None:
    gone = Database("postgresql://roviec_app:secretword@127.0.0.1:1/roviec", pool_size=1)
    api = Api(create_app(Settings(state=tmp_path), gone, FolderStore(tmp_path)), gone)
    try:
        async with api.client(**bearer("rvt_1_abc")) as client:
            refused = await asked(client, "{ units { id } }")
            ready = await client.get("/health/ready")
            live = await client.get("/health/live")
        async with api.client() as client:
            free = await asked(client, "{ today }")
            signing_in = await client.post("/session", json={"tenant": "khanh-hoa", "login": "b", "password": "c"})
    finally:
        await gone.close()
    assert refused.status_code == 503
    assert refused.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert "secretword" not in refused.text + ready.text
    assert "127.0.0.1" not in refused.text + ready.text
    assert (ready.status_code, ready.json()["parts"]) == (503, {"database": "UNAVAILABLE"})
    assert live.status_code == 200
    assert free.status_code == 200
    assert signing_in.status_code == 503


async def test_an_unknown_address_and_a_wrong_method_are_refused_in_the_same_shape(api: Api) -> None:
    async with api.client() as client:
        unknown = await client.get("/nothing/here")
        wrong = await client.put("/session")
    assert (unknown.status_code, unknown.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")
    assert (wrong.status_code, wrong.json()["errors"][0]["extensions"]["code"]) == (405, "METHOD_NOT_ALLOWED")


async def test_a_request_above_the_limit_is_refused_with_a_code(api: Api) -> None:
    async with api.client() as client:
        refused = await client.post("/graphql", json={"query": "{ today }" + "#" * 1_100_000})
    assert refused.status_code == 413
    assert refused.json()["errors"][0]["extensions"]["code"] == "REQUEST_TOO_LARGE"
