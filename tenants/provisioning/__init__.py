"""Setting up a tenant, complete and in one transaction."""
