"""What is wrong with a norm document: one problem per formula, with its place and a sentence in two languages."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from typing_extensions import override

from tenants.norms.language.sentences import CODE_OF, worded


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a document; line and column count from 1, as an editor shows them."""

    source: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct: its code, where it stands, what it concerns, and the sentence for the author."""

    code: str
    source: str
    line: int
    column: int
    formula: str
    vi: str
    en: str

    @override
    def __str__(self) -> str:
        return f"{self.source}:{self.line}:{self.column}: {self.code}: {self.formula}: {self.en}"


class NormErrors(Exception):
    """A norm document that cannot be used; `problems` lists everything found in one pass, in order of place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.source, p.line, p.column, p.formula)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Fault(Exception):
    """A problem found while reading, before it is known which formula it belongs to."""

    def __init__(self, sentence: str, place: Place, /, **data: object) -> None:
        super().__init__(sentence)
        self.sentence, self.place, self.data = sentence, place, data


class FormulaFault(Exception):
    """A problem inside an expression, at an offset of its text."""

    def __init__(self, sentence: str, offset: int, /, **data: object) -> None:
        super().__init__(sentence)
        self.sentence, self.offset, self.data = sentence, offset, data


@dataclass(slots=True)
class Faults:
    """Collects problems so that one pass reports them all; `unsound` once the document itself is broken."""

    problems: list[Problem] = field(default_factory=list)
    unsound: bool = False

    def add(self, subject: str, sentence: str, place: Place, /, **data: object) -> None:
        """Write down a problem about `subject` in the words of that sentence."""
        vi, en = worded(sentence, data)
        self.problems.append(Problem(CODE_OF[sentence], place.source, place.line, place.column, subject, vi, en))

    @contextmanager
    def about(self, subject: str) -> Iterator[None]:
        """Turn a fault raised inside into a problem about `subject` and go on."""
        try:
            yield
        except Fault as fault:
            self.unsound = True
            self.add(subject, fault.sentence, fault.place, **fault.data)

    def finish(self) -> None:
        """Raise everything collected, if anything was."""
        if self.problems:
            raise NormErrors(self.problems)
