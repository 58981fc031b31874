"""A norm package in plain data: what each level takes and promises, with units, ranges and labels."""

from tenants.norms import facts
from tenants.norms.language import Package, Value
from tenants.norms.language.kinds import KeyKind, Kind, NumberKind
from tenants.norms.language.model import Criteria, Criterion, Input, Label, Level, Setting
from tenants.norms.language.numbers import printed
from tenants.norms.language.receipts import canonical
from tenants.norms.language.units import unit_text

Plain = dict[str, object]

_KNOWN_TO_LOG = {"entry": facts.ENTRY, "month": facts.MONTH}


def described(package: Package) -> Plain:
    """Everything somebody needs who wants to feed the package or to read its results; numbers are decimal texts."""
    return {
        "package": package.name,
        "version": package.version,
        "digest": package.digest,
        **_labelled(package.title),
        "period": package.period,
        "days_late_in": facts.day_count(package),
        "settings": [_setting(one) for one in package.settings.values()],
        "levels": [_level(package, one) for one in package.levels.values()],
        "criteria": None if package.criteria is None else _criteria(package.criteria),
    }


def plain(value: Value) -> object:
    """A value for JSON: a number as its exact decimal text, a key as it is, yes/no, or null where it is missing."""
    return value if value is None or isinstance(value, bool) else canonical(value)


def _labelled(label: Label) -> Plain:
    return {"vi": label.vi, "en": label.en}


def _setting(one: Setting) -> Plain:
    told: Plain = {"name": one.name, **_labelled(one.label), "value": plain(one.value)}
    if one.keys:
        return {**told, "keys": list(one.keys)}
    return told if isinstance(one.value, bool) else {**told, "unit": unit_text(one.unit)}


def _level(package: Package, level: Level) -> Plain:
    promised = level.outputs or tuple(level.formulas)
    return {
        "level": level.name,
        **_labelled(level.label),
        "over": level.over,
        "by": list(level.by),
        "inputs": [_input(level, one) for one in level.inputs.values()],
        "outputs": [
            {
                "name": name,
                **_labelled(level.formulas[name].label),
                **_kind(package.kind_of(level.name, name)),
                "may_be_missing": package.kind_of(level.name, name).missing,
            }
            for name in promised
        ],
    }


def _input(level: Level, one: Input) -> Plain:
    told: Plain = {"name": one.name, **_labelled(one.label), **_kind(one.kind)}
    if isinstance(one.kind, NumberKind):
        told["step"] = printed(one.step)
    known = one.name in _KNOWN_TO_LOG.get(level.name, ())
    told |= {"required": one.required, "default": plain(one.default)}
    return {**told, "known_to_log": known, "from": one.origin}


def _kind(kind: Kind) -> Plain:
    if isinstance(kind, NumberKind):
        return {"kind": "number", "unit": unit_text(kind.unit), "min": printed(kind.lo), "max": printed(kind.hi)}
    if isinstance(kind, KeyKind):
        return {"kind": "key", "keys": list(kind.keys)}
    return {"kind": "boolean"}


def _criteria(criteria: Criteria) -> Plain:
    return {
        "max": printed(criteria.highest),
        "comment_below_max": criteria.comment_below_max,
        "parts": [_criterion(one) for one in criteria.parts],
    }


def _criterion(one: Criterion) -> Plain:
    told: Plain = {"code": one.code, **_labelled(one.label), "max": printed(one.highest)}
    if one.applies is not None:
        told["applies"] = one.applies.scalar.text
    return {**told, "parts": [_criterion(part) for part in one.parts]} if one.parts else told
