"""Evidence as files: kept, given back to those who may see it, refused when too large or of another kind."""

import asyncio
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.serving import open_address, serve
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import FolderStore
from tests.api.conftest import Api, bearer
from tests.fixtures_tenant import Province

PDF = b"%PDF-1.7 " + bytes(range(256)) * 40


@pytest.fixture
async def cadre(api: Api, province: Province) -> httpx.AsyncClient:
    """A client of cadre1's."""
    return api.client(**bearer(await api.token(province, "cadre1")))


async def send(
    client: httpx.AsyncClient, content: bytes, name: str = "báo cáo.pdf", kind: str = "application/pdf"
) -> httpx.Response:
    """Send one file."""
    return await client.post("/files", params={"name": name}, content=content, headers={"content-type": kind})


async def test_a_file_is_kept_and_given_back_as_a_download(cadre: httpx.AsyncClient) -> None:
    kept = await send(cadre, PDF)
    assert kept.status_code == 201
    assert kept.json()["size"] == len(PDF)
    back = await cadre.get(f"/files/{kept.json()['id']}")
    assert back.content == PDF
    assert back.headers["content-disposition"] == "attachment; filename*=UTF-8''b%C3%A1o%20c%C3%A1o.pdf"
    assert "sandbox" in back.headers["content-security-policy"]


async def test_only_a_pdf_is_shown_in_place_and_only_within_our_own_pages(cadre: httpx.AsyncClient) -> None:
    shown = await cadre.get(f"/files/{(await send(cadre, PDF)).json()['id']}?inline=true")
    assert shown.headers["content-disposition"].startswith("inline;")
    assert shown.headers["content-type"].startswith("application/pdf")
    assert "frame-ancestors 'self'" in shown.headers["content-security-policy"]
    assert shown.headers.get_list("x-frame-options") == ["SAMEORIGIN"]
    picture = (await send(cadre, b"\x89PNG\r\n\x1a\n" + bytes(64), "ảnh.png", "image/png")).json()["id"]
    kept = await cadre.get(f"/files/{picture}?inline=true")
    assert kept.headers["content-disposition"].startswith("attachment;")
    assert kept.headers.get_list("x-frame-options") == ["DENY"]


async def test_a_file_above_the_limit_is_refused_with_a_code_and_nothing_is_kept(
    cadre: httpx.AsyncClient, api: Api
) -> None:
    refused = await send(cadre, b"%PDF" + bytes(3 * 1024 * 1024))
    assert refused.status_code == 413
    error = refused.json()["errors"][0]
    assert error["extensions"]["code"] == "FILE_TOO_LARGE"
    assert error["extensions"]["data"] == {"most": 1}
    assert error["message"].startswith("Tệp lớn hơn 1 MiB")


async def test_a_file_of_another_kind_is_refused(cadre: httpx.AsyncClient) -> None:
    refused = await send(cadre, b"<script>", "trang.html", "text/html")
    assert refused.status_code == 415
    assert refused.json()["errors"][0]["extensions"]["code"] == "FILE_KIND_REFUSED"


async def test_nobody_else_sees_a_file_that_proves_nothing_yet(
    cadre: httpx.AsyncClient, api: Api, province: Province, other_province: Province
) -> None:
    file_id = (await send(cadre, PDF)).json()["id"]
    for home, name in ((province, "cadre2"), (province, "division_head"), (other_province, "cadre1")):
        async with api.client(**bearer(await api.token(home, name))) as client:
            hidden = await client.get(f"/files/{file_id}")
            unknown = await client.get("/files/0198c0de-0000-7000-8000-000000000000")
        assert hidden.status_code == unknown.status_code == 404
        assert hidden.json() == unknown.json()


async def test_a_file_without_a_caller_or_a_name_is_refused(api: Api, cadre: httpx.AsyncClient) -> None:
    async with api.client() as nobody:
        assert (await send(nobody, PDF)).status_code == 401
    nameless = await cadre.post("/files", content=PDF, headers={"content-type": "application/pdf"})
    assert nameless.status_code == 400


async def test_a_file_of_fifty_megabytes_sent_over_a_socket_gets_its_answer(
    api: Api, db: Database, province: Province, tmp_path: Path
) -> None:
    settings = Settings(state=tmp_path, port=0)
    address, done = open_address(settings), asyncio.Event()
    url = f"http://127.0.0.1:{address.getsockname()[1]}/files?name=a.pdf"
    headers = bearer(await api.token(province, "cadre1")) | {"content-type": "application/pdf"}
    answers: list[httpx.Response] = []

    async def post() -> None:
        async with httpx.AsyncClient(timeout=60) as client:
            answers.append(await client.post(url, content=bytes(50_000_000), headers=headers))
        done.set()

    await serve(create_app(settings, db, FolderStore(tmp_path / "kept")), address, on_start=post, until=done)
    (answer,) = answers
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "FILE_TOO_LARGE"
    assert not (tmp_path / "kept").exists()
