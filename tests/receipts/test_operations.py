"""The place of a receipt as a client of the API meets it."""

from hashlib import sha256

from tests.api.conftest import Api, api, settings
from tests.receipts.conftest import Chained

__all__ = ["api", "settings"]

RECEIPT = "query ($id: UUID!) { receipt(entryId: $id) { hash place { position batch leaf previous link chainedAt } } }"


async def test_a_cadre_sees_where_the_own_receipt_stands_in_the_chain(chained: Chained, api: Api) -> None:
    token = await api.token(chained.log.province, "cadre1")
    found = []
    for entry_id in chained.entries:
        answer = await api.ask(token, RECEIPT, id=str(entry_id))
        found.append(answer["data"]["receipt"]["place"])
    assert sorted(place["position"] for place in found) == list(range(1, 10))
    by_position = {place["position"]: place for place in found}
    for place in found:
        linked = sha256(bytes.fromhex(place["previous"]) + bytes.fromhex(place["leaf"])).hexdigest()
        assert place["link"] == linked
    assert by_position[2]["previous"] == by_position[1]["link"]


async def test_a_receipt_that_is_not_chained_yet_says_so(chained: Chained, api: Api) -> None:
    await chained.write(1)
    token = await api.token(chained.log.province, "cadre1")
    answer = await api.ask(token, RECEIPT, id=str(chained.entries[-1]))
    assert answer["data"]["receipt"]["place"] is None
