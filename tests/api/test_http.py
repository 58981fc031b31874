"""GraphQL over HTTP, pages, headers and health, as a client meets them."""

from tests.api.conftest import Api

NEWER = "application/graphql-response+json"


async def test_a_query_is_answered_in_the_media_type_asked_for(api: Api) -> None:
    async with api.client() as client:
        plain = await client.post("/graphql", json={"query": "{ __typename }"})
        newer = await client.post("/graphql", json={"query": "{ __typename }"}, headers={"accept": NEWER})
    assert plain.json() == newer.json() == {"data": {"__typename": "Query"}}
    assert plain.headers["content-type"].startswith("application/json")
    assert newer.headers["content-type"].startswith(NEWER)


async def test_a_page_carries_strict_security_headers_and_no_inline_script(api: Api) -> None:
    async with api.client() as client:
        for path in ("/console/", "/explore"):
            page = await client.get(path)
            assert page.status_code == 200
            assert "default-src 'none'" in page.headers["content-security-policy"]
            assert "unsafe-inline" not in page.headers["content-security-policy"]
            assert page.headers["x-content-type-options"] == "nosniff"
            assert "<script>" not in page.text
            assert "https://" not in page.text


async def test_the_schema_is_served_as_text(api: Api) -> None:
    async with api.client() as client:
        text = (await client.get("/schema.graphql")).text
    assert text.startswith('"""') or "type Query" in text


async def test_health_is_ready_over_a_migrated_database(api: Api) -> None:
    async with api.client() as client:
        ready = await client.get("/health/ready")
        live = await client.get("/health/live")
    assert ready.json() == {"status": "ok", "parts": {"database": "ok"}}
    assert live.json()["status"] == "ok"
