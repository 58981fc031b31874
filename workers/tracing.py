"""Jobs as spans and measures: a job continues the trace of the request that asked for it."""

import threading
import time
from typing import Any

from dramatiq import Broker, MessageProxy, Middleware
from opentelemetry import context, trace
from opentelemetry.trace import SpanKind, Status, StatusCode
from typing_extensions import override

from kernel import telemetry

# When, in seconds since the epoch, the fact was written that a message follows from.
SINCE = "since"


class Tracing(Middleware):
    """One span a job, under the trace in the message; counts, durations and delays by job."""

    def __init__(self) -> None:
        meter = telemetry.meter()
        self._runs = meter.create_counter("roviec.jobs", "{job}", "Jobs run, by job and outcome")
        self._seconds = meter.create_histogram("roviec.job.duration", "s", "How long a job ran")
        self._lag = meter.create_histogram("roviec.job.lag", "s", "From the fact to the end of the job it asked for")
        self._running = threading.local()

    @override
    def before_process_message(self, broker: Broker, message: MessageProxy) -> None:
        asked = telemetry.continued(message.options.get(telemetry.TRACEPARENT))
        attributes = {
            "messaging.system": "dramatiq",
            "messaging.destination.name": message.queue_name,
            "messaging.message.id": message.message_id,
            "roviec.tenant": message.kwargs.get("tenant_id", 0),
        }
        span = telemetry.tracer().start_span(
            f"job {message.actor_name}", context=asked, kind=SpanKind.CONSUMER, attributes=attributes
        )
        token = context.attach(trace.set_span_in_context(span, asked))
        self._running.job = (span, token, time.monotonic())

    @override
    def after_process_message(
        self, broker: Broker, message: MessageProxy, *, result: Any = None, exception: BaseException | None = None
    ) -> None:
        running = self._running.__dict__.pop("job", None)
        if running is None:
            return
        span, token, began = running
        labels = {"job": message.actor_name, "outcome": "done" if exception is None else "failed"}
        self._runs.add(1, labels)
        self._seconds.record(time.monotonic() - began, labels)
        if exception is None and SINCE in message.options:
            self._lag.record(max(0.0, time.time() - message.options[SINCE]), {"job": message.actor_name})
        if exception is not None:
            span.record_exception(exception)
            span.set_status(Status(StatusCode.ERROR, type(exception).__name__))
        span.end()
        context.detach(token)
