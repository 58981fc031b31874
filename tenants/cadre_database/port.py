"""What is needed of the national cadre database, and how its failures are told apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


class Unreachable(Exception):
    """It does not answer, or not as agreed: everything waits and is tried again, unchanged."""


class Rejected(Exception):
    """It will not take this event as it is, and says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason[:500]


@dataclass(frozen=True)
class Answer:
    """What became of an event there: taken over, or refused with a reason."""

    event_id: UUID
    acknowledged: bool
    reason: str | None = None
    record: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Answers:
    """A page of answers, and where the next one begins."""

    answers: Sequence[Answer]
    cursor: str | None


class CadreDatabase(Protocol):
    """The other side. Each call may raise `Unreachable`."""

    async def send(self, event_id: UUID, record: Mapping[str, Any]) -> None:
        """Hand over one event; the same id twice is one fact. Raises `Rejected`."""

    async def answers(self, cursor: str | None) -> Answers:
        """What became of events, from where it was last read."""

    async def held(self, event_ids: Sequence[UUID]) -> Mapping[UUID, Mapping[str, Any]]:
        """The records they hold of these events; what they do not hold is left out."""
