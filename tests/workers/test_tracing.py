"""One trace runs from the HTTP request through SQL and the queue to the job; measures and logs go with it."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from tests.harness.collector import Collector, collecting
from tests.workers.conftest import Place

PROGRAM = Path(__file__).with_name("traced_program.py")
Settings = Mapping[str, str]


def run(place: Place, queue: str, settings: Settings) -> None:
    command = [sys.executable, "-W", "error", str(PROGRAM), place.app, queue]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


JOB = "job_traced"


@pytest.fixture(scope="module")
def sent(place: Place) -> Collector:
    """What the traced program sent."""
    with collecting() as collector:
        settings = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.endpoint,
            "OTEL_RESOURCE_ATTRIBUTES": "deployment.environment=trial,service.instance.id=here",
            "OTEL_SERVICE_NAME": "province-56",
        }
        run(place, "traced", settings)
    return collector


def value(metrics: list[Metric], name: str, **labels: str) -> float:
    """The last value of a counter or gauge, or the count of a histogram, with these labels."""
    found = 0.0
    for metric in metrics:
        if metric.name == name:
            points = [*metric.sum.data_points, *metric.gauge.data_points]
            for point in points:
                if {label.key: label.value.string_value for label in point.attributes} == labels:
                    found = point.as_int or point.as_double
            for counted in metric.histogram.data_points:
                if {label.key: label.value.string_value for label in counted.attributes} == labels:
                    found = counted.count
    return found


def statement(span: Span) -> str:
    found = [label.value.string_value for label in span.attributes if label.key in ("db.statement", "db.query.text")]
    return found[0] if found else ""


def test_one_trace_runs_from_the_request_to_the_end_of_its_jobs(sent: Collector) -> None:
    (request,) = [span for span in sent.spans if span.kind == Span.SPAN_KIND_SERVER]
    under_request = sent.children(request)
    assert "SELECT 'from the request'" in [statement(span) for span in under_request]
    jobs = [span for span in under_request if span.name == f"job {JOB}"]
    assert len(jobs) == 3
    assert all(job.kind == Span.SPAN_KIND_CONSUMER and job.trace_id == request.trace_id for job in jobs)
    for job in jobs:
        assert "SELECT 'from the job'" in [statement(span) for span in sent.children(job)]
    assert sorted(job.status.code for job in jobs) == [Status.STATUS_CODE_UNSET] * 2 + [Status.STATUS_CODE_ERROR]


def test_housekeeping_that_polls_leaves_no_spans(sent: Collector) -> None:
    roots = {span.name for span in sent.spans if not span.parent_span_id}
    assert roots == {"POST /graphql"}


def test_parameters_of_statements_are_not_sent(sent: Collector) -> None:
    inserts = [statement(span) for span in sent.spans if "INSERT INTO outbox" in statement(span)]
    assert len(inserts) == 2
    assert all("key" not in text.split("VALUES")[1] for text in inserts)
    assert not [label.key for span in sent.spans for label in span.attributes if "param" in label.key]


def test_jobs_are_counted_and_timed(sent: Collector) -> None:
    assert value(sent.metrics, "roviec.jobs", job=JOB, outcome="done") == 2
    assert value(sent.metrics, "roviec.jobs", job=JOB, outcome="failed") == 1
    assert value(sent.metrics, "roviec.job.duration", job=JOB, outcome="done") == 2
    assert value(sent.metrics, "roviec.job.lag", job=JOB) == 2
    assert "roviec.outbox.age" in {metric.name for metric in sent.metrics}


def test_logs_carry_the_trace(sent: Collector) -> None:
    records = [record for record in sent.records if record.body.string_value.startswith("working on")]
    assert len(records) == 3
    (request,) = [span for span in sent.spans if span.kind == Span.SPAN_KIND_SERVER]
    assert {record.trace_id for record in records} == {request.trace_id}


def test_what_the_operator_says_of_the_process_wins(sent: Collector) -> None:
    said = {label.key: label.value.string_value for label in sent.resources[0].attributes}
    assert said["service.name"] == "province-56"
    assert said["service.instance.id"] == "here"
    assert said["deployment.environment"] == "trial"
    assert said["roviec.part"] == "worker"


def test_nothing_is_sent_and_nothing_breaks_without_a_collector(place: Place, queue: str) -> None:
    run(place, queue, {})
