"""A longer history: two provinces late one after the other, a correction between, and one after the next quarter."""

from collections.abc import Mapping, Sequence

from tenants.statistics.disclosure.catalogue import CLASSES, TWICE, Catalogue
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.national.building import SYSTEMS, Prepared, Task, prepare
from tenants.statistics.national.figures import COLUMNS
from tenants.statistics.national.holding import corrections
from tenants.statistics.national.kept import KeptVersion
from tenants.statistics.national.sources import Source, Sources, checked
from tenants.statistics.parts_format import Part
from tests.statistics.releases.attackers import COLUMN_OF, System, careless, narrowed, small
from tests.statistics.releases.conftest import FIRST, SECOND, SPOT
from tests.statistics.releases.invented import invented, next_quarter
from tests.statistics.releases.test_attackers import linked

CODES = ("01", "42", "56", "68")


class History:
    """Versions as they would be stored, without a database."""

    def __init__(self) -> None:
        self.made: list[tuple[tuple[str, int], Prepared]] = []
        self.kept: dict[str, list[KeptVersion]] = {FIRST: [], SECOND: []}

    def add(self, period: str, sources: Mapping[str, Sources], *, waiting: bool = False) -> None:
        """Make the next version of a period."""
        earlier = self.kept[period]
        previous = self.kept[FIRST] if period == SECOND else []
        after = self.kept[SECOND][-1] if period == FIRST and self.kept[SECOND] else None
        found = prepare(Task(period, sources, (), waiting, list(earlier), list(previous), after))
        numbers = {one: {code: source.number for code, source in sources[one].items()} for one in SYSTEMS}
        proofs = {proof.system: proof for proof in found.proofs}
        version = len(earlier) + 1
        reported = frozenset(sources["classes"])
        earlier.append(KeptVersion(version, reported, numbers, found.catalogue["systems"], proofs))
        self.made.append(((period, version), found))

    def correct(self, used: Mapping[str, Sources], newer: Source) -> Mapping[str, Sources]:
        """The parts of a corrected version."""
        newest = {**used["classes"], newer.province: newer}
        found = corrections(self.kept[FIRST][-1], used, newest, Settings())
        assert found.corrected == (newer.province,)
        return found.sources

    def systems(self, name: str, columns: Sequence[str]) -> list[System]:
        """A system in all versions."""
        found = []
        for version, made in sorted(self.made, key=lambda one: one[0]):
            catalogue = Catalogue.of(made.catalogue["systems"][name])
            at = [COLUMNS.index(COLUMN_OF.get(one.code, one.code)) for one in catalogue.dimensions]
            shown = {
                (tuple(one.place[place] for place in at), one.measure): None if one.value is None else int(one.value)
                for one in made.figures if one.dataset == name and one.status in "AQ"
            }  # fmt: skip
            proof = next(one for one in made.proofs if one.system == name)
            truth = {tuple(key): counts for key, counts in zip(proof.keys, proof.counts, strict=True)}
            found.append(System(version, name, catalogue, tuple(columns), truth, shown))
        return found


def source(part: Part, code: str, number: int = 1) -> Source:
    return checked(Source(code, number, "", "", part))


def test_five_versions_and_the_next_quarter_together_narrow_no_small_count() -> None:
    first = invented(24, CODES, 16_000)
    second = next_quarter(first, 124)
    parts = {code: source(first.part(code, FIRST), code) for code in CODES}
    history = History()
    used: Mapping[str, Sources] = {one: {code: parts[code] for code in ("01", "42")} for one in SYSTEMS}
    history.add(FIRST, used, waiting=True)
    used = {one: {**taken, "56": parts["56"]} for one, taken in used.items()}
    history.add(FIRST, used, waiting=True)
    used = history.correct(used, source(first.part("42", FIRST, first.moved("42", SPOT, 7, "HT")), "42", 2))
    history.add(FIRST, used, waiting=True)
    used = {one: {**taken, "68": parts["68"]} for one, taken in used.items()}
    history.add(FIRST, used)
    last = {code: source(second.part(code, SECOND), code) for code in CODES}
    history.add(SECOND, dict.fromkeys(SYSTEMS, last))
    spot = {**SPOT, "body": "provincial_government"}
    used = history.correct(used, source(first.part("56", FIRST, first.moved("56", spot, 9, "HT")), "56", 2))
    history.add(FIRST, used)
    classes, twice = history.systems("classes", CLASSES), history.systems("twice", TWICE)
    assert [one.version for one in classes] == [*((FIRST, at) for at in range(1, 6)), (SECOND, 1)]
    targets = [*small(classes), *(one for one in small(twice) if one[0][3] == "twice")]
    assert len(targets) >= 30
    assert narrowed(linked(classes, twice), targets) == (0, 0)
    alone = linked(careless(classes, lambda count, people: 0 < count < 5 or 0 < people < 5), twice)
    assert narrowed(alone, list(small(classes)))[1] > 20
