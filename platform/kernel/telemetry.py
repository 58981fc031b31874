"""Traces, metrics and logs by OpenTelemetry, sent over OTLP/HTTP; off unless OTEL_EXPORTER_OTLP_ENDPOINT is set.

The standard variables choose the rest: OTEL_EXPORTER_OTLP_HEADERS, OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER,
OTEL_METRIC_EXPORT_INTERVAL. SQL is recorded as text with its placeholders; parameters never leave the program.
"""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version

from opentelemetry import _logs, metrics, propagate, trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.logging import LoggingInstrumentor
from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
from opentelemetry.instrumentation.utils import suppress_instrumentation
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

SWITCH = "OTEL_EXPORTER_OTLP_ENDPOINT"
SCOPE = "roviec"
TRACEPARENT = "traceparent"


def start(part: str) -> Callable[[], None]:
    """Send what this process does to the collector, when one is configured; the answer sends the rest and stops.

    `part` says which part of the platform the process is: `serve`, `worker`. Call it once, before databases open.
    """
    if not os.environ.get(SWITCH):
        return _nothing
    resource = _resource(part)
    spans = TracerProvider(resource=resource)
    spans.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(compression=Compression.Gzip)))
    reader = PeriodicExportingMetricReader(OTLPMetricExporter(compression=Compression.Gzip))
    measures = MeterProvider(resource=resource, metric_readers=[reader])
    records = LoggerProvider(resource=resource)
    records.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter(compression=Compression.Gzip)))
    trace.set_tracer_provider(spans)
    metrics.set_meter_provider(measures)
    _logs.set_logger_provider(records)
    PsycopgInstrumentor().instrument(tracer_provider=spans)
    LoggingInstrumentor().instrument(log_handler_level=logging.INFO)

    def stop() -> None:
        LoggingInstrumentor().uninstrument()
        PsycopgInstrumentor().uninstrument()
        for provider in (spans, measures, records):
            provider.shutdown()

    return stop


def tracer() -> trace.Tracer:
    """Where spans begin; without a collector they cost next to nothing and go nowhere."""
    return trace.get_tracer(SCOPE)


def meter() -> metrics.Meter:
    """Where counters, histograms and gauges are made."""
    return metrics.get_meter(SCOPE)


@contextmanager
def quiet() -> Iterator[None]:
    """Housekeeping that polls leaves no span of its own for each statement."""
    with suppress_instrumentation():
        yield


def continued(traceparent: str | None) -> Context:
    """The context in which work goes on that was asked for elsewhere, by the W3C text that came with it."""
    return propagate.extract({TRACEPARENT: traceparent} if traceparent else {}, context=Context())


def _resource(part: str) -> Resource:
    own = {
        "service.name": SCOPE,
        "service.version": version(SCOPE),
        "service.instance.id": f"{socket.gethostname()}:{os.getpid()}",
        "roviec.part": part,
    }
    # What the operator says of the process wins over what it says of itself.
    return Resource.create(own).merge(OTELResourceDetector().detect())


def _nothing() -> None:
    """There is nothing to send."""
