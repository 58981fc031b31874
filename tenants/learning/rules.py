"""What evidence proposes: raise or lower a norm, leave it, or say nothing; pure arithmetic and its reasons."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from tenants.catalogue.vocabulary import Words

Outcome = Literal["raise", "lower", "keep", "too_few", "too_spread"]

STEP: Final = 5
LEAST_PEOPLE: Final = 5
"""Of fewer people, the log tells how fast they are and not how long the work takes."""
TOLERANCE: Final = Decimal("0.05")
"""The norm stands while it is no farther than this share from what is observed, nor farther than the margin."""
WIDEST: Final = Decimal("0.15")
"""A margin beyond this share says that the times are too different to propose anything."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What entries say of one work item; times in minutes per product, margin and high share as shares of 1."""

    first_day: date
    last_day: date
    entries: int
    people: int
    lower_quartile: Decimal
    median: Decimal
    upper_quartile: Decimal
    observed: Decimal
    margin: Decimal
    high_share: Decimal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is proposed: minutes where the norm should change, and why."""

    outcome: Outcome
    minutes: int | None
    reason: Words


def judge(evidence: Evidence, norm: int, product_unit: str, least: int) -> Verdict:
    """Hold a norm (minutes per product) against the evidence; `least` is the fewest entries that say anything."""
    proposed = rounded(evidence.observed)
    off = abs(evidence.observed / norm - 1)
    if evidence.entries < least or evidence.people < LEAST_PEOPLE:
        outcome: Outcome = "too_few"
    elif evidence.margin > WIDEST:
        outcome = "too_spread"
    elif off <= max(TOLERANCE, evidence.margin) or proposed == norm:
        outcome = "keep"
    else:
        outcome = "raise" if proposed > norm else "lower"
    minutes = proposed if outcome in ("raise", "lower") else None
    return Verdict(outcome, minutes, _reason(evidence, norm, product_unit, outcome, minutes, least))


def rounded(minutes: Decimal) -> int:
    """To the nearest five minutes, or to the nearest minute where five would move it by more than 5 %."""
    by_five = int((minutes / STEP).quantize(Decimal(1), ROUND_HALF_UP)) * STEP
    if abs(by_five - minutes) <= TOLERANCE * minutes:
        return by_five
    return max(1, int(minutes.quantize(Decimal(1), ROUND_HALF_UP)))


def _reason(
    evidence: Evidence, norm: int, product_unit: str, outcome: Outcome, minutes: int | None, least: int
) -> Words:
    vi, en = _seen(evidence, norm, product_unit)
    margin = _percent(evidence.margin)
    said = {
        "too_few": Words(
            f"Chưa đủ {least} mục của {LEAST_PEOPLE} người trở lên nên chưa đề xuất.",
            f"Fewer than {least} entries of {LEAST_PEOPLE} people: nothing is proposed yet.",
        ),
        "too_spread": Words(
            f"Thời gian quá phân tán (sai số ±{margin}) nên không đề xuất; nên xem lại đầu việc có gộp nhiều loại"
            " sản phẩm khác nhau không.",
            f"Times are too different (margin ±{margin}): nothing is proposed. Does the item cover unlike products?",
        ),
        "keep": Words("Định mức phù hợp với thực tế: giữ nguyên.", "The norm fits what is observed: it stays."),
        "raise": Words(f"Đề xuất nâng định mức lên {minutes} phút.", f"Proposed: raise the norm to {minutes} minutes."),
        "lower": Words(f"Đề xuất hạ định mức xuống {minutes} phút.", f"Proposed: lower the norm to {minutes} minutes."),
    }[outcome]
    return Words(f"{vi} {said.vi}", f"{en} {said.en}")


def _seen(evidence: Evidence, norm: int, product_unit: str) -> Words:
    lower, upper, observed = (
        _whole(evidence.lower_quartile), _whole(evidence.upper_quartile), _whole(evidence.observed),
    )  # fmt: skip
    span = f"{evidence.first_day:%d/%m/%Y}–{evidence.last_day:%d/%m/%Y}"
    vi = (
        f"{evidence.entries} mục đã xác nhận của {evidence.people} người ({span}): thời gian thực tế khoảng {observed}"
        f" phút/{product_unit} (±{_percent(evidence.margin)}; một nửa số mục từ {lower} đến {upper} phút), định mức"
        f" {norm} phút."
    )
    en = (
        f"{evidence.entries} verified entries of {evidence.people} people ({span}): about {observed} minutes a product"
        f" (±{_percent(evidence.margin)}; half of them between {lower} and {upper}), the norm is {norm}."
    )
    if evidence.high_share >= Decimal("0.01"):
        vi += f" {_percent(evidence.high_share)} số mục khai cao bất thường không được tính."
        en += f" {_percent(evidence.high_share)} of the entries are unusually high and left out."
    return Words(vi, en)


def _whole(minutes: Decimal) -> str:
    return str(minutes.quantize(Decimal(1), ROUND_HALF_UP))


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(Decimal(1), ROUND_HALF_UP)} %"
