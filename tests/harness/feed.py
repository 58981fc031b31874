"""A month of one body's documents and tasks as two systems tell it, with the faults real systems have.

What is true is kept beside what is sent, so that a test can say which drafts should come of it.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

Json = dict[str, Any]

REPEATED: Final = 0.05
OUT_OF_ORDER: Final = 0.10
WRONG_NUMBERS: Final = 0.02
UNKNOWN_KINDS: Final = 0.06
CANCELLED: Final = 0.04
UNFINISHED: Final = 0.07
TOLD_TWICE: Final = 0.12  # tasks that are about a document the same cadre handles
BY_ACCOUNT: Final = 0.30  # events that name an account of the source in place of a number
SKEW: Final = timedelta(minutes=7)  # how far the clock of the task system is ahead
DOCUMENT_KINDS: Final = ("bao-cao", "to-trinh", "cong-van")
TASK_KINDS: Final = ("giao-viec", "ket-luan")
TITLES: Final = {
    "bao-cao": "Báo cáo tình hình thực hiện dự toán", "to-trinh": "Tờ trình phê duyệt quyết toán",
    "cong-van": "Công văn trả lời kiến nghị", "giao-viec": "Rà soát số liệu thu chi",
    "ket-luan": "Thực hiện thông báo kết luận", "thu-moi": "Thư mời họp",
}  # fmt: skip


@dataclass(frozen=True)
class Cadre:
    """Somebody whose work the systems tell of."""

    pin: str
    account: str
    unit: str


@dataclass
class Piece:
    """A piece of work as it truly was; `tellings` are the systems' names of it."""

    pin: str
    number: str
    state: str
    tellings: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Feed:
    """What each system sends, in the order it sends it, and what is true."""

    documents: list[Json]
    tasks: list[Json]
    pieces: list[Piece]


def month(cadres: Sequence[Cadre], last: date, *, each: int = 32, seed: int = 20260701) -> Feed:
    """A month up to a day: `each` pieces of work a cadre, told by the document system or the task system."""
    chance = random.Random(seed)
    teller = _Teller(chance, last)
    for cadre in cadres:
        for _ in range(each):
            teller.tell(cadre)
    return Feed(_sent(teller.documents, chance), _sent(teller.tasks, chance), teller.pieces)


class _Teller:
    def __init__(self, chance: random.Random, last: date) -> None:
        self._chance = chance
        self._last = last
        self._number = 0
        self.documents: list[Json] = []
        self.tasks: list[Json] = []
        self.pieces: list[Piece] = []

    def tell(self, cadre: Cadre) -> None:
        """One piece of work, by one system or by both."""
        self._number += 1
        state = self._chance.choices(
            ("cancelled", "open", "finished"), (CANCELLED, UNFINISHED, 1 - CANCELLED - UNFINISHED)
        )[0]
        piece = Piece(cadre.pin, f"{self._number}/STC-NS", state)
        self.pieces.append(piece)
        start = self._last - timedelta(days=self._chance.randint(2, 24))
        as_task = self._chance.random() < 0.3
        if not as_task or self._chance.random() < TOLD_TWICE / 0.3:
            self._document(cadre, piece, start)
        if as_task:
            self._task(cadre, piece, start)

    def _document(self, cadre: Cadre, piece: Piece, start: date) -> None:
        external = f"VB-{self._number:05d}"
        piece.tellings.append(("document", external))
        facts = self._facts(cadre, piece, DOCUMENT_KINDS, "thu-moi")
        first = {"kind": facts["kind"], "title": facts["title"], "documentNumber": piece.number}
        self.documents += [
            self._event("document.received", external, start, 8, **first),
            self._event("document.assigned", external, start, 9, **facts),
            *self._ending("document", external, start, piece.state),
        ]

    def _task(self, cadre: Cadre, piece: Piece, start: date) -> None:
        external = f"NV-{self._number:05d}"
        piece.tellings.append(("task", external))
        facts = self._facts(cadre, piece, TASK_KINDS, "hop-giao-ban")
        due = start + timedelta(days=5)
        ahead = [
            self._event("task.assigned", external, start, 10, **facts, dueDate=due.isoformat()),
            self._event("task.changed", external, start, 14, dueDate=(due + timedelta(days=1)).isoformat()),
            *self._ending("task", external, start, piece.state),
        ]
        for event in ahead:
            event["happenedAt"] = (datetime.fromisoformat(event["happenedAt"]) + SKEW).isoformat()
        self.tasks += ahead

    def _ending(self, kind: str, external: str, start: date, state: str) -> list[Json]:
        day = start + timedelta(days=self._chance.randint(0, 2))
        if state == "open":
            return []
        return [self._event(f"{kind}.{state}", external, day, 16, **({"quantity": 1} if state == "finished" else {}))]

    def _facts(self, cadre: Cadre, piece: Piece, kinds: Sequence[str], unknown: str) -> Json:
        kind = unknown if self._chance.random() < UNKNOWN_KINDS else self._chance.choice(kinds)
        person: Json = {"account": cadre.account} if self._chance.random() < BY_ACCOUNT else {"pin": cadre.pin}
        if self._chance.random() < WRONG_NUMBERS:
            person = {"pin": f"999{self._chance.randrange(10**9):09d}"}
        # Each system writes the same number its own way.
        number = piece.number.replace("/", " / ") if self._chance.random() < 0.2 else piece.number
        return {"kind": kind, "title": TITLES.get(kind, "Họp giao ban"), "documentNumber": number,
                "person": person, "unit": cadre.unit}  # fmt: skip

    def _event(self, name: str, external: str, day: date, hour: int, **facts: Any) -> Json:
        at = datetime.combine(day, time(hour - 7, self._chance.randrange(60)), UTC)
        return {"type": name, "externalId": external, "happenedAt": at.isoformat(), **facts}


def _sent(events: list[Json], chance: random.Random) -> list[Json]:
    """The events as they leave the system: by date, but some late, and some again."""
    line = sorted(events, key=lambda event: str(event["happenedAt"]))
    places = [
        (at + (chance.randrange(1, 200) if chance.random() < OUT_OF_ORDER else 0), at, event)
        for at, event in enumerate(line)
    ]
    places += [
        (at + chance.randrange(1, 300), at, event) for at, event in enumerate(line) if chance.random() < REPEATED
    ]
    return [event for _, _, event in sorted(places, key=lambda place: place[:2])]
