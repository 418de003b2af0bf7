"""Computes payments and schedules of loans, compound interest, and what savings grow to."""

import math
from typing import TypedDict


class LoanPayment(TypedDict):
    """What a loan costs."""

    payment: float
    total: float
    interest: float


class LoanMonth(TypedDict):
    """A month of a loan."""

    month: int
    payment: float
    interest: float
    paid_back: float
    left: float


class Savings(TypedDict):
    """What an amount has grown to."""

    value: float
    paid_in: float
    interest: float


def loan_payment(amount: float, yearly_percent: float, months: int) -> LoanPayment:
    """Give the monthly payment of a loan, the total of its schedule and the interest."""
    schedule = loan_schedule(amount, yearly_percent, months)
    total = _cents(sum(month["payment"] for month in schedule))
    return {
        "payment": schedule[0]["payment"],
        "total": total,
        "interest": _cents(total - amount),
    }


def loan_schedule(amount: float, yearly_percent: float, months: int) -> list[LoanMonth]:
    """List each month of a loan; the last payment makes up for rounding."""
    if not amount > 0:
        raise ValueError("The amount must be positive.")
    if not yearly_percent >= 0:
        raise ValueError("The interest may not be negative.")
    if not 1 <= months <= 600:
        raise ValueError("The months are a whole number from 1 to 600.")
    rate = yearly_percent / 1200
    usual = _cents(amount * rate / (1 - (1 + rate) ** -months) if rate else amount / months)
    left = amount
    schedule: list[LoanMonth] = []
    for month in range(1, months + 1):
        interest = _cents(left * rate)
        payment = _cents(left + interest) if month == months else usual
        left = _cents(left + interest - payment)
        schedule.append(
            {
                "month": month,
                "payment": payment,
                "interest": interest,
                "paid_back": _cents(payment - interest),
                "left": left,
            }
        )
    return schedule


def compound_interest(
    amount: float,
    yearly_percent: float,
    years: float,
    *,
    monthly: float = 0,
    times_per_year: int = 12,
) -> Savings:
    """Give what an amount grows to, with a payment each month if there is one."""
    if not 0 <= years <= 200:
        raise ValueError("The years are 0 to 200.")
    if not amount >= 0 or not monthly >= 0 or times_per_year < 1:
        raise ValueError("Amounts may not be negative, and interest is added at least once a year.")
    grown = (1 + yearly_percent / 100 / times_per_year) ** times_per_year
    per_month = grown ** (1 / 12)
    months = math.floor(years * 12 + 0.5)
    series = months if per_month == 1 else (per_month**months - 1) / (per_month - 1)
    value = _cents(amount * grown**years + monthly * series)
    paid_in = _cents(amount + monthly * months)
    return {"value": value, "paid_in": paid_in, "interest": _cents(value - paid_in)}


def _cents(amount: float) -> float:
    # Adding 0 makes -0 an ordinary zero.
    return math.floor(float(f"{amount * 100:.15g}") + 0.5) / 100 + 0
