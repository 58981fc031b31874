"""The commands `roviec worker` and `roviec queue`: run the background work, look at what was given up."""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated
from uuid import UUID

import typer
from dramatiq import Broker
from rich.console import Console
from rich.table import Table

from kernel import telemetry
from kernel.clock import TIMEZONE
from kernel.settings import get_settings
from tenants.provisioning import opening
from workers import dead_letters
from workers.actors import JOBS
from workers.brokers import make_broker
from workers.queue_store import QueueStore
from workers.running import workforce

queue_app = typer.Typer(help="Hàng đợi · The queue, and the messages that were given up.", no_args_is_help=True)

Ids = Annotated[list[UUID] | None, typer.Argument(help="Ids as `roviec queue dead` shows them; all when none is given")]


def worker(
    threads: Annotated[int | None, typer.Option(min=0, help="Jobs at once; 0 only relays")] = None,
    relay: Annotated[bool, typer.Option("--relay/--no-relay", help="Hand on what the outbox asks for")] = True,
    schedule: Annotated[bool, typer.Option("--schedule/--no-schedule", help="Do the periodic work")] = True,
) -> None:
    """Run the background work until Ctrl-C or SIGTERM: worker, relay and schedule."""
    settings = get_settings()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop_telemetry = telemetry.start("worker")
    broker_url = settings.broker_url.get_secret_value() if settings.broker_url else None
    told_to_stop = _on_signals()
    try:
        with opening.addresses(settings) as found:
            if found.embedded and found.owner is not None:
                opening.prepare(found.owner)
            count = settings.worker_threads if threads is None else threads
            with workforce(found.app, broker_url, threads=count, relay=relay, schedule=schedule):
                typer.echo("Đang làm việc nền; Ctrl-C để dừng · Working; Ctrl-C stops.")
                told_to_stop.wait()
    finally:
        stop_telemetry()


def _on_signals() -> threading.Event:
    """An event set by the first SIGTERM or SIGINT; the second ends the process at once."""
    told_to_stop = threading.Event()

    def stop(number: int, _frame: FrameType | None) -> None:
        told_to_stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return told_to_stop


@queue_app.command("dead")
def dead() -> None:
    """List the messages that were given up, with their reasons."""
    with _store() as (store, _):
        letters = dead_letters.letters(store)
    if not letters:
        typer.echo("Không có · None.")
        return
    table = Table("id", "when", "job", "arguments", "tries", "reason")
    for letter in letters:
        when = letter.dead_at.astimezone(TIMEZONE).strftime("%Y-%m-%d %H:%M:%S")
        table.add_row(str(letter.id), when, letter.job, str(letter.args), str(letter.tries), letter.reason)
    Console(width=None if Console().is_terminal else 200).print(table)


@queue_app.command("requeue")
def requeue(ids: Ids = None) -> None:
    """Enqueue messages that were given up once more."""
    with _store() as (store, broker):
        count = dead_letters.enqueue_again(store, broker, set(ids) if ids else None)
    typer.echo(f"{count}")


@contextmanager
def _store() -> Iterator[tuple[QueueStore, Broker]]:
    settings = get_settings()
    broker_url = settings.broker_url.get_secret_value() if settings.broker_url else None
    with opening.addresses(settings) as found:
        store = QueueStore(found.app, connections=2)
        broker = make_broker(broker_url, found.app, JOBS)
        try:
            yield store, broker
        finally:
            broker.close()
            store.close()
