"""Weeks of work as people log it: pure, drawn from a seed, so that the same seed always writes the same log."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from random import Random
from typing import Final, NamedTuple

from tenants.demo.people import Member
from tenants.demo.planted import Planted
from tenants.demo.verdicts import General, Verdict, Verdicts, general_points

MORNING: Final = 7 * 60 + 30
NOON: Final = (11 * 60 + 30, 13 * 60 + 30)
NIGHT: Final = 22 * 60 + 30
STAMPED_AT: Final = 17 * 60
HONEST_DAY: Final = 540
PADDED_DAY: Final = 800
ROUTINE: Final = 14
ENTRIES_A_DAY: Final = 5.35
ON_A_TASK: Final = 0.18
MARGIN: Final = 30
LATENESS: Final = ((-4, 4), (-3, 6), (-2, 10), (-1, 13), (0, 42), (1, 11), (2, 6), (3, 3), (4, 2), (7, 2), (12, 1))
DOCUMENTS: Final = ("CV", "BC", "TTr", "KH", "QĐ", "TB", "BB", "PYC")
# Hundredths of a product done at a sitting, by the norm for one product: long ones are done bit by bit.
QUANTITIES: Final = (
    (15, (400, 500, 600, 800)),
    (30, (200, 300, 300, 400)),
    (60, (100, 100, 200)),
    (120, (50, 100, 100)),
    (240, (25, 50, 50)),
    (100_000, (10, 20, 25)),
)


@dataclass(frozen=True)
class Item:
    """What simulating needs to know of a work item; `owner` is the code of the unit that owns it."""

    number: int
    field: str
    groups: frozenset[str]
    norm_minutes: int
    owner: str | None = None


@dataclass(frozen=True)
class Calendar:
    """Working days around the weeks to simulate, which run from `first` to `last`, both included.

    `known` begins at least a month and a half of working days before and ends as long after.
    """

    known: Sequence[date]
    first: date
    last: date

    def window(self) -> range:
        """The positions in `known` of the days to simulate."""
        return range(bisect_left(self.known, self.first), bisect_left(self.known, self.last) + 1)


class Task(NamedTuple):
    """An assigned task: dates, quantity in hundredths of a product."""

    id: str
    item: int
    quantity: int
    created: date
    due: date
    done: bool


class Entry(NamedTuple):
    """A logged piece of work; minutes of the day are those of Vietnam, quantities are hundredths of a product.

    Without a verdict it still waits for the leader.
    """

    id: str
    item: int
    day: date
    quantity: int
    start: int
    finish: int
    minutes: int
    document: str
    task: Task | None
    days_late: int
    verdict: Verdict | None
    verified_on: date | None
    verified_minute: int


@dataclass
class Work:
    """All of one member: entries, tasks, days of leave and general points by month."""

    entries: list[Entry] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    leave: dict[date, int] = field(default_factory=dict)
    general: dict[date, General] = field(default_factory=dict)


class Simulator:
    """Writes the log of every member over the days of a calendar."""

    def __init__(
        self, items: Sequence[Item], calendar: Calendar, planted: Planted, *, seed: str, unverified_days: int = 1
    ) -> None:
        self._items = items
        self._calendar = calendar
        self._planted = planted
        self._seed = seed
        self._waiting_from = calendar.window().stop - unverified_days

    def work_of(self, member: Member) -> Work:
        """What one member did; nothing, when nobody leads them."""
        worker = Worker(member, self._items, self._planted, self._calendar, self._seed)
        work = Work()
        if member.leader is None:
            return work
        window = self._calendar.window()
        away = worker.leave(window)
        for place in window:
            month = self._calendar.known[place].replace(day=1)
            work.leave.setdefault(month, 0)
            if place in away:
                work.leave[month] += 1
            else:
                work.entries.extend(worker.day(place, waits=place >= self._waiting_from))
        work.tasks = [entry.task for entry in work.entries if entry.task is not None]
        work.tasks.extend(worker.open_tasks(window))
        last_month = self._calendar.last.replace(day=1)
        work.general = {month: worker.general() for month in work.leave if month < last_month}
        return work


class Worker:
    """One member at work: their routine, their speed and their habits."""

    def __init__(self, member: Member, items: Sequence[Item], planted: Planted, calendar: Calendar, seed: str) -> None:
        rng = self._rng = Random(f"{seed}/work/{member.key}")  # noqa: S311 - invented work, no secret
        self._known = calendar.known
        self._padder = member.key in planted.padders
        self._copier = member.key in planted.copiers
        self._lenient = member.leader in planted.lenient
        self._stamped = member.leader in planted.stampers
        self._verdicts = Verdicts(rng, lenient=self._lenient, stamps=self._stamped)
        self._speed = min(1.35, max(0.75, rng.gauss(1.0, 0.12)))
        self._pace = (ENTRIES_A_DAY + rng.gauss(0, 0.9)) / self._speed
        self._tardy = rng.choices((-1, 0, 1), (2, 7, 1))[0]
        self._padding = rng.uniform(1.5, 2.1)
        self._sign = "-".join(part for part in member.unit.split("-") if not part.isdigit())[-12:] or "UBND"
        self._routine, self._weights = self._draw_routine(member, items)
        self._copied = [self._piece() for _ in range(rng.randint(4, 5))] if self._copier else []

    def _draw_routine(self, member: Member, items: Sequence[Item]) -> tuple[list[Item], list[float]]:
        """The dozen items that make up somebody's days: of their group, mostly of their own field and unit."""
        pool, weights = [], []
        for item in items:
            if member.group in item.groups and (item.owner is None or item.owner == member.unit):
                own = item.field == member.field or item.owner is not None or member.group == "leadership"
                if own or item.field == "chung":
                    pool.append(item)
                    weights.append((6.0 if own else 1.5) * (1 if item.norm_minutes <= 120 else 0.35))
        drawn = dict.fromkeys(self._rng.choices(pool, weights, k=ROUTINE))
        routine = list(drawn)
        return routine, list(accumulate(1 if item.norm_minutes <= 240 else 0.4 for item in routine))

    def _piece(self) -> tuple[Item, int, int, str]:
        """One piece of work: item, quantity, true minutes, number of the document that proves it."""
        rng = self._rng
        item = rng.choices(self._routine, cum_weights=self._weights)[0]
        quantity = rng.choice(next(few for norm, few in QUANTITIES if item.norm_minutes <= norm))
        minutes = item.norm_minutes * quantity * self._speed * rng.uniform(0.85, 1.15) / 100
        document = f"{rng.randint(11, 4999)}/{rng.choice(DOCUMENTS)}-{self._sign}"
        return item, quantity, max(5, round(minutes / 5) * 5), document

    def day(self, place: int, *, waits: bool) -> Iterator[Entry]:
        """The entries of one working day, one after the other from the morning on."""
        rng = self._rng
        pieces = self._copied or [self._piece() for _ in range(max(2, round(rng.gauss(self._pace, 0.9))))]
        clock, total = MORNING + rng.randint(-10, 10), 0
        most = PADDED_DAY if self._padder else HONEST_DAY
        for item, honest_quantity, honest_minutes, document in pieces:
            quantity, minutes = honest_quantity, honest_minutes
            if self._padder:
                minutes = round(minutes * self._padding * rng.uniform(0.9, 1.1) / 5) * 5
                quantity = round(quantity * (1.5 if rng.random() < 0.6 else 1))
            if total and total + minutes > most:
                continue
            total += minutes
            start, clock = clock, _finish(clock, minutes)
            yield self._entry(place, item, quantity, (min(start, clock - 5), clock, minutes), document, waits=waits)

    def _entry(
        self, place: int, item: Item, quantity: int, times: tuple[int, int, int], document: str, *, waits: bool
    ) -> Entry:
        rng = self._rng
        day = self._known[place]
        task, days_late = None, 0
        if not self._copier and rng.random() < ON_A_TASK:
            days_late = rng.choices([late for late, _ in LATENESS], [share for _, share in LATENESS])[0] + self._tardy
            task = self._task(place, place - days_late, item, quantity, done=True)
        start, finish, minutes = times
        return Entry(
            id=seeded_uuid7(rng, day, finish),
            item=item.number,
            day=day,
            quantity=quantity,
            start=start,
            finish=finish,
            minutes=minutes,
            document=document,
            task=task,
            days_late=days_late,
            verdict=None if waits else self._verdicts.draw(quantity, days_late),
            verified_on=None if waits else self._known[place + 1],
            verified_minute=STAMPED_AT if self._stamped else rng.randint(8 * 60, 9 * 60 + 30),
        )

    def _task(self, place: int, due: int, item: Item, quantity: int, *, done: bool) -> Task:
        created = self._known[min(place, due) - self._rng.randint(2, 8)]
        return Task(seeded_uuid7(self._rng, created, MORNING), item.number, quantity, created, self._known[due], done)

    def open_tasks(self, window: range) -> Iterator[Task]:
        """Now and then a task that is not done yet, due in the coming days."""
        if self._rng.random() < 0.25:
            item, quantity, _, _ = self._piece()
            yield self._task(window.stop - 1, window.stop + self._rng.randint(0, 7), item, quantity, done=False)

    def leave(self, window: range) -> range:
        """The days of leave, for one in four people a few days in a row."""
        if self._rng.random() >= 0.25:
            return range(0)
        begins = self._rng.choice(window)
        return range(begins, begins + self._rng.randint(1, 3))

    def general(self) -> General:
        """Points of the general criteria for one month, as the leader gives them."""
        return general_points(self._rng, lenient=self._lenient)


def _finish(start: int, minutes: int) -> int:
    """When work begun at a minute of the day ends, the midday break left out and never after late evening."""
    end = start + minutes
    if start < NOON[1] and end > NOON[0]:
        end += NOON[1] - max(NOON[0], start)
    return min(end, NIGHT)


_EPOCH: Final = date(1970, 1, 1)


def seeded_uuid7(rng: Random, day: date, minute: int) -> str:
    """A UUIDv7 of a minute of a day in Vietnam (UTC+7), its random part from the seed."""
    milliseconds = ((day - _EPOCH).days * 1440 + minute - 420) * 60_000
    bits = rng.getrandbits(74)
    return f"{milliseconds:012x}7{bits >> 62:03x}{8 | bits >> 60 & 3:x}{bits & (1 << 60) - 1:015x}"


def by_key(members: Sequence[Member]) -> Mapping[str, int]:
    """The place of each member in the list, by key."""
    return {member.key: number for number, member in enumerate(members)}
