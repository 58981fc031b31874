"""Which scores are chained, and the canonical text of everything that is stored of one.

A key names a receipt in one line: whose it is, its day, revision and number. A leaf is the SHA-256 of a text that
begins with kind and key, followed by the stored values. Inputs and named values of an entry stand in it by its receipt
hash, a back-dated correction by its id and the SHA-256 of all that was confirmed of it.

Each statement asks about one chain: the tenant's own (`former` = 0), or that of a former tenant which joined it.
"""

from typing import Final, NamedTuple

from sqlalchemy import TextClause, text


class Source(NamedTuple):
    """A kind of receipt: the table its scores lie in, and how its key and its leaf are computed there."""

    table: str
    key: str
    leaf: str


def _leaf(kind: str, key: str, *values: str) -> str:
    parts = ", ".join(f"coalesce(CAST({value} AS text), '')" for value in values)
    return f"sha256(convert_to(concat_ws('|', '{kind}', {key}, {parts}), 'UTF8'))"


def _key(subject: str, day: str) -> str:
    return f"concat({subject}, ' ', to_char({day}, 'YYYY-MM-DD'), ' ', revision, ' ', number)"


_ENTRY_KEY: Final = _key("entry_id", "work_date")
_MONTH_KEY: Final = _key("person_id", "month")
_SCORED_AT: Final = "CAST(extract(epoch FROM scored_at) * 1000000 AS bigint)"
_HASH: Final = "encode(receipt_hash, 'hex')"
_CORRECTION: Final = """CASE WHEN norm_correction_id IS NOT NULL THEN concat(norm_correction_id, ' ', (
    SELECT encode(sha256(convert_to(CAST(jsonb_build_array(
        norm_package_id, unit_ids, valid_from, valid_to, reason, document_number, proposed_by,
        CAST(extract(epoch FROM proposed_at) * 1000000 AS bigint), confirmed_by,
        CAST(extract(epoch FROM confirmed_at) * 1000000 AS bigint)
    ) AS text), 'UTF8')), 'hex')
    FROM norm_correction AS named
    WHERE named.tenant_id = :tenant AND named.id = norm_correction_id
)) END"""

SOURCES: Final = {
    "entry": Source(
        "entry_score",
        _ENTRY_KEY,
        _leaf(
            "entry", _ENTRY_KEY, "norm_package_id", _CORRECTION, "person_id", "unit_id", "minutes",
            "trim_scale(norm_minutes)", "days_late", "trim_scale(points)", _HASH, _SCORED_AT,
        ),
    ),
    "month": Source(
        "month_score",
        _MONTH_KEY,
        _leaf(
            "month", _MONTH_KEY, "norm_package_id", _CORRECTION, "trim_scale(results)", "trim_scale(total)",
            "rating", "encode(sha256(convert_to(CAST(receipt AS text), 'UTF8')), 'hex')", _HASH, _SCORED_AT,
        ),
    ),
}  # fmt: skip


def _upto(source: Source) -> TextClause:
    """The number up to which the next receipts are chained in one go; parameters `tenant`, `after`, `most`."""
    return text(
        f"""
        SELECT max(number) FROM (
            SELECT number FROM {source.table} WHERE tenant_id = :tenant AND former = :former AND number > :after
            ORDER BY number LIMIT :most
        ) AS next
        """  # noqa: S608 - this module's constants
    )


def _waiting(source: Source) -> TextClause:
    """Receipts in a range of numbers, in batches of `size`; parameters `tenant`, `after`, `upto`, `size`."""
    return text(
        f"""
        SELECT min(number) AS first, max(number) AS last, count(*) AS receipts,
               string_agg(key, E'\\n' ORDER BY number) AS keys, string_agg(leaf, '' ORDER BY number) AS leaves
        FROM (
            SELECT number, {source.key} AS key, {source.leaf} AS leaf,
                   (row_number() OVER (ORDER BY number) - 1) / :size AS run
            FROM {source.table}
            WHERE tenant_id = :tenant AND former = :former AND number > :after AND number <= :upto
        ) AS numbered GROUP BY run ORDER BY run
        """  # noqa: S608 - this module's constants
    )


def _altered(source: Source) -> TextClause:
    """Batches whose scores no longer give the leaves they gave; parameters `tenant`, `kind`."""
    return text(
        f"""
        SELECT batch, first, last, keys, leaves FROM receipt_batch AS chained LEFT JOIN LATERAL (
            SELECT string_agg({source.leaf}, '' ORDER BY number) AS found FROM {source.table}
            WHERE tenant_id = :tenant AND former = :former AND number BETWEEN chained.first AND chained.last
        ) AS now ON true
        WHERE chained.tenant_id = :tenant AND chained.former = :former AND chained.kind = :kind
              AND now.found IS DISTINCT FROM chained.leaves
        ORDER BY batch
        """  # noqa: S608 - this module's constants
    )


def _stored(source: Source) -> TextClause:
    """Keys, leaves and corrections of the scores in a range of numbers; parameters `tenant`, `first`, `last`."""
    return text(
        f"""
        SELECT {source.key} AS key, {source.leaf} AS leaf, norm_correction_id FROM {source.table}
        WHERE tenant_id = :tenant AND former = :former AND number BETWEEN :first AND :last ORDER BY number
        """  # noqa: S608 - this module's constants
    )


def _between(source: Source) -> TextClause:
    """Keys of scores that lie between batches, where none was when they were chained.

    Parameters `tenant`, `kind`, `last` (the number chained last).
    """
    return text(
        f"""
        SELECT {source.key} AS key FROM {source.table}
        WHERE tenant_id = :tenant AND former = :former AND number <= :last AND NOT CAST(number AS numeric) <@ coalesce((
            SELECT range_agg(numrange(first, last, '[]')) FROM receipt_batch
            WHERE tenant_id = :tenant AND former = :former AND kind = :kind AND first <= last
        ), '{{}}') ORDER BY key
        """  # noqa: S608 - this module's constants
    )


def _unchained(source: Source) -> TextClause:
    """How many scores are not chained yet; parameters `tenant`, `after`."""
    return text(
        f"SELECT count(*) FROM {source.table}"  # noqa: S608 - this module's constants
        " WHERE tenant_id = :tenant AND former = :former AND number > :after"
    )


def _any_unchained(source: Source) -> TextClause:
    """Whether any score is not chained yet; parameters `tenant`, `after`."""
    return text(
        f"SELECT EXISTS (SELECT FROM {source.table}"  # noqa: S608 - this module's constants
        " WHERE tenant_id = :tenant AND former = :former AND number > :after)"
    )


def _by_key(source: Source) -> TextClause:
    """The number of one score; parameters `tenant`, `subject`, `day`, `revision`."""
    subject, day = ("entry_id", "work_date") if source.table == "entry_score" else ("person_id", "month")
    return text(
        f"SELECT number, former, {source.key} AS key FROM {source.table}"  # noqa: S608 - this module's constants
        f" WHERE tenant_id = :tenant AND {subject} = :subject AND {day} = :day AND revision = :revision"
    )


def _naming(source: Source) -> TextClause:
    """How many chained scores name a correction; parameters `tenant`, `correction`, `upto`."""
    return text(
        f"SELECT count(*) FROM {source.table}"  # noqa: S608 - this module's constants
        " WHERE tenant_id = :tenant AND former = :former AND norm_correction_id = :correction AND number <= :upto"
    )


UPTO: Final = {kind: _upto(source) for kind, source in SOURCES.items()}
WAITING: Final = {kind: _waiting(source) for kind, source in SOURCES.items()}
ALTERED: Final = {kind: _altered(source) for kind, source in SOURCES.items()}
STORED: Final = {kind: _stored(source) for kind, source in SOURCES.items()}
BETWEEN: Final = {kind: _between(source) for kind, source in SOURCES.items()}
ANY_UNCHAINED: Final = {kind: _any_unchained(source) for kind, source in SOURCES.items()}
UNCHAINED: Final = {kind: _unchained(source) for kind, source in SOURCES.items()}
BY_KEY: Final = {kind: _by_key(source) for kind, source in SOURCES.items()}
NAMING: Final = {kind: _naming(source) for kind, source in SOURCES.items()}
