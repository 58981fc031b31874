"""Every sentence the language says to the author of a norm package, in Vietnamese and English, with its code."""

from collections.abc import Mapping

from tenants.norms.language.sentences_document import DOCUMENT_SENTENCES
from tenants.norms.language.sentences_formula import FORMULA_SENTENCES

CODES = (
    "syntax",
    "size",
    "name",
    "arity",
    "type",
    "unit",
    "zero-division",
    "no-default",
    "unreachable",
    "cycle",
    "scope",
    "overflow",
    "sum",
)

_SENTENCES = DOCUMENT_SENTENCES | FORMULA_SENTENCES

CODE_OF = {sentence: code for sentence, (code, _, _) in _SENTENCES.items()}


def worded(sentence: str, data: Mapping[str, object]) -> tuple[str, str]:
    """The sentence in Vietnamese and in English, its blanks filled from `data`."""
    _, vi, en = _SENTENCES[sentence]
    return vi.format_map(data), en.format_map(data)
