"""Templates of entries: on every device of one person, nobody else's, and changed under the same id."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from tenants.worklogs import templates
from tenants.worklogs.errors import (
    BadIdentifier,
    BadMinutes,
    BadQuantity,
    BadTemplateName,
    MissingOutput,
    TooManyTemplates,
    UnknownTemplateItem,
)
from tenants.worklogs.templates import TemplateInput
from tests.worklogs.conftest import Log


def weekly(log: Log) -> TemplateInput:
    return TemplateInput(uuid7(), " Báo cáo tuần ", log.items["reply"], Decimal("1.5"), 45, "Công văn trả lời")


async def names(log: Log, who: str) -> list[str]:
    async with log.province.db.tenant(log.province.id) as session:
        return [row.name for row in await templates.mine(session, log.province.caller(who))]


async def save(log: Log, who: str, given: TemplateInput) -> None:
    async with log.province.db.tenant(log.province.id) as session:
        await templates.save(session, log.province.caller(who), given)


async def test_a_template_is_kept_changed_and_forgotten_by_its_owner_alone(log: Log) -> None:
    given = weekly(log)
    await save(log, "cadre1", given)
    await save(log, "cadre1", replace(given, name="Báo cáo tháng", quantity=Decimal(2)))
    assert await names(log, "cadre1") == ["Báo cáo tháng"]
    assert await names(log, "cadre2") == []
    with pytest.raises(BadIdentifier):
        await save(log, "cadre2", given)
    for who, wanted in (("cadre2", given.id), ("cadre1", uuid7())):
        async with log.province.db.tenant(log.province.id) as session:
            with pytest.raises(NotFound):
                await templates.remove(session, log.province.caller(who), wanted)
    async with log.province.db.tenant(log.province.id) as session:
        await templates.remove(session, log.province.caller("cadre1"), given.id)
    assert await names(log, "cadre1") == []


async def test_what_no_template_can_hold_is_refused(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    given = weekly(log)
    wrong = [
        (replace(given, name="  "), BadTemplateName),
        (replace(given, quantity=Decimal(0)), BadQuantity),
        (replace(given, minutes=100_000), BadMinutes),
        (replace(given, output=""), MissingOutput),
        (replace(given, work_item_id=uuid7()), UnknownTemplateItem),
    ]
    for bad, refusal in wrong:
        with pytest.raises(refusal):
            await save(log, "cadre1", bad)
    with pytest.raises(Forbidden):
        await save(log, "admin", given)
    monkeypatch.setattr(templates, "MOST", 1)
    await save(log, "cadre1", given)
    await save(log, "cadre1", given)
    with pytest.raises(TooManyTemplates):
        await save(log, "cadre1", replace(given, id=uuid7()))
