"""The words of the language: what a name, a key and a number look like, and which words are taken."""

import keyword
import re
from decimal import Decimal

AGGREGATES_OF_VALUES = ("sum", "mean", "min", "max")
AGGREGATES_OF_CONDITIONS = ("count", "any", "all")
FUNCTIONS = (
    *AGGREGATES_OF_VALUES,
    *AGGREGATES_OF_CONDITIONS,
    "abs",
    "floor",
    "ceil",
    "round",
    "ratio",
    "present",
)
POSITION_GROUPS = ("leadership", "professional", "shared", "support")
"""Groups of job positions (nhóm vị trí việc làm), as the catalogue keys them."""
STANDINGS = ("staff", "leader", "deputy")
"""What a role counts as in a regulation: cadre, head of a unit, or deputy."""
PERIODS = ("month", "quarter")
"""Over what a person is ranked."""
ORIGINS = ("item", "position", "verification", "evaluation")
"""Who supplies a fact of a province's own: the work item, the job position, the verifying leader, the evaluation."""
LEVEL_KEYS = ("person", "unit", "entry", "day", "month", "quarter", "year")
RESERVED = frozenset({*FUNCTIONS, "missing", "of", "times", "where", "zero"})
MAX_NUMBER_CHARACTERS = 24

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KEY = re.compile(r"[A-Za-z0-9_.+/-]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")


def is_name(text: str) -> bool:
    """May this name an input, a formula, a setting, a table or a level?"""
    return bool(_NAME.fullmatch(text)) and not keyword.iskeyword(text) and text not in RESERVED


def is_key(text: str) -> bool:
    """Is this a key: plain letters, digits and _ . + / - ?"""
    return bool(_KEY.fullmatch(text))


def is_comma_number(text: str) -> bool:
    """Is this a decimal written the Vietnamese way, with a comma?"""
    return bool(_COMMA.fullmatch(text))


def plain_number(text: str) -> Decimal | None:
    """The number a text writes out: digits with at most one point, no exponent, at most 24 characters."""
    if len(text) > MAX_NUMBER_CHARACTERS or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text)
