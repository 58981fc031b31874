"""What was confirmed of a back-dated correction is chained with the scores that name it."""

from datetime import timedelta

import pytest

from tenants.norms.models import NormCorrection
from tests.norms.office import numbered
from tests.receipts.conftest import Chained
from tests.scoring.past import Past, past

__all__ = ["past"]


async def _corrected(past: Past, *units: str) -> NormCorrection:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    correction = await past.office.correct(right, past.first, past.after, units or None)
    await past.apply(correction)
    return correction


@pytest.fixture
def chained(past: Past, database_url: str) -> Chained:
    """The chain of the province of `past`, with nothing in it."""
    return Chained(past.log, database_url, [])


async def test_corrected_scores_are_chained_beside_the_old_and_hold(past: Past, chained: Chained) -> None:
    assert await chained.chain() == 4
    await _corrected(past)
    assert await chained.chain() == 4
    report = await chained.audit()
    assert (report.receipts, report.waiting, report.findings) == (8, 0, [])


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'Vì lý do khác'",
        "reason = reason || document_number, document_number = ''",
        "document_number = '99/QĐ-UBND'",
        "confirmed_by = proposed_by",
        "confirmed_at = confirmed_at + interval '1 second'",
        "proposed_at = proposed_at - interval '1 day'",
    ],
)
async def test_a_changed_correction_is_located(past: Past, chained: Chained, change: str) -> None:
    correction = await _corrected(past)
    await chained.chain()
    await chained.tamper(f"UPDATE norm_correction SET {change} WHERE tenant_id = TENANT")
    assert await chained.found() == [("CORRECTION", f"norm correction {correction.id}")]


async def test_a_removed_correction_is_located_and_its_scores_are_no_longer_lawful(
    past: Past, chained: Chained
) -> None:
    correction = await _corrected(past)
    await chained.chain()
    await chained.tamper("DELETE FROM norm_correction WHERE tenant_id = TENANT")
    found = await chained.found()
    assert found[0] == ("CORRECTION", f"norm correction {correction.id}")
    assert [code for code, _ in found[1:]] == ["LAW"] * 2


async def test_one_changed_score_of_several_is_not_taken_for_its_correction(past: Past, chained: Chained) -> None:
    await _corrected(past)
    await chained.chain()
    score = (await past.scores("cadre1"))[1]
    await chained.tamper(f"UPDATE entry_score SET points = 1 WHERE tenant_id = TENANT AND number = {score.number}")
    ((code, place),) = await chained.found()
    assert (code, place.startswith(f"entry {score.entry_id} ")) == ("CHANGED", True)


async def test_between_confirming_a_correction_and_applying_it_nothing_is_wrong(past: Past, chained: Chained) -> None:
    right = await past.office.draft(numbered("1.0.1", hard="1.7"))
    correction = await past.office.correct(right, past.first, past.after)
    assert await chained.found() == []
    await past.apply(correction)
    assert await chained.found() == []


async def test_a_pilots_days_moved_by_hand_are_found_at_the_scores_they_concern(past: Past, chained: Chained) -> None:
    tried = await past.office.draft(numbered("1.0.1", hard="1.7"))
    past.office.today = past.first - timedelta(days=1)
    await past.office.pilot(tried, ["commune"], past.first, past.first + timedelta(days=3))
    assert await chained.found() == []
    await chained.tamper(f"UPDATE norm_pilot SET valid_to = '{past.after}' WHERE tenant_id = TENANT")
    ((code, place),) = await chained.found()
    (score,) = await past.scores("commune_cadre")
    assert (code, place.startswith(f"entry {score.entry_id} ")) == ("LAW", True)
