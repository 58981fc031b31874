"""The harmonised index by province and for the nation: never of fewer than thirty people, nor by subtraction."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.disclosure.derived import SPREAD_PEOPLE, spread_allowed
from tenants.statistics.harmonised import Index, index_of
from tenants.statistics.national.figures import Figure, either, place
from tenants.statistics.national.kept import Proof
from tenants.statistics.national.sources import Sources, provinces_of

INDEX: Final = "index"
MEASURES: Final = ("raw_mean", "harmonised_mean", "harshness")


def people_of(sources: Sources) -> dict[str, int]:
    """People with points that the reference scale knows, by province."""
    return {one: sum(line["people"] for line in sources[one].part.index) for one in provinces_of(sources)}


def figures(sources: Sources, earlier: Sequence[Proof]) -> Iterator[Figure]:
    """Means to a tenth of a point; the nation's only if what it shows leaves nobody or thirty to those hidden."""
    people = people_of(sources)
    before = [_people_of(proof) for proof in earlier]
    told: dict[str, Index | None] = {}
    for province, own in people.items():
        rest = [abs(own - older[province]) for older in before if province in older]
        allowed = own > 0 and spread_allowed(own, [sum(people.values()) - own, *rest])
        told[province] = index_of(sources[province].part.index) if allowed else None
    left = sum(own for province, own in people.items() if told[province] is None)
    change = [abs(sum(people.values()) - sum(older.values())) for older in before]
    whole = [line for province in people for line in sources[province].part.index]
    allowed = spread_allowed(sum(people.values()), [left, *change])
    told[TOTAL] = index_of(whole) if allowed and sum(people.values()) >= SPREAD_PEOPLE else None
    for province in sorted(told):
        yield from _figures(province, told[province])


def _figures(province: str, found: Index | None) -> Iterator[Figure]:
    means: Mapping[str, Decimal] = {}
    if found is not None:
        raw, harmonised = (
            mean.quantize(Decimal("0.1"), ROUND_HALF_UP) for mean in (found.raw_mean, found.harmonised_mean)
        )
        means = {"raw_mean": raw, "harmonised_mean": harmonised, "harshness": harmonised - raw}
    for measure in MEASURES:
        yield either(INDEX, place(province=province), measure, means.get(measure))


def proof_of(sources: Sources) -> Proof:
    """How many people stood behind each mean."""
    people = people_of(sources)
    return Proof(INDEX, [[province] for province in people], [[own] for own in people.values()], [])


def _people_of(proof: Proof) -> dict[str, int]:
    return {key[0]: row[0] for key, row in zip(proof.keys, proof.counts, strict=True)}
