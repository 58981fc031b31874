"""The jobs of the platform by name: what the outbox may ask for."""

from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tenants.scoring import months
from workers.jobs import Job

SCORE_PENDING = "score_pending"
MERGE_ROLLUPS = "merge_rollups"
SCORE_MONTHS = "score_months"

# Scores first: sums and months follow from them.
JOBS = (
    Job(SCORE_PENDING, scoring.score_pending, priority=0),
    Job(MERGE_ROLLUPS, rollups.merge, priority=1),
    Job(SCORE_MONTHS, months.score, priority=2),
)
