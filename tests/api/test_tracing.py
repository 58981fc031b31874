"""A request to the API is one trace: the request, one span for the operation, and its SQL below."""

import asyncio
import json
import sys
from pathlib import Path

from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.api.conftest import Api
from tests.fixtures_tenant import Province
from tests.harness.collector import collecting

PROGRAM = Path(__file__).with_name("traced_server.py")
QUERY = "query Look { people { edges { node { fullName posts { unit { name } person { fullName } } } } } }"

# What is read, once each for all people together: the list, their posts, the units of these, their holders' names.
READ = ["appointment", "person", "person", "unit"]


async def test_a_request_is_one_trace_with_one_span_for_its_operation(
    api: Api, province: Province, app_url: str
) -> None:
    token = await api.token(province, "admin")
    with collecting() as collector:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(PROGRAM), app_url, token, QUERY,
            env={"OTEL_EXPORTER_OTLP_ENDPOINT": collector.endpoint},
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        answer, _ = await asyncio.wait_for(process.communicate(), 60)
    assert len(json.loads(answer)["data"]["people"]["edges"]) == 10
    (request,) = [span for span in collector.spans if span.kind == Span.SPAN_KIND_SERVER]
    assert request.name == "POST /graphql"
    operations = [span for span in collector.spans if span.name.startswith("graphql ")]
    assert [span.name for span in operations] == ["graphql query Look"]
    assert operations[0].parent_span_id == request.span_id
    texts = [
        label.value.string_value
        for span in collector.children(operations[0])
        for label in span.attributes
        if label.key == "db.statement"
    ]
    assert sorted(table for text in texts for table in set(READ) if f"FROM {table}" in text) == READ
    assert {span.trace_id for span in collector.spans} == {request.trace_id}
