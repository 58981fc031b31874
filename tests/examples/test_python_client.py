"""The client example against the real server on loopback: logging, pages, refusals, events, webhooks."""

import asyncio
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from api.app import create_app
from api.serving import open_address, serve
from kernel.settings import Settings
from kernel.storage import FolderStore
from tests.intake.conftest import Office, api, log, office, settings

__all__ = ["api", "log", "office", "settings"]

FILE = Path(__file__).parents[2] / "examples" / "python-client" / "roviec_client.py"


@pytest.fixture(scope="module")
def example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("roviec_client", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


async def test_a_program_logs_reads_pages_and_sends_events(
    example: ModuleType, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Settings(state=tmp_path, port=0)
    app = create_app(given, office.api.db, FolderStore(tmp_path / "files"))
    address = open_address(given)
    url = f"http://127.0.0.1:{address.getsockname()[1]}"
    started, done = asyncio.Event(), asyncio.Event()

    async def begun() -> None:
        started.set()

    serving = asyncio.create_task(serve(app, address, on_start=begun, until=done))
    await started.wait()
    await office.map("document", "bao-cao", "appraise")
    token = await office.api.token(office.log.province, "cadre1", "work_entry:*")
    monkeypatch.setattr(example, "PAGE", 2)
    await asyncio.to_thread(_use, example, office, url, token)
    done.set()
    await serving


def _use(example: Any, office: Office, url: str, token: str) -> None:
    with example.Client(url, token) as client:
        entry = {"day": office.log.today, "work_item_id": office.log.items["appraise"], "quantity": 1, "minutes": 30}
        ids = [
            client.log_work(**entry, output="Báo cáo", document_number=f"{n}/BC", entry_id=example.uuid7())
            for n in range(5)
        ]
        assert client.log_work(**entry, output="Báo cáo", document_number="0/BC", entry_id=UUID(ids[0])) == ids[0]
        assert {found["id"] for found in client.entries(office.log.today, office.log.today)} == set(ids)
        with pytest.raises(example.Refused) as refused:
            client.log_work(**{**entry, "minutes": 0}, output="Báo cáo")
        assert (refused.value.code, refused.value.path) == ("BAD_MINUTES", ["input", "minutes"])
    path = f"/intake/{office.log.province.id}/{office.source.id}/events"
    event = office.event("document.finished", documentNumber="99/BC")
    with example.Source(url + path, office.issued.key) as source:
        results = source.send([event, event])
    assert [one["outcome"] for one in results] == ["taken", "repeated"]
    with example.Source(url + path, "whsec_" + "A" * 43 + "=") as source, pytest.raises(example.Refused) as refused:
        source.send([event])
    assert refused.value.code == "BAD_SIGNATURE"


def test_a_webhook_is_read_only_if_its_signature_holds(example: ModuleType) -> None:
    # The example of the Standard Webhooks specification's own libraries.
    key, message_id, at = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
    body = b'{"test": 2432232314}'
    signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    headers = {"Webhook-Id": message_id, "Webhook-Timestamp": str(at), "Webhook-Signature": f"v1,AAAA {signature}"}
    assert example.check_webhook(key, headers, body, now=at) == json.loads(body)
    for wrong, when in ((b'{"test": 1}', at), (body, at + 301)):
        with pytest.raises(example.BadWebhook):
            example.check_webhook(key, headers, wrong, now=when)
    with pytest.raises(example.BadWebhook):
        example.check_webhook(key, {}, body)
