"""A reference month through the real door: how much becomes prefilled entries, and how much twice."""

from tests.harness.reference_feed import measure
from tests.intake.conftest import Office


async def test_of_a_reference_month_most_becomes_prefilled_entries_and_nothing_twice(office: Office) -> None:
    found = await measure(office.api, office.log, office.client, office.state, each=9)
    assert found.pieces > 180
    assert found.share >= 0.70, found
    assert found.share_of_all >= 0.70, found
    assert found.duplicates / found.prefilled < 0.001, found
    assert found.wrong == 0, "nobody is offered what is not theirs, is not finished, or was cancelled"
    assert found.lost == 0, "what is not offered waits with a reason"
    assert found.logged_twice == 0
