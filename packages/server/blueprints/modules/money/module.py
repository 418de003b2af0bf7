"""Splits, adds tax to and formats amounts in whole cents, without losing one."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypedDict

_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "CNY": "CN¥", "KRW": "₩"}


class PercentAdded(TypedDict):
    """All in cents."""

    amount: int
    added: int
    total: int


class SharedBill(TypedDict):
    """All in cents; paid is what all give together."""

    tip: int
    total: int
    each: int
    paid: int


def split_amount(cents: int, ways: int) -> list[int]:
    """Split an amount into parts that differ by one cent at most, the larger ones first."""
    if ways < 1:
        raise ValueError("ways must be above zero.")
    return split_by_shares(cents, [1] * ways)


def share_bill(cents: int, people: int, *, tip: float = 0, round_up_to: int = 1) -> SharedBill:
    """Add a tip to a bill and give what each person pays, rounded up."""
    if people < 1:
        raise ValueError("people must be above zero.")
    if cents < 0:
        raise ValueError("A bill is not below zero.")
    if round_up_to < 1:
        raise ValueError("round_up_to must be above zero.")
    bill = add_percent(cents, tip)
    each = -(-bill["total"] // (people * round_up_to)) * round_up_to
    return {"tip": bill["added"], "total": bill["total"], "each": each, "paid": each * people}


def split_by_shares(cents: int, shares: Sequence[float]) -> list[int]:
    """Split an amount by shares so that the parts add up to it."""
    if any(share < 0 for share in shares) or not any(shares):
        raise ValueError("The shares must not be negative, and one must be above zero.")
    weights = [Fraction(share) for share in shares]
    exact = [cents * weight / sum(weights) for weight in weights]
    parts = [math.floor(value) for value in exact]
    # Cents that rounding left over go to those who lost most by it.
    order = sorted(range(len(parts)), key=lambda at: parts[at] - exact[at])
    for at in order[: cents - sum(parts)]:
        parts[at] += 1
    return parts


def add_percent(cents: int, percent: float) -> PercentAdded:
    """Add a percentage such as tax or a tip to an amount; half a cent is rounded up."""
    if percent < 0:
        raise ValueError("percent must not be negative.")
    exact = Decimal(cents) * Decimal(str(percent)) / 100
    added = int(exact.to_integral_value(ROUND_HALF_UP))
    return {"amount": cents, "added": added, "total": cents + added}


def format_money(cents: int, *, currency: str = "USD") -> str:
    """Write an amount with its currency, grouped by thousands."""
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise ValueError(f'"{currency}" is no currency code of three letters.')
    code = currency.upper()
    amount, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{_SIGNS.get(code, code + ' ')}{amount:,}.{rest:02}"
