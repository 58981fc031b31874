"""Receipts of scores that a back-dated correction made: they hold, and name what made them."""

import json
from datetime import timedelta

import psycopg

from tenants.norms.models import NormCorrection
from tenants.scoring import receipts
from tenants.worklogs import corrections
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision
from tests.norms.office import numbered
from tests.scoring.made_receipts import Document, wrong
from tests.scoring.past import Past


async def _corrected(past: Past) -> NormCorrection:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    correction = await past.office.correct(right, past.first, past.after)
    await past.apply(correction)
    return correction


async def _entry(past: Past, revision: int) -> Document:
    (score, *_) = await past.scores("cadre1")
    async with past.province.db.tenant(past.province.id) as session:
        caller = past.province.caller("cadre1")
        found = await receipts.document(session, caller, score.entry_id, on=past.province.today, revision=revision)
    return dict(json.loads(json.dumps(found)))


async def _month(past: Past) -> Document:
    async with past.province.db.tenant(past.province.id) as session:
        caller, person = past.province.caller("cadre1"), past.province.people["cadre1"]
        found = await receipts.month_document(session, caller, person, past.first, on=past.province.today)
    return dict(json.loads(json.dumps(found)))


async def test_the_documents_of_a_corrected_entry_and_month_name_the_correction(past: Past) -> None:
    assert "correction" not in (await _entry(past, 1))["sources"]
    correction = await _corrected(past)
    assert correction.confirmed_at is not None
    named = {
        "id": str(correction.id),
        "reason": "Tính sai hệ số",
        "documentNumber": "12/QĐ-UBND",
        "from": past.first.isoformat(),
        "to": past.after.isoformat(),
        "confirmedBy": {"accountId": str(past.office.second_account), "personId": None},
        "confirmedAt": correction.confirmed_at.isoformat(),
    }
    old, new, month = await _entry(past, 1), await _entry(past, 2), await _month(past)
    assert "correction" not in old["sources"]
    assert (old["package"]["version"], new["package"]["version"]) == ("1.0.0", "1.0.1")
    for document in (new, month):
        assert wrong(document) == set()
        assert document["sources"]["correction"] == named


async def test_a_revision_made_by_a_correction_keeps_the_verdict_it_rests_on(past: Past) -> None:
    await _corrected(past)
    (score, *_) = await past.scores("cadre1")
    now = past.log.now + timedelta(hours=1)
    async with past.province.db.tenant(past.province.id) as session:
        decision = Decision(score.entry_id, Verdict("fair"))
        await corrections.correct(session, past.province.caller("division_head"), decision, "Chấm lại", now=now)
    await past.settle()
    first, second, third = [(await _entry(past, revision))["sources"]["verification"] for revision in (1, 2, 3)]
    assert first == second
    assert third["at"] == now.isoformat() != first["at"]


async def test_a_receipt_whose_correction_was_removed_by_hand_is_still_read(past: Past, database_url: str) -> None:
    correction = await _corrected(past)
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as superuser:
        await superuser.execute("SET session_replication_role = replica")
        await superuser.execute("DELETE FROM norm_correction WHERE id = %s", [correction.id])
    assert (await _entry(past, 2))["sources"]["correction"] == {"id": str(correction.id)}
