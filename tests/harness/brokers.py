"""Private Redis and RabbitMQ servers from Debian's packages, each on random loopback ports with its own folder."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.processes import answers, free_port, running

RABBITMQ = "/usr/lib/rabbitmq/bin/rabbitmq-server"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is missing: run tools/install-test-servers")
    return found


@contextlib.contextmanager
def redis_server(folder: Path, port: int) -> Iterator[str]:
    """A Redis that keeps every acknowledged write, so that a test may kill and restart it on the same folder."""
    command = [_program("redis-server"), "--bind", "127.0.0.1", "--port", str(port), "--dir", str(folder)]
    command += ["--save", "", "--appendonly", "yes", "--appendfsync", "always"]
    with running(command, folder, lambda: answers(port, b"PING\r\n", b"+PONG")):
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def rabbitmq_server(folder: Path, port: int) -> Iterator[str]:
    """A RabbitMQ node with a name daemon of its own; a durable queue survives a restart on the same folder."""
    epmd_port, distribution_port = free_port(), free_port()
    config = folder / "rabbitmq.conf"
    config.write_text(f"listeners.tcp.1 = 127.0.0.1:{port}\ndisk_free_limit.absolute = 50MB\nlog.console = true\n")
    plugins = folder / "enabled_plugins"
    plugins.write_text("[].\n")
    names = {"ERL_EPMD_PORT": str(epmd_port), "ERL_EPMD_ADDRESS": "127.0.0.1"}
    node = {
        **names,
        "RABBITMQ_NODENAME": "rabbit@localhost",
        "RABBITMQ_DIST_PORT": str(distribution_port),
        "RABBITMQ_CONFIG_FILE": str(config),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_CONF_ENV_FILE": os.devnull,
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1",
        # The script then becomes the Erlang machine, so that a signal to our process reaches it.
        "RUNNING_UNDER_SYSTEMD": "true",
    }
    epmd = [_program("epmd"), "-port", str(epmd_port), "-address", "127.0.0.1"]
    with (
        running(epmd, folder, lambda: answers(epmd_port, b"\0\1n", epmd_port.to_bytes(4, "big")), names),
        running([RABBITMQ], folder, lambda: answers(port, b"AMQP\0\0\x09\1", b"\1\0\0"), node),
    ):
        yield f"amqp://guest:guest@127.0.0.1:{port}"


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A private Redis of this test process."""
    with tempfile.TemporaryDirectory(prefix="roviec-") as folder, redis_server(Path(folder), free_port()) as url:
        yield url


@pytest.fixture(scope="session")
def rabbitmq_url() -> Iterator[str]:
    """A private RabbitMQ of this test process."""
    with (
        tempfile.TemporaryDirectory(prefix="roviec-rabbitmq-") as folder,
        rabbitmq_server(Path(folder), free_port()) as url,
    ):
        yield url
