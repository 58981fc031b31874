"""Job positions with their competencies, and work items with their norms."""
