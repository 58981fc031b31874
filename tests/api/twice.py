"""Each question asked compiled and by the resolvers: the answers must be the same."""

from typing import Any

import pytest

from api.compiled.running import Reads
from tests.api.conftest import Api
from tests.worklogs.conftest import Log


class Twice:
    """Asks each question compiled and by the resolvers."""

    def __init__(self, api: Api, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
        self.api, self.log = api, log
        self.compiled = True
        self.texts: list[bytes | None] = []
        self._tokens: dict[tuple[str, ...], str] = {}
        real = Reads.answer

        async def answer(reads: Reads, *asked: Any) -> bytes | None:
            if not self.compiled:
                return None
            self.texts.append(await real(reads, *asked))
            return self.texts[-1]

        monkeypatch.setattr(Reads, "answer", answer)

    async def token(self, who: str, *scopes: str) -> str:
        if (who, *scopes) not in self._tokens:
            self._tokens[who, *scopes] = await self.api.token(self.log.province, who, *scopes)
        return self._tokens[who, *scopes]

    async def ask(self, who: str, query: str, *scopes: str, **variables: object) -> tuple[dict[str, Any], bool]:
        """The answer, the same both ways, and whether the first was compiled."""
        token = await self.token(who, *scopes)
        self.compiled = True
        first = await self.api.ask(token, query, **variables)
        self.compiled = False
        second = await self.api.ask(token, query, **variables)
        assert first == second
        return first, self.texts[-1] is not None

    async def compiled_data(self, who: str, query: str, **variables: object) -> Any:
        """The data of a read that must be compiled."""
        answer, compiled = await self.ask(who, query, **variables)
        assert compiled
        assert "errors" not in answer
        return answer["data"]

    async def stock_answer(self, who: str, query: str, *scopes: str, **variables: object) -> dict[str, Any]:
        """The answer of an operation that must be left to the resolvers."""
        answer, compiled = await self.ask(who, query, *scopes, **variables)
        assert not compiled
        return answer
