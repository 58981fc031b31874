"""The platform's own workforce: all its jobs and its whole schedule."""

from kernel.sealing import open_seal
from kernel.settings import get_settings
from workers.actors import JOBS
from workers.brokers import make_broker
from workers.connectors.pulling import Puller
from workers.periodic import PLAN
from workers.workforce import Workforce


def workforce(
    database_url: str, broker_url: str | None = None, *, threads: int = 4, relay: bool = True, schedule: bool = True
) -> Workforce:
    """Everything that works in the background of one process; `threads=0` only relays."""
    broker = make_broker(broker_url, database_url, JOBS)
    puller = Puller(database_url, open_seal(get_settings())) if schedule else None
    return Workforce(database_url, broker, threads=threads, relay=relay, plan=PLAN if schedule else (), puller=puller)
