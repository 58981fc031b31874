"""The quarter of the scoring tests."""

from tests.scoring.quarter import quarter

__all__ = ["quarter"]
