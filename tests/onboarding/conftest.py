"""The application, a province with a log, and an operator, for the tests of joining."""

from tests.api.conftest import api, settings
from tests.health.conftest import operator
from tests.worklogs.conftest import log

__all__ = ["api", "log", "operator", "settings"]
