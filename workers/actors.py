"""The jobs of the platform by name: what the outbox may ask for."""

from tenants.cadre_database import queueing as cadre_database
from tenants.calibration import actions as calibration
from tenants.evaluation import making, refreshing
from tenants.lab import actions as lab
from tenants.learning import actions as learning
from tenants.papers import printing as papers
from tenants.periods import actions as periods
from tenants.portability import requests as archives
from tenants.receipts import actions as receipts
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tenants.scoring import backdating, months
from tenants.statistics import parts as statistics
from tenants.webhooks import spreading as webhooks
from workers import outbound
from workers.jobs import Job

APPLY_NORM_CORRECTION = "apply_norm_correction"
SCORE_PENDING = "score_pending"
MERGE_ROLLUPS = "merge_rollups"
SCORE_MONTHS = "score_months"
REPLAY_MONTH = "replay_month"
FINISH_LAB_RUN = "finish_lab_run"
CHAIN_RECEIPTS = "chain_receipts"
LEARN_NORMS = "learn_norms"
COUNT_MONTH = "count_month"
CLOSE_PERIOD = periods.CLOSE_PERIOD
MAKE_SHEETS = making.MAKE_SHEETS
REFRESH_SHEETS = refreshing.REFRESH
PRINT_PAPERS = papers.PRINT
GATHER_STATISTICS = statistics.GATHER
MAKE_ARCHIVE = archives.MAKE
SPREAD_WEBHOOKS = webhooks.SPREAD
DELIVER_WEBHOOKS = webhooks.DELIVER
QUEUE_CADRE_EVENTS = cadre_database.QUEUE
SYNC_CADRE_DATABASE = cadre_database.SYNC

# Scores first: sums and months follow from them.
JOBS = (
    Job(APPLY_NORM_CORRECTION, backdating.apply_norm_correction, priority=0),
    Job(SCORE_PENDING, scoring.score_pending, priority=0),
    Job(MERGE_ROLLUPS, rollups.merge, priority=1),
    Job(SCORE_MONTHS, months.score, priority=2),
    Job(CLOSE_PERIOD, periods.close_period, priority=3),
    Job(MAKE_SHEETS, making.make_sheets, priority=3),
    Job(REFRESH_SHEETS, refreshing.refresh_sheets, priority=3),
    # Trying a draft keeps nobody's score waiting.
    Job(REPLAY_MONTH, lab.replay_month, priority=5),
    Job(FINISH_LAB_RUN, lab.finish_lab_run, priority=5),
    Job(PRINT_PAPERS, papers.print_papers, priority=4),
    Job(SPREAD_WEBHOOKS, webhooks.spread, priority=4),
    Job(DELIVER_WEBHOOKS, outbound.deliver_webhooks, priority=4, beside=True),
    Job(QUEUE_CADRE_EVENTS, cadre_database.queue, priority=4),
    Job(SYNC_CADRE_DATABASE, outbound.sync_cadre_database, priority=4, beside=True),
    Job(CHAIN_RECEIPTS, receipts.chain, priority=6),
    Job(LEARN_NORMS, learning.learn, priority=9),
    Job(COUNT_MONTH, calibration.count_month, priority=9),
    Job(GATHER_STATISTICS, statistics.gather_due, priority=9),
    Job(MAKE_ARCHIVE, archives.make, priority=9, minutes=90),
)
