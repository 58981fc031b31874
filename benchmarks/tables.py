"""What every benchmark prints: one Markdown table, two peers beside each other and the ratio that counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.driving import median


@dataclass(frozen=True)
class Compared:
    """Seconds (or any measure) of two peers, taken in turn; the ratio is the median of the ratios of each turn."""

    what: str
    turns: Sequence[tuple[float, float]]

    @property
    def first(self) -> float:
        """The middle of the first peer's measures."""
        return median([first for first, _ in self.turns])

    @property
    def second(self) -> float:
        """The middle of the second peer's measures."""
        return median([second for _, second in self.turns])

    @property
    def ratio(self) -> float:
        """How many times the second the first took, turn by turn."""
        return median([first / second for first, second in self.turns])

    @property
    def p95(self) -> float:
        """The first peer's measure that one in twenty exceeds."""
        return sorted(first for first, _ in self.turns)[int(len(self.turns) * 0.95)]


def within(compared: Compared, target: float) -> tuple[str, ...]:
    """A line of requests beside a bare statement: p95, medians, ratio, the target of the p95 in seconds, if met."""
    return (
        compared.what, f"{compared.p95 * 1000:.0f} ms", f"{compared.first * 1000:.0f} ms",
        f"{compared.second * 1000:.1f} ms", f"{compared.ratio:.1f}", f"p95 < {target * 1000:.0f} ms",
        met(compared.p95 < target),
    )  # fmt: skip


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are numbers."""
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))


def met(reached: bool) -> str:
    """Whether a target is met, as the tables say it."""
    return "yes" if reached else "**no**"
