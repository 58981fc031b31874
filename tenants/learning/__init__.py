"""Learning norms from evidence: what verified entries say of the time norms, and what they propose."""
