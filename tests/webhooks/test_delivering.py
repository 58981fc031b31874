"""Signed, retried with pauses, at least once under one id; receivers that behave badly hold up nobody."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from kernel.clock import utc_now
from tenants.facts.models import DomainFact
from tenants.facts.rules import ENTRY_VERIFIED, UNIT_CHANGED
from tenants.webhooks import actions, rules, spreading
from tenants.webhooks.models import WebhookMessage
from tests.webhooks.conftest import Office


async def test_what_arrives_is_signed_and_thin(office: Office) -> None:
    made = await office.endpoint("/good")
    await office.change_units()
    assert await office.deliver(made.id) == 1
    (heard,) = office.receiver.heard["/good"]
    told = Webhook(made.secret).verify(heard.body, heard.headers)
    assert told["type"] == UNIT_CHANGED
    assert told["data"] == {
        "tenant": office.province.slug, "id": str(office.province.units["commune"]), "act": "changed",
        "on": office.province.today.isoformat(),
    }  # fmt: skip
    with pytest.raises(WebhookVerificationError):
        Webhook(made.secret).verify(heard.body.replace("changed", "closed"), heard.headers)
    (delivery,) = await office.deliveries(made.id)
    assert (delivery.state, delivery.tries) == ("delivered", 1)
    assert heard.headers["webhook-id"] == f"msg_{delivery.message_id.hex}"


async def test_during_a_rotation_both_secrets_sign(office: Office) -> None:
    made = await office.endpoint("/good")
    async with office.province.db.tenant(office.province.id) as session:
        newer = await actions.rotate(session, office.province.caller("admin"), office.seal, made.id)
    await office.change_units()
    await office.deliver(made.id)
    (heard,) = office.receiver.heard["/good"]
    for secret in (made.secret, newer.secret):
        assert Webhook(secret).verify(heard.body, heard.headers)
    assert made.secret != newer.secret


async def test_a_secret_is_kept_sealed_and_put_on_no_trail(office: Office) -> None:
    made = await office.endpoint("/good")
    async with office.province.db.tenant(office.province.id) as session:
        for table in ("webhook_endpoint", "audit_event"):
            stored = await session.scalar(text(f"SELECT string_agg(t::text, ' ') FROM {table} t"))
            assert stored
            assert made.secret.removeprefix("whsec_") not in stored


async def test_only_kinds_that_were_asked_for_are_sent_and_nothing_is_kept_where_nobody_asks(office: Office) -> None:
    made = await office.endpoint("/good", ENTRY_VERIFIED)
    await office.change_units()
    async with office.province.db.tenant(office.province.id) as session:
        counts = [await session.scalar(select(func.count()).select_from(t)) for t in (DomainFact, WebhookMessage)]
    assert counts == [0, 0]
    assert await office.deliver(made.id) == 0


async def test_a_failed_delivery_comes_again_later_under_the_same_id(office: Office) -> None:
    made = await office.endpoint("/500")
    await office.change_units()
    assert await office.deliver(made.id) == 1
    assert await office.deliver(made.id) == 0, "it pauses"
    (delivery,) = await office.deliveries(made.id)
    assert timedelta(seconds=3) < delivery.due_at - utc_now() < timedelta(seconds=7)
    await office.make_due(made.id)
    assert await office.deliver(made.id) == 1
    ids = {heard.headers["webhook-id"] for heard in office.receiver.heard["/500"]}
    assert len(ids) == 1
    first, second = await office.attempts(made.id)
    assert (first.status, first.response) == (second.status, second.response) == (500, "oops")


@pytest.mark.parametrize(
    ("path", "status", "failure"),
    [("/slow", None, "timed_out"), ("/dead", None, "unreachable"), ("/302", 302, None), ("/endless", 500, None)],
)
async def test_a_receiver_that_behaves_badly_costs_little(
    office: Office, path: str, status: int | None, failure: str | None
) -> None:
    made = await office.endpoint(path)
    await office.change_units()
    began = time.monotonic()
    await office.deliver(made.id)
    assert time.monotonic() - began < 1.5
    (attempt,) = await office.attempts(made.id)
    assert (attempt.status, attempt.failure) == (status, failure)
    assert len(attempt.response) <= 1024
    assert office.receiver.heard["/good"] == [], "redirects are not followed"
    (delivery,) = await office.deliveries(made.id)
    assert delivery.state == "waiting"


async def test_gone_disables_the_endpoint(office: Office) -> None:
    made = await office.endpoint("/410")
    await office.change_units(3)
    await office.deliver(made.id)
    endpoint = await office.state(made.id)
    assert (endpoint.state, endpoint.reason) == ("disabled", "gone")
    assert {delivery.state for delivery in await office.deliveries(made.id)} == {"failed"}
    assert await office.deliver(made.id) == 0


async def test_who_asks_to_be_left_alone_is(office: Office) -> None:
    made = await office.endpoint("/busy")
    await office.change_units()
    await office.deliver(made.id)
    (delivery,) = await office.deliveries(made.id)
    endpoint = await office.state(made.id)
    assert endpoint.open_until is not None
    for until in (delivery.due_at, endpoint.open_until):
        assert timedelta(seconds=880) < until - utc_now() <= timedelta(seconds=900)


async def test_after_five_failures_the_circuit_opens_and_one_letter_finds_out_whether_it_may_close(
    office: Office,
) -> None:
    made = await office.endpoint("/dead")
    await office.change_units(12)
    for _ in range(9):
        await office.make_due(made.id)
        await office.deliver(made.id)
    endpoint = await office.state(made.id)
    assert endpoint.failures == 8, "the first turn sends eight at once; then nothing until the break is over"
    assert endpoint.open_until is not None
    assert endpoint.open_until > utc_now()
    async with office.province.db.tenant(office.province.id) as session:
        await spreading.ask_for_due(session, utc_now())
        assert (
            await session.scalar(
                text("SELECT count(*) FROM outbox WHERE job = 'deliver_webhooks' AND created_at >= now()")
            )
            == 0
        )
        await session.execute(
            text("UPDATE webhook_endpoint SET url = :url, open_until = now()"), {"url": office.receiver.url("/good")}
        )
    await office.make_due(made.id)
    assert await office.deliver(made.id) == 12
    assert (await office.state(made.id)).failures == 0
    assert {delivery.state for delivery in await office.deliveries(made.id)} == {"delivered"}


async def test_an_endpoint_held_by_one_sender_is_left_alone_by_others(office: Office) -> None:
    made = await office.endpoint("/good")
    await office.change_units()
    async with office.province.db.tenant(office.province.id) as session:
        await session.execute(text("UPDATE webhook_endpoint SET claimed_until = now() + interval '1 minute'"))
    assert await office.deliver(made.id) == 0
    async with office.province.db.tenant(office.province.id) as session:
        await session.execute(text("UPDATE webhook_endpoint SET claimed_until = now() - interval '1 second'"))
    assert await office.deliver(made.id) == 1, "its sender ended without a word"


async def test_messages_of_a_pause_are_sent_when_it_ends(office: Office) -> None:
    made = await office.endpoint("/good")
    admin = office.province.caller("admin")
    async with office.province.db.tenant(office.province.id) as session:
        await actions.pause(session, admin, made.id)
    await office.change_units(2)
    assert await office.deliver(made.id) == 0
    async with office.province.db.tenant(office.province.id) as session:
        await actions.resume(session, admin, made.id)
    assert await office.deliver(made.id) == 2


async def test_a_time_is_replayed_under_the_old_ids(office: Office) -> None:
    made = await office.endpoint("/good")
    began = utc_now()
    await office.change_units(3)
    await office.deliver(made.id)
    late = await office.endpoint("/good")
    admin, until = office.province.caller("admin"), utc_now() + timedelta(minutes=1)
    async with office.province.db.tenant(office.province.id) as session:
        assert await actions.replay(session, admin, made.id, began, until, everything=False) == 0
        assert await actions.replay(session, admin, made.id, began, until, everything=True) == 3
        assert await actions.replay(session, admin, late.id, began, until, everything=False) == 3, "it had none of them"
    assert [await office.deliver(made.id), await office.deliver(late.id)] == [3, 3]
    heard = [request.headers["webhook-id"] for request in office.receiver.heard["/good"]]
    assert len(heard) == 9
    assert len(set(heard)) == 3


async def test_old_messages_are_forgotten_with_their_log(office: Office) -> None:
    made = await office.endpoint("/good")
    await office.change_units()
    await office.deliver(made.id)
    async with office.province.db.tenant(office.province.id) as session:
        await spreading.forget(session, utc_now() + timedelta(minutes=1))
        assert await session.scalar(select(func.count()).select_from(WebhookMessage)) == 0
    assert await office.attempts(made.id) == []


def test_pauses_grow_as_the_specification_suggests_and_end() -> None:
    pauses = [rules.pause_after(tries, 0.5) for tries in range(1, rules.TRIES + 1)]
    assert [pause.total_seconds() for pause in pauses if pause] == [
        5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400,
    ]  # fmt: skip
    assert pauses[-1] is None
    spread = {rules.pause_after(3, chance) for chance in (0.0, 0.3, 1.0)}
    assert len(spread) == 3


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120),
        ("999999999", 86_400),
        ("Wed, 01 Jan 2020 00:00:00 GMT", 0),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_in_both_forms(asked: str | None, seconds: int | None) -> None:
    pause = rules.asked_pause(asked, utc_now())
    assert (pause.total_seconds() if pause is not None else None) == seconds
