"""Every row of a tenant, table by table: which tables there are, out as canonical lines, in again, removed."""
