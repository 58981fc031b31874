"""Units and people as workbooks over HTTP: a grid to mend, a dry run that is applied, accounts with one-time codes."""

from typing import Any

import httpx
import pytest

from tenants.importing.sheets import PEOPLE_SHEET
from tests.api.conftest import Api, bearer
from tests.fixtures_tenant import PEOPLE, Province
from tests.importing.sheets import person, somebody, workbook

NEW = "056195100078"
FIELDS = [column.field for column in PEOPLE_SHEET.columns]
PASSWORD = "chim-bay-qua-song"


@pytest.fixture
async def admin(api: Api, province: Province) -> httpx.AsyncClient:
    """A client of the administrator's."""
    return api.client(**bearer(await api.token(province, "admin")))


def day(province: Province, **more: str) -> dict[str, str]:
    return {"effectiveFrom": province.today.isoformat(), **more}


async def test_a_wrong_cell_is_mended_in_the_grid_and_what_was_checked_is_applied(
    admin: httpx.AsyncClient, province: Province
) -> None:
    data = workbook([person("cadre1"), somebody(NEW, "Hồ Ngân", "STC_NS", valid_from="1/8/2025")])
    read = (await admin.post("/register/reading", params=day(province), content=data)).json()
    assert [(error["cell"], error["code"]) for error in read["result"]["errors"]] == [("G3", "UNKNOWN_UNIT")]
    sheets = read["sheets"]
    sheets[PEOPLE_SHEET.name][2][FIELDS.index("unit")] = "STC-NS"
    checked = (await admin.post("/register/grid", params=day(province), json={"sheets": sheets})).json()["result"]
    assert (checked["people"]["new"], checked["written"], checked["missingCount"]) == (1, False, 2)
    unmarked = await admin.post("/register/grid", params=day(province, dryRun="false"), json={"sheets": sheets})
    assert unmarked.json()["errors"][0]["extensions"]["code"] == "REGISTER_NOT_CHECKED"
    stale = day(province, dryRun="false", fingerprint="0" * 64)
    changed = await admin.post("/register/grid", params=stale, json={"sheets": sheets})
    assert (changed.status_code, changed.json()["errors"][0]["extensions"]["code"]) == (409, "REGISTER_CHANGED")
    mark = day(province, dryRun="false", fingerprint=checked["fingerprint"])
    written = await admin.post("/register/grid", params=mark, json={"sheets": sheets})
    assert (written.status_code, written.json()["result"]["written"]) == (200, True)


async def test_what_stands_is_taken_out_and_comes_back_without_a_difference(
    admin: httpx.AsyncClient, province: Province
) -> None:
    taken = await admin.get("/register.xlsx")
    result = (await admin.post("/register.xlsx", params=day(province), content=taken.content)).json()["result"]
    assert (result["errorCount"], result["warningCount"], result["missingCount"], result["absentUnits"]) == (0, 0, 0, 0)
    assert (result["units"]["unchanged"], result["people"]["unchanged"]) == (5, len(PEOPLE))
    empty = await admin.get("/register/template.xlsx")
    nothing = (await admin.post("/register.xlsx", params=day(province), content=empty.content)).json()["result"]
    assert (nothing["errorCount"], nothing["rows"], nothing["elsewhere"]) == (0, [], len(PEOPLE))


async def test_a_new_account_is_used_first_with_its_code_and_never_twice(
    admin: httpx.AsyncClient, api: Api, province: Province
) -> None:
    data = workbook([somebody(NEW, "Hồ Thị Kim Ngân"), somebody("056195100079", "Hồ Tam Kỳ Ngân")])
    asked = day(province, accounts="true")
    checked = (await admin.post("/register.xlsx", params=asked, content=data)).json()["result"]
    mark = {**asked, "dryRun": "false", "fingerprint": checked["fingerprint"]}
    answer = await admin.post("/register.xlsx", params=mark, content=data)
    assert answer.headers["cache-control"] == "no-store"
    codes: list[dict[str, Any]] = answer.json()["result"]["activations"]
    assert [one["login"] for one in codes] == ["nganhtk", "nganhtk2"]
    code = codes[0]["code"]

    async def used(login: str, given: str, password: str = PASSWORD) -> tuple[int, str | None]:
        body = {"tenant": province.slug, "login": login, "code": given, "password": password}
        told = await client.post("/activation", json=body)
        return told.status_code, told.json()["errors"][0]["extensions"]["code"] if told.is_error else None

    async with api.client() as client:
        assert await used("nganhtk2", code) == (400, "ACTIVATION_OVER")
        assert await used("nobody", code) == (400, "ACTIVATION_OVER")
        assert await used("nganhtk", code, "short") == (400, "WEAK_PASSWORD")
        assert await used("nganhtk", code.lower().replace("-", " ")) == (201, None)
        assert await used("nganhtk", code) == (400, "ACTIVATION_OVER")
        credentials = {"tenant": province.slug, "login": "nganhtk", "password": PASSWORD}
        assert (await client.post("/session", json=credentials)).status_code == 201
    again = (await admin.post("/register.xlsx", params=asked, content=data)).json()["result"]
    assert (again["accounts"], again["people"]["unchanged"]) == (0, 2)


async def test_only_who_manages_the_register_reads_or_writes_it_whole(api: Api, province: Province) -> None:
    async with api.client(**bearer(await api.token(province, "province_head"))) as head:
        data = workbook([somebody(NEW)])
        for path in ("/register.xlsx", "/register/reading"):
            assert (await head.post(path, params=day(province), content=data)).status_code == 403
        for path in ("/register.xlsx", "/register/template.xlsx"):
            assert (await head.get(path)).status_code == 403
