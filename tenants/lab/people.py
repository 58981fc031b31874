"""Whose month is replayed, and where they stood: a temporary table of one row a person."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Column, Date, Integer, MetaData, Table, Text, Uuid, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable

from kernel.database import tenant_of
from tenants.lab.rules import last_day

PEOPLE: Final = Table(
    "lab_person",
    MetaData(),
    Column("tenant_id", Integer, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("month", Date, nullable=False),
    Column("unit_id", Uuid),
    Column("agency_id", Uuid),
    Column("position_group", Text),
    Column("rank", Text),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)

# Everybody whose month is scored, waits to be, or has work that waits: those whom publishing would score.
LISTED: Final = text(
    """
    INSERT INTO lab_person (tenant_id, person_id, month, unit_id, agency_id, position_group, rank)
    WITH listed AS (
        SELECT person_id FROM month_score WHERE tenant_id = :tenant AND month = :month
        UNION
        SELECT person_id FROM pending_month WHERE tenant_id = :tenant AND month = :month
        UNION
        SELECT entry.person_id
        FROM pending_score AS waiting
        JOIN work_entry AS entry ON entry.tenant_id = :tenant AND entry.id = waiting.entry_id
             AND entry.work_date = waiting.work_date AND entry.work_date BETWEEN :month AND :last
        WHERE waiting.tenant_id = :tenant AND waiting.work_date BETWEEN :month AND :last
    ), places AS MATERIALIZED (
        SELECT place.unit_id, place.path, EXISTS (
            SELECT FROM appointment AS head
            WHERE head.tenant_id = :tenant AND head.unit_id = place.unit_id
              AND head.role IN ('agency_head', 'province_head')
              AND head.valid_from <= :last AND (head.valid_to IS NULL OR head.valid_to > :last)) AS headed
        FROM unit_place AS place
        WHERE place.tenant_id = :tenant AND place.valid_from <= :last
          AND (place.valid_to IS NULL OR place.valid_to > :last)
    ), headed AS MATERIALIZED (
        SELECT unit_id, path FROM places WHERE headed
    ), agencies AS MATERIALIZED (
        SELECT DISTINCT ON (place.unit_id) place.unit_id, place.path,
               coalesce(above.unit_id, place.unit_id) AS agency_id
        FROM places AS place LEFT JOIN headed AS above ON starts_with(place.path, above.path)
        ORDER BY place.unit_id, length(above.path) DESC NULLS LAST
    ), posts AS (
        SELECT DISTINCT ON (post.person_id) post.person_id, post.unit_id, post.job_position_id
        FROM listed JOIN appointment AS post ON post.tenant_id = :tenant AND post.person_id = listed.person_id
        WHERE post.is_primary AND post.valid_from <= :last AND (post.valid_to IS NULL OR post.valid_to > :month)
        ORDER BY post.person_id, post.valid_from DESC, post.id
    )
    SELECT :tenant, listed.person_id, CAST(:month AS date), posts.unit_id, agencies.agency_id, position.position_group,
           position.rank
    FROM listed
    LEFT JOIN posts ON posts.person_id = listed.person_id
    LEFT JOIN agencies ON agencies.unit_id = posts.unit_id
    LEFT JOIN job_position_version AS position ON position.tenant_id = :tenant
         AND position.job_position_id = posts.job_position_id AND position.status <> 'draft'
         AND position.valid_from <= :last AND (position.valid_to IS NULL OR position.valid_to > :last)
    WHERE cardinality(CAST(:units AS uuid[])) = 0 OR EXISTS (
        SELECT FROM places AS chosen
        WHERE chosen.unit_id = ANY (CAST(:units AS uuid[])) AND starts_with(agencies.path, chosen.path))
    """
)


async def gather(session: AsyncSession, month: date, units: Sequence[UUID]) -> None:
    """Put together whose month a run replays: everybody, or those whose last post lay in one of the branches.

    The table ends with the transaction; it is analysed, since nobody else would tell the planner how large it is.
    """
    await session.execute(CreateTable(PEOPLE))
    values = {"tenant": tenant_of(session), "month": month, "last": last_day(month), "units": list(units)}
    await session.execute(LISTED, values)
    await session.execute(text("ANALYZE lab_person"))
