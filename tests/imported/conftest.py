"""The application, for history brought in through it."""

from tests.api.conftest import api, settings
from tests.scoring.conftest import log, scored_log

__all__ = ["api", "log", "scored_log", "settings"]
