"""The GraphQL doors of webhooks, as an administrator's console uses them."""

from datetime import timedelta

import pytest

from kernel.clock import utc_now
from kernel.settings import Settings
from tenants.facts.rules import EVALUATION_DECIDED, UNIT_CHANGED
from tenants.webhooks import actions
from tests.api.conftest import Api, api, settings
from tests.fixtures_tenant import Province

__all__ = ["api", "settings"]

REGISTER = "mutation ($input: RegisterWebhookInput!) { registerWebhook(input: $input) { id secret } }"
LIST = """{ webhookEventTypes webhookEndpoints { id url eventTypes state reason failures waiting description
    oldUntil openUntil lastSuccessAt createdAt } }"""
LOG = """query ($id: UUID!) { webhookDeliveries(endpointId: $id) { edges { node {
    type state tries attempts { status failure response milliseconds } } } } }"""
ACTS = """mutation ($one: WebhookEndpointInput!, $change: ChangeWebhookInput!, $replay: ReplayWebhooksInput!) {
    testWebhook(input: $one) changeWebhook(input: $change) pauseWebhook(input: $one) resumeWebhook(input: $one)
    rotateWebhookSecret(input: $one) { secret } replayWebhooks(input: $replay) }"""


@pytest.mark.parametrize("url", ["https://10.0.0.1/hook", "http://8.8.8.8/", "https://169.254.169.254/latest"])
async def test_an_address_inside_is_refused_at_registration(api: Api, province: Province, url: str) -> None:
    token = await api.token(province, "admin")
    answer = await api.ask(token, REGISTER, input={"url": url, "eventTypes": [UNIT_CHANGED]})
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_WEBHOOK_ADDRESS"
    assert (await api.ask(token, LIST))["data"]["webhookEndpoints"] == []


async def test_an_endpoint_is_registered_tested_changed_and_removed(
    api: Api,
    province: Province,
    other_province: Province,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(actions, "get_settings", lambda: Settings(webhooks_insecure=True))
    token = await api.token(province, "admin")
    given = {"url": "http://127.0.0.1:9/hook", "eventTypes": [EVALUATION_DECIDED], "description": "  Văn  phòng "}
    made = (await api.ask(token, REGISTER, input=given))["data"]["registerWebhook"]
    assert made["secret"].startswith("whsec_")
    one = {"endpointId": made["id"]}
    now = utc_now()
    span = {"since": (now - timedelta(days=1)).isoformat(), "until": now.isoformat()}
    changed = {**one, **given, "eventTypes": [UNIT_CHANGED, EVALUATION_DECIDED]}
    done = await api.ask(token, ACTS, one=one, change=changed, replay={**one, **span})
    assert "errors" not in done, done
    assert done["data"]["replayWebhooks"] == 0
    listed = (await api.ask(token, LIST))["data"]
    (endpoint,) = listed["webhookEndpoints"]
    assert endpoint["eventTypes"] == [EVALUATION_DECIDED, UNIT_CHANGED]
    assert (endpoint["state"], endpoint["waiting"], endpoint["description"]) == ("OPEN", 1, "Văn phòng")
    (edge,) = (await api.ask(token, LOG, id=made["id"]))["data"]["webhookDeliveries"]["edges"]
    assert edge["node"] == {"type": "endpoint.test", "state": "WAITING", "tries": 0, "attempts": []}
    foreign = await api.token(other_province, "admin")
    remove = "mutation ($one: WebhookEndpointInput!) { removeWebhook(input: $one) }"
    assert (await api.ask(foreign, LOG, id=made["id"]))["data"]["webhookDeliveries"]["edges"] == []
    assert (await api.ask(foreign, remove, one=one))["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert (await api.ask(token, remove, one=one))["data"]["removeWebhook"] == made["id"]
    assert (await api.ask(token, LIST))["data"]["webhookEndpoints"] == []


async def test_a_kind_of_event_that_is_not_is_named(api: Api, province: Province) -> None:
    token = await api.token(province, "admin")
    answer = await api.ask(token, REGISTER, input={"url": "https://8.8.8.8/", "eventTypes": ["unit.changed", "all"]})
    assert "all" in answer["errors"][0]["message"]
