"""The schema's history; `tenants.migrate.upgrade` brings a database to the newest revision."""
