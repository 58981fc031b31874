"""A tenant as a whole: archived, moved elsewhere, restored to a moment, and leaving with everything it owns."""
