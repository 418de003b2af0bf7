"""Amounts of money in whole cents."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal


@dataclass(frozen=True, order=True)
class Money:
    cents: int
    currency: str = "EUR"

    @classmethod
    def parse(cls, text, currency="EUR"):
        amount = Decimal(text.replace(",", "."))
        cents = (amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
        return cls(int(cents), currency)

    def __add__(self, other):
        self.check_currency(other)
        return Money(self.cents + other.cents, self.currency)

    def __sub__(self, other):
        self.check_currency(other)
        return Money(self.cents - other.cents, self.currency)

    def check_currency(self, other):
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")

    def split(self, parts):
        if parts < 1:
            raise ValueError("at least one part is needed")
        share, rest = divmod(self.cents, parts)
        return [Money(share + (1 if index < rest else 0), self.currency) for index in range(parts)]

    def __str__(self):
        sign = "-" if self.cents < 0 else ""
        whole, part = divmod(abs(self.cents), 100)
        return f"{sign}{whole}.{part:02d} {self.currency}"
