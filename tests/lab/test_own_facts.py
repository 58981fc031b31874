"""A draft that asks for facts of the province's own is replayed as it would score, and refuses what it would refuse."""

import pytest
from sqlalchemy import func, select

from tenants.norms.language import shipped_text
from tenants.scoring.models import RefusedScore
from tests.lab.conftest import Season
from tests.lab.test_prediction import differences, draft

# Every seventh entry lacks what was to be stated of it, every thirteenth was done under an item that says nonsense.
KEPT = """
UPDATE work_entry AS entry SET facts = jsonb_strip_nulls(jsonb_build_object(
    'item', jsonb_build_object(
        'base', CASE WHEN seed % 13 = 0 THEN 'many' ELSE CAST(seed % 9 + 0.5 AS text) END,
        'difficulty', CAST(seed % 4 * 0.25 + 0.5 AS text), 'group', 'g' || (seed % 5 + 1),
        'product', 'sp' || (seed % 4 + 1), 'level', 'c' || (seed % 4 + 1)),
    'position', jsonb_build_object('position', (ARRAY['head', 'c1.3', 'staff'])[seed % 3 + 1]),
    'verification', CASE WHEN seed % 7 > 0 THEN jsonb_build_object(
        'result', CAST(seed % 120 AS text), 'bonus', '0.25', 'good', CAST(seed % 3 AS text), 'timely', '1') END))
FROM (SELECT id, CAST(row_number() OVER (ORDER BY id) AS integer) AS seed FROM work_entry WHERE tenant_id = :tenant)
    AS spread
WHERE entry.tenant_id = :tenant AND entry.id = spread.id
"""
SAID = """
UPDATE work_item_version SET attributes =
    '{"base": "7.5", "difficulty": "1.2", "group": "g2", "product": "sp2", "level": "c3"}'
WHERE tenant_id = :tenant
"""


@pytest.mark.parametrize("package", ["f1-customs-v1", "f3-hung-yen-statistics", "f6-two-step"])
async def test_what_a_draft_with_own_facts_predicts_is_what_publishing_gives(season: Season, package: str) -> None:
    document = draft(shipped_text(package), "2.0.0")
    await season.execute(KEPT)
    await season.execute(SAID)
    run = await season.run(document)
    await season.publish(document)
    await season.score()
    predicted = await season.results(run)
    async with season.log.province.db.tenant(season.tenant) as session:
        refused = await session.scalar(select(func.count()).select_from(RefusedScore))
    assert await differences(season, run) == []
    assert sum(row.refused for row in predicted.values()) == refused
    assert (refused == 0) is (package == "f3-hung-yen-statistics")
