"""Every table of the program, gathered so that migrations and tests see the whole schema."""

from kernel import outbox, queue
from kernel.database import Base
from tenants.accounts import models as accounts
from tenants.accounts.sso import models as sso
from tenants.audit import models as audit
from tenants.cadre_database import models as cadre_database
from tenants.calibration import models as calibration
from tenants.catalogue import models as catalogue
from tenants.catalogue.crosswalk import models as crosswalk
from tenants.decisions import models as decisions
from tenants.dossier import models as dossier
from tenants.evaluation import models as evaluation
from tenants.facts import models as facts
from tenants.health import models as health
from tenants.imported import models as imported
from tenants.intake import models as intake
from tenants.lab import models as lab
from tenants.learning import models as learning
from tenants.norms import models as norms
from tenants.onboarding import models as onboarding
from tenants.organisation import models as organisation
from tenants.papers import models as papers
from tenants.periods import models as periods
from tenants.portability import models as portability
from tenants.receipts import models as receipts
from tenants.registry import models as registry
from tenants.rollups import models as rollups
from tenants.scim import models as scim
from tenants.scoring import models as scoring
from tenants.statistics import models as statistics
from tenants.webhooks import models as webhooks
from tenants.worklogs import models as worklogs

ROOMS = (
    registry,
    audit,
    organisation,
    accounts,
    sso,
    catalogue,
    norms,
    worklogs,
    scoring,
    rollups,
    receipts,
    learning,
    lab,
    calibration,
    periods,
    evaluation,
    decisions,
    papers,
    dossier,
    statistics,
    onboarding,
    intake,
    health,
    imported,
    crosswalk,
    portability,
    facts,
    webhooks,
    cadre_database,
    scim,
    outbox,
    queue,
)
METADATA = Base.metadata
