"""What each new table needs beside its columns: forced row-level security, a policy, grants, partitions."""

from alembic import op

TENANT_SETTING = "(SELECT nullif(current_setting('app.tenant_id', true), '')::integer)"
OWN_ROWS = f"tenant_id = {TENANT_SETTING}"


def protect(table: str, *, grant: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Force row-level security on a tenant's table: no tenant set, no rows; and grant it to the program's role."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own_rows ON {table} USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})")
    op.execute(f"GRANT {grant} ON {table} TO roviec_app")


def protect_outbox(table: str) -> None:
    """A table that carries ids for the relay: written only for one's own tenant, handed on for all of them.

    The relay serves every tenant from one connection; its rows hold job names and ids, nothing of a person.
    """
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY own_rows ON {table} FOR INSERT WITH CHECK ({OWN_ROWS})")
    op.execute(f"CREATE POLICY relay_reads ON {table} FOR SELECT USING (true)")
    op.execute(f"CREATE POLICY relay_locks ON {table} FOR UPDATE USING (true) WITH CHECK (false)")
    op.execute(f"CREATE POLICY relay_removes ON {table} FOR DELETE USING (true)")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO roviec_app")


def partition_function() -> None:
    """A function with which the program's role, that owns nothing, lets months be added to the partitioned logs.

    Each new partition is closed to direct access (no grant) and carries forced row-level security all the same.
    """
    op.execute(
        f"""
        CREATE OR REPLACE FUNCTION add_month(parent regclass, month date) RETURNS boolean
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
        DECLARE
            first_day date := date_trunc('month', month)::date;
            part text := format('%s_p%s', parent::text, to_char(first_day, 'YYYYMM'));
        BEGIN
            IF parent::text NOT IN ('work_entry', 'entry_score') THEN
                RAISE EXCEPTION 'not a log by month: %', parent;
            END IF;
            IF month < date '2020-01-01' OR month > current_date + 800 THEN
                RAISE EXCEPTION 'month out of range: %', month;
            END IF;
            PERFORM pg_advisory_xact_lock(hashtext(part));
            IF to_regclass(part) IS NOT NULL THEN
                RETURN false;
            END IF;
            -- Whoever waited above may still see the catalogue as it was before the other committed.
            BEGIN
                EXECUTE format('CREATE TABLE %I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)',
                               part, parent, first_day, (first_day + interval '1 month')::date);
            EXCEPTION WHEN duplicate_table THEN
                RETURN false;
            END;
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
            EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
            EXECUTE format($p$CREATE POLICY own_rows ON %I USING ({OWN_ROWS}) WITH CHECK ({OWN_ROWS})$p$, part);
            RETURN true;
        END $$
        """  # noqa: S608 - our own policy
    )
    op.execute("REVOKE ALL ON FUNCTION add_month(regclass, date) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION add_month(regclass, date) TO roviec_app")
