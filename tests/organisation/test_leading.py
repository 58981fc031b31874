"""Who is whose direct leader on a day."""

import time
from datetime import date, timedelta

from sqlalchemy import update

from kernel.ids import uuid7
from tenants.organisation import queries
from tenants.organisation.models import Appointment, Delegation
from tests.fixtures_tenant import Province


async def led(province: Province, name: str, on: date | None = None) -> set[str]:
    names = {post_id: who for who, post_id in province.appointments.items()}
    async with province.db.tenant(province.id) as session:
        found = await queries.led_appointments(session, province.people[name], on or province.today)
    return {names[post_id] for post_id in found}


async def test_the_head_of_a_unit_leads_the_others_of_it(province: Province) -> None:
    assert await led(province, "division_head") == {"cadre1", "cadre2"}
