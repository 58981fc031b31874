"""An endpoint's signing secrets: sealed for their own endpoint, two of them while they are changed."""

from datetime import datetime
from uuid import UUID

from kernel.sealing import Seal
from tenants.webhooks.models import WebhookEndpoint


def about(tenant_id: int, endpoint_id: UUID) -> str:
    """What a sealed secret is bound to."""
    return f"webhook:{tenant_id}:{endpoint_id}"


def keys_of(endpoint: WebhookEndpoint, seal: Seal, now: datetime) -> tuple[str, ...]:
    """The secrets that sign now, the newest first."""
    place = about(endpoint.tenant_id, endpoint.id)
    sealed = [endpoint.sealed_secret]
    if endpoint.sealed_old_secret is not None and endpoint.old_until is not None and endpoint.old_until > now:
        sealed.append(endpoint.sealed_old_secret)
    return tuple(seal.open(text, place) for text in sealed)
