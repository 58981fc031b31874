"""Background work: Dramatiq actors, the outbox relay and the schedule."""
