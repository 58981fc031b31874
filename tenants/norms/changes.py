"""What is different between two packages, in words: settings, table rows, inputs, formulas, levels and examples."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from tenants.norms.language import Formula, Input, Level, Package, Setting, Table
from tenants.norms.wording import (
    Change,
    Phrase,
    bound_words,
    changed,
    example_text,
    formula_words,
    input_facts,
    input_words,
    level_words,
    row_words,
    rule_words,
    setting_words,
    table_words,
    unit_words,
    value_words,
)

_Part = TypeVar("_Part")


def changes(old: Package, new: Package) -> list[Change]:
    """Everything by which `new` differs from `old` in what it computes or tells, in the order of the document."""
    return [
        *_heading(old, new),
        *_settings(old, new),
        *_tables(old, new),
        *_levels(old, new),
        *_examples(old, new),
    ]


def _pairs(old: Mapping[str, _Part], new: Mapping[str, _Part]) -> Iterator[tuple[str, _Part | None, _Part | None]]:
    """Each name with what was and what is, in the new order; what is gone comes last."""
    for name in (*new, *(name for name in old if name not in new)):
        yield name, old.get(name), new.get(name)


def _heading(old: Package, new: Package) -> Iterator[Change]:
    title = Phrase("tên gói", "title")
    yield from changed("title", title, Phrase(old.title.vi, old.title.en), Phrase(new.title.vi, new.title.en))


def _settings(old: Package, new: Package) -> Iterator[Change]:
    for name, was, now in _pairs(old.settings, new.settings):
        path = f"settings.{name}"
        about = setting_words(now or was, name)
        yield from changed(path, about, _setting_value(was), _setting_value(now))
        if was and now:
            yield from changed(
                f"{path}.unit", about.joined("đơn vị", "unit"), unit_words(was.unit), unit_words(now.unit)
            )
            yield from changed(f"{path}.vi", about.joined("tên", "label"), *_labels(was, now))


def _setting_value(setting: Setting | None) -> Phrase | None:
    return None if setting is None else value_words(setting.value)


def _tables(old: Package, new: Package) -> Iterator[Change]:
    for name, was, now in _pairs(old.tables, new.tables):
        path, about = f"tables.{name}", table_words(now or was, name)
        if was is None or now is None or was.form != now.form:
            yield from changed(path, about, _whole_table(was), _whole_table(now))
            continue
        rows = _pairs(_cells(was), _cells(now))
        for key, before, after in rows:
            yield from changed(f"{path}.{key}", row_words(about, now, key), before, after)
        yield from changed(f"{path}.unit", about.joined("đơn vị", "unit"), unit_words(was.unit), unit_words(now.unit))
        yield from changed(f"{path}.vi", about.joined("tên", "label"), *_labels(was, now))


def _cells(table: Table) -> dict[str, Phrase]:
    """The values of a table by what they stand for: a key, a bound, or all the rest."""
    cells = {".".join(keys): value_words(value) for keys, value in table.rows.items()}
    cells |= {bound_words(bound): value_words(value) for bound, value in table.bounds}
    if table.other is not None:
        cells[""] = value_words(table.other)
    return cells


def _whole_table(table: Table | None) -> Phrase | None:
    if table is None:
        return None
    written = [(row_words(Phrase("", ""), table, key), value) for key, value in _cells(table).items()]
    return Phrase(
        "; ".join(f"{key.vi}: {value.vi}".strip() for key, value in written),
        "; ".join(f"{key.en}: {value.en}".strip() for key, value in written),
    )


def _levels(old: Package, new: Package) -> Iterator[Change]:
    for name, was, now in _pairs(old.levels, new.levels):
        path, about = f"levels.{name}", level_words(name)
        yield from changed(path, about, _ladder(was), _ladder(now))
        nothing: Mapping[str, Input] = {}
        for key, before, after in _pairs(was.inputs if was else nothing, now.inputs if now else nothing):
            yield from _input(f"{path}.inputs.{key}", input_words(after or before, key, name), before, after)
        none: Mapping[str, Formula] = {}
        for key, first, second in _pairs(was.formulas if was else none, now.formulas if now else none):
            yield from _formula(f"{path}.formulas.{key}", formula_words(second or first, key, name), first, second)


def _ladder(level: Level | None) -> Phrase | None:
    if level is None:
        return None
    by = ", ".join(level.by)
    over_vi, over_en = (f"trên mức {level.over}, ", f"over {level.over}, ") if level.over else ("", "")
    return Phrase(f"{over_vi}theo {by}", f"{over_en}by {by}")


def _input(path: str, about: Phrase, was: Input | None, now: Input | None) -> Iterator[Change]:
    if was is None or now is None:
        yield from changed(path, about, _rules(was), _rules(now))
        return
    for fact, before, after in _pairs(input_facts(was), input_facts(now)):
        yield from changed(f"{path}.{fact}", rule_words(about, fact), before, after)
    yield from changed(f"{path}.vi", about.joined("tên", "label"), *_labels(was, now))


def _rules(one: Input | None) -> Phrase | None:
    if one is None:
        return None
    facts = [(rule_words(Phrase("", ""), name), value) for name, value in input_facts(one).items()]
    return Phrase(
        ", ".join(f"{name.vi} {value.vi}" for name, value in facts),
        ", ".join(f"{name.en} {value.en}" for name, value in facts),
    )


def _formula(path: str, about: Phrase, was: Formula | None, now: Formula | None) -> Iterator[Change]:
    yield from changed(path, about, _expression(was), _expression(now))
    if was and now:
        yield from changed(f"{path}.unit", about.joined("đơn vị", "unit"), unit_words(was.unit), unit_words(now.unit))
        yield from changed(f"{path}.vi", about.joined("tên", "label"), *_labels(was, now))


def _expression(formula: Formula | None) -> Phrase | None:
    """The author's text; how it is broken into lines says nothing."""
    if formula is None:
        return None
    text = " ".join(formula.scalar.text.split())
    return Phrase(text, text)


def _labels(was: Setting | Table | Input | Formula, now: Setting | Table | Input | Formula) -> tuple[Phrase, Phrase]:
    return Phrase(was.label.vi, was.label.en), Phrase(now.label.vi, now.label.en)


def _examples(old: Package, new: Package) -> Iterator[Change]:
    before = {one.name: example_text(one) for one in old.examples}
    after = {one.name: example_text(one) for one in new.examples}
    for name, was, now in _pairs(before, after):
        yield from changed(f"examples.{name}", Phrase(f"ví dụ {name}", f"example {name}"), was, now)
