"""The database itself keeps a package as it was published."""

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from tenants.norms.models import NormPackage
from tests.norms.office import KHANH_HOA, Office, days, numbered

SECOND = numbered("1.1.0", document=KHANH_HOA)


async def _rows(office: Office) -> list[NormPackage]:
    async with office.province.db.tenant(office.province.id) as session:
        return list(await session.scalars(select(NormPackage)))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE norm_package SET document = document || ' '",
        "UPDATE norm_package SET override = 'version: 7'",
        "UPDATE norm_package SET version = '9.9.9'",
        "UPDATE norm_package SET document_hash = '\\x00'",
        "UPDATE norm_package SET authors = '{}'",
        "UPDATE norm_package SET valid_from = valid_from - 30",
        "UPDATE norm_package SET published_by = NULL",
        "UPDATE norm_package SET status = 'draft'",
        "UPDATE norm_package SET status = 'pilot'",
        "DELETE FROM norm_package",
    ],
)
async def test_the_database_itself_refuses_to_change_a_published_package(office: Office, change: str) -> None:
    province = office.province
    await office.publish(await office.draft(SECOND), office.today + days(1))
    with pytest.raises(DBAPIError, match="never changes"):
        async with province.db.tenant(province.id) as session:
            await session.execute(text(change))
    (row,) = await _rows(office)
    assert (row.document, row.status) == (SECOND, "published")


async def test_of_a_published_package_only_its_end_is_written_once(office: Office) -> None:
    province = office.province
    row = await office.publish(await office.draft(SECOND), office.today + days(1))
    end = update(NormPackage).where(NormPackage.id == row.id)
    async with province.db.tenant(province.id) as session:
        await session.execute(end.values(valid_to=office.today + days(9), status="superseded"))
    with pytest.raises(DBAPIError, match="never changes"):
        async with province.db.tenant(province.id) as session:
            await session.execute(end.values(valid_to=office.today + days(10)))
