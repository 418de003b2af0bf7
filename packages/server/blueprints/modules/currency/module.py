"""Keeps exchange rates that you give it and converts amounts between currencies."""

import math
import re
from collections.abc import Mapping
from typing import Any


class ExchangeRates:
    """Rates of currencies against one that they are all given in.

    ``state`` is what ``to_dict`` of other rates gave.
    """

    def __init__(self, *, base: str = "EUR", state: Mapping[str, Any] | None = None) -> None:
        kept = state or {}
        self._base = _code(kept.get("base", base))
        self._rates: dict[str, float] = {self._base: 1, **kept.get("rates", {})}

    def set_rate(self, currency: str, rate: float) -> None:
        """Say how much of a currency one unit of the base currency buys."""
        code = _code(currency)
        if not math.isfinite(rate) or rate <= 0:
            raise ValueError("A rate is a positive number.")
        if code == self._base and rate != 1:
            raise ValueError(f"The rate of {code} is 1.")
        self._rates[code] = rate

    def load_rates(self, text: str) -> int:
        """Take a currency and its rate from each line; none of them where one is wrong."""
        found: list[tuple[str, float]] = []
        for number, line in enumerate(text.split("\n"), 1):
            if re.fullmatch(r"\s*(#.*)?", line):
                continue
            match = re.fullmatch(r"\s*([A-Za-z]{3})[\s:=,;]+([0-9]+(?:\.[0-9]+)?)\s*", line)
            if not match:
                raise ValueError(f"line {number} is no currency with its rate: {line}")
            found.append((match[1], float(match[2])))
        for code, rate in found:
            self.set_rate(code, rate)
        return len(found)

    def convert(self, amount: float, from_: str, to: str) -> float:
        """Convert an amount, rounded half up to cents."""
        if not math.isfinite(amount):
            raise ValueError("The amount is a number.")
        exact = amount / self._rate_of(from_) * self._rate_of(to)
        # The last digits of a product of decimals are noise.
        return math.floor(float(f"{exact * 100:.15g}") + 0.5) / 100

    def list_rates(self) -> dict[str, Any]:
        """Give the base and the rate of each currency."""
        return {"base": self._base, "rates": dict(sorted(self._rates.items()))}

    def to_dict(self) -> dict[str, Any]:
        """Give everything as JSON can hold it."""
        return self.list_rates()

    def _rate_of(self, currency: str) -> float:
        code = _code(currency)
        if code not in self._rates:
            raise ValueError(f"There is no rate for {code}.")
        return self._rates[code]


def _code(text: str) -> str:
    code = text.strip().upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise ValueError(f"A currency has three letters: {text}")
    return code
