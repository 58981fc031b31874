"""The ground floor: settings, database, outbox, identity, clock, errors, telemetry and the command line."""
