"""A client of the public API, as any program outside would be one: signs in, asks, and reads refusals."""

from typing import Any

import httpx

from kernel.errors import Refusal

SECONDS = 30


class Refused(Refusal):
    """The API refused, with a code and sentences of its own."""

    code = "REFUSED_BY_API"
    vi = "{code}: {message}"
    en = "{code}: {message_en}"


class Client:
    """One person signed in at the API of one tenant."""

    def __init__(self, url: str) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=SECONDS, trust_env=False)
        self._proof: dict[str, str] = {}

    async def sign_in(self, tenant: str, login: str, password: str) -> None:
        """Open a session; its cookie is kept, and its proof goes with every request from here on."""
        answer = await self._http.post("/session", json={"tenant": tenant, "login": login, "password": password})
        opened = answer.json()
        _refuse(opened)
        self._proof = {"x-csrf-token": opened["csrfToken"]}

    async def ask(self, query: str, **variables: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Run one operation and answer its data; raises `Refused` with the API's own code and sentences."""
        answer = await self._http.post("/graphql", json={"query": query, "variables": variables}, headers=self._proof)
        told = answer.json()
        _refuse(told)
        data: dict[str, Any] = told["data"]
        return data

    async def close(self) -> None:
        """End the connections."""
        await self._http.aclose()


def _refuse(told: dict[str, Any]) -> None:
    if told.get("errors"):
        first = told["errors"][0]
        messages = first.get("extensions", {}).get("messages", {})
        raise Refused(
            code=first.get("extensions", {}).get("code", "?"),
            message=messages.get("vi", first["message"]),
            message_en=messages.get("en", first["message"]),
        )
