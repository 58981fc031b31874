"""Which facts there are, by name, and which acts on the trail they follow from."""

from collections.abc import Mapping
from typing import Any, Final

EVALUATION_DECIDED: Final = "evaluation.decided"
EVALUATION_REPLACED: Final = "evaluation.replaced"
POST_CHANGED: Final = "post.changed"
ENTRY_VERIFIED: Final = "entry.verified"
ENTRY_RETURNED: Final = "entry.returned"
SCORE_MADE: Final = "score.made"
SCORE_CORRECTED: Final = "score.corrected"
NORM_PUBLISHED: Final = "norm.published"
UNIT_CHANGED: Final = "unit.changed"
PERSON_CHANGED: Final = "person.changed"
RELEASE_PUBLISHED: Final = "release.published"
TYPES: Final = (
    ENTRY_VERIFIED,
    ENTRY_RETURNED,
    SCORE_MADE,
    SCORE_CORRECTED,
    EVALUATION_DECIDED,
    EVALUATION_REPLACED,
    NORM_PUBLISHED,
    UNIT_CHANGED,
    PERSON_CHANGED,
    POST_CHANGED,
    RELEASE_PUBLISHED,
)
# What the law wants in the national cadre database within three working days (Decree 27/2026).
OF_CADRES: Final = (EVALUATION_DECIDED, EVALUATION_REPLACED, POST_CHANGED)

_UNIT_ACTS: Final = ("opened", "changed", "moved", "merged", "closed")
_PERSON_ACTS: Final = ("added", "edited")
_POST_ACTS: Final = ("appointed", "ended", "transferred")
_FROM_TRAIL: Final[Mapping[tuple[str, str], str]] = {
    **{("unit", act): UNIT_CHANGED for act in _UNIT_ACTS},
    **{("person", act): PERSON_CHANGED for act in _PERSON_ACTS},
    **{("person", act): POST_CHANGED for act in _POST_ACTS},
    ("norm_package", "published"): NORM_PUBLISHED,
    ("sheet", "decided"): EVALUATION_DECIDED,
}
# What of an act's data goes with its fact: ids, days and numbers of documents; never who, nor how they did.
_TOLD: Final = frozenset(
    ("appointment_id", "new_appointment_id", "unit_id", "decision_id", "on", "valid_from", "into", "successor")
)


def of_act(subject: str, action: str, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The fact that an act on the trail is, with its data; nothing for acts that are told nowhere."""
    kind = _FROM_TRAIL.get((subject, action))
    if kind is None:
        return None
    if kind == EVALUATION_DECIDED and data.get("number", 1) > 1:
        kind = EVALUATION_REPLACED
    told = {name: value for name, value in data.items() if name in _TOLD and value is not None}
    return kind, {"act": action, **told}
