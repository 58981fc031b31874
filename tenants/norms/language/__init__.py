"""The norm language: reads, checks, evaluates and compiles the documents of scoring norms."""

from tenants.norms.language.averaging import with_mean_of_months
from tenants.norms.language.carrying import with_carried_sum
from tenants.norms.language.compiler import Source, compile_chain
from tenants.norms.language.evaluation import evaluate
from tenants.norms.language.examples import Outcome, run_examples
from tenants.norms.language.freezing import aggregate_texts, resting_on, with_named_aggregates
from tenants.norms.language.loading import (
    heading_of,
    load_package,
    shipped_names,
    shipped_package,
    shipped_text,
    with_settings,
)
from tenants.norms.language.model import Example, Formula, Input, Level, Package, Record, Setting, Table, Value
from tenants.norms.language.problems import NormErrors, Place, Problem
from tenants.norms.language.reading_records import read_record
from tenants.norms.language.receipts import canonical, canonical_text, from_canonical, names_of, receipt_hash
from tenants.norms.language.records import (
    InputProblem,
    RecordErrors,
    accepted,
    accepted_fact,
    check_input,
    check_inputs,
    fact_value,
)
from tenants.norms.language.sql_receipts import canonical_array, canonical_column, hash_of_arrays, with_receipts
from tenants.norms.language.sql_records import accepted_inputs, fact_column, refused_input
from tenants.norms.language.widening import accepts_all_of, stricter_checks

__all__ = [
    "Example",
    "Formula",
    "Input",
    "InputProblem",
    "Level",
    "NormErrors",
    "Outcome",
    "Package",
    "Place",
    "Problem",
    "Record",
    "RecordErrors",
    "Setting",
    "Source",
    "Table",
    "Value",
    "accepted",
    "accepted_fact",
    "accepted_inputs",
    "accepts_all_of",
    "aggregate_texts",
    "canonical",
    "canonical_array",
    "canonical_column",
    "canonical_text",
    "check_input",
    "check_inputs",
    "compile_chain",
    "evaluate",
    "fact_column",
    "fact_value",
    "from_canonical",
    "hash_of_arrays",
    "heading_of",
    "load_package",
    "names_of",
    "read_record",
    "receipt_hash",
    "refused_input",
    "resting_on",
    "run_examples",
    "shipped_names",
    "shipped_package",
    "shipped_text",
    "stricter_checks",
    "with_carried_sum",
    "with_mean_of_months",
    "with_named_aggregates",
    "with_receipts",
    "with_settings",
]
