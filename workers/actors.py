"""The jobs of the platform by name: what the outbox may ask for."""

from tenants.lab import actions as lab
from tenants.learning import actions as learning
from tenants.receipts import actions as receipts
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tenants.scoring import backdating, months
from workers.jobs import Job

APPLY_NORM_CORRECTION = "apply_norm_correction"
SCORE_PENDING = "score_pending"
MERGE_ROLLUPS = "merge_rollups"
SCORE_MONTHS = "score_months"
REPLAY_MONTH = "replay_month"
FINISH_LAB_RUN = "finish_lab_run"
CHAIN_RECEIPTS = "chain_receipts"
LEARN_NORMS = "learn_norms"

# Scores first: sums and months follow from them.
JOBS = (
    Job(APPLY_NORM_CORRECTION, backdating.apply_norm_correction, priority=0),
    Job(SCORE_PENDING, scoring.score_pending, priority=0),
    Job(MERGE_ROLLUPS, rollups.merge, priority=1),
    Job(SCORE_MONTHS, months.score, priority=2),
    # Trying a draft keeps nobody's score waiting.
    Job(REPLAY_MONTH, lab.replay_month, priority=5),
    Job(FINISH_LAB_RUN, lab.finish_lab_run, priority=5),
    Job(CHAIN_RECEIPTS, receipts.chain, priority=6),
    Job(LEARN_NORMS, learning.learn, priority=9),
)
