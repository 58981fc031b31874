"""Serves an application with uvicorn until it is told to stop, with what must run beside it."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, Final

import uvicorn
from opentelemetry import trace
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from opentelemetry.sdk.trace import TracerProvider
from typing_extensions import override

from kernel.errors import Refusal
from kernel.settings import Settings

Hook = Callable[[], Awaitable[None]]
DRAIN_SECONDS: Final = 15
BACKLOG: Final = 2048
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class AddressTaken(Refusal):
    """The address cannot be served on."""

    code = "ADDRESS_TAKEN"
    vi = "Không mở được địa chỉ {host}:{port}: {reason}. Hãy đổi ROVIEC_PORT."
    en = "Cannot serve on {host}:{port}: {reason}. Choose another ROVIEC_PORT."


async def _nothing() -> None:
    return None


class Server(uvicorn.Server):
    """A server that, told to stop, finishes its requests and returns.

    uvicorn's own handling raises the signal again when it is done, which would end the process before `on_stop`.
    """

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at the first signal, at once at the second."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in SIGNALS:
                loop.remove_signal_handler(number)

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections, and say so.

        What the program consists of stays for its life. Without the freeze every full collection looks at all of it
        again, and each such look adds a sixth of a second to somebody's request.
        """
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        self.listening.set()


def traced(app: Any) -> Any:  # noqa: ANN401 - any ASGI application
    """The application, each request a span and a measure, when telemetry has been started; otherwise as it is."""
    if not isinstance(trace.get_tracer_provider(), TracerProvider):
        return app
    return OpenTelemetryMiddleware(app, exclude_spans=["receive", "send"], excluded_urls="/health/live")


def open_address(settings: Settings) -> socket.socket:
    """The socket to serve on; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        address = socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise AddressTaken(host=settings.host, port=settings.port, reason=error.strerror) from error
    # Accepted connections inherit it. asyncio sets it only on sockets that name their protocol, which these do not, and
    # without it every answer on a kept connection would wait 40 ms for the client's acknowledgement of its head.
    address.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return address


async def serve(
    app: Any,  # noqa: ANN401 - any ASGI application
    address: socket.socket,
    *,
    on_start: Hook = _nothing,
    on_stop: Hook = _nothing,
    until: asyncio.Event | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, or until the event is set; the address is closed at the end.

    `on_start` runs once the address takes connections, and its failure ends the serving; `on_stop` runs when no
    request is left, whatever ended it.
    """
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=DRAIN_SECONDS
    )
    server = Server(config)
    starting = asyncio.create_task(_start(server, on_start))
    ending = asyncio.create_task(_end(server, until))
    try:
        with address:
            await server.serve(sockets=[address])
        if starting.done():
            starting.result()
    finally:
        for task in (starting, ending):
            task.cancel()
        await asyncio.gather(starting, ending, return_exceptions=True)
        await on_stop()


async def _start(server: Server, on_start: Hook) -> None:
    try:
        await server.listening.wait()
        await on_start()
    except BaseException:
        server.should_exit = True
        raise


async def _end(server: Server, until: asyncio.Event | None) -> None:
    if until is not None:
        await until.wait()
        server.should_exit = True
