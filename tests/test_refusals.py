"""Every refusal of the program speaks two languages under a code of its own."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from string import Formatter

import kernel
import tenants
from kernel.errors import Refusal


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from refusals(each)


def all_refusals() -> list[type[Refusal]]:
    for package in (kernel, tenants):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("errors"):
                import_module(module.name)
    return [kind for kind in refusals() if kind.__module__.split(".")[0] in ("kernel", "tenants")]


def places(sentence: str) -> set[str]:
    """The facts a sentence names; a fact that is itself text comes in both languages."""
    found = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    return {name.removesuffix("_en").removesuffix("_vi") for name in found}


def test_every_refusal_has_a_sentence_in_vietnamese_and_one_in_english() -> None:
    found = all_refusals()
    assert len(found) > 50
    for kind in found:
        assert kind.vi.strip(), kind
        assert kind.en.strip(), kind
        assert kind.vi != kind.en, kind


def test_both_sentences_of_a_refusal_take_the_same_facts() -> None:
    for kind in all_refusals():
        assert places(kind.vi) == places(kind.en), kind


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in all_refusals()]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []
    assert all(code == code.upper() and code.replace("_", "").isalnum() for code in codes)
