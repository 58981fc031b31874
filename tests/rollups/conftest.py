"""The scored log of the scoring tests."""

from tests.scoring.conftest import scored_log
from tests.worklogs.conftest import log

__all__ = ["log", "scored_log"]
