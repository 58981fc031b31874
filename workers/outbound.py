"""Jobs that speak to other systems: what they need of this installation beside the database."""

import ssl
from functools import cache
from uuid import UUID

from kernel.database import Database
from kernel.sealing import Seal, open_seal
from kernel.settings import get_settings
from tenants.cadre_database import exchanging
from tenants.cadre_database.actions import about
from tenants.cadre_database.http import HttpCadreDatabase, trust_of
from tenants.cadre_database.models import CadreConnection
from tenants.webhooks import delivering
from tenants.webhooks.sending import Sender


async def deliver_webhooks(db: Database, tenant_id: int, endpoint_id: str) -> int:
    """Send what is due to one endpoint."""
    return await delivering.deliver(db, tenant_id, UUID(endpoint_id), _seal(), _sender())


async def sync_cadre_database(db: Database, tenant_id: int) -> int:
    """One turn with the national cadre database, where this installation has an address for it."""
    url = get_settings().cadre_database_url
    if url is None:
        return 0
    async with db.tenant(tenant_id) as session:
        settled = await session.get(CadreConnection, tenant_id)
    if settled is None or not settled.enabled:
        return 0
    token = _seal().open(settled.sealed_token, about(tenant_id)) if settled.sealed_token else None
    return await exchanging.sync(db, tenant_id, HttpCadreDatabase(url, token, _trust()))


@cache
def _trust() -> ssl.SSLContext:
    return trust_of(get_settings())


@cache
def _seal() -> Seal:
    return open_seal(get_settings())


@cache
def _sender() -> Sender:
    return Sender(insecure=get_settings().webhooks_insecure)
