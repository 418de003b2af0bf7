"""Computes arithmetic expressions with brackets, powers and functions."""

import math
import re
from collections.abc import Callable

_CONSTANTS = {"pi": math.pi, "e": math.e}
_FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs,
    "ceil": math.ceil,
    "cos": math.cos,
    "exp": math.exp,
    "floor": math.floor,
    "ln": math.log,
    "log": math.log10,
    "max": max,
    "min": min,
    "round": round,
    "sin": math.sin,
    "sqrt": math.sqrt,
    "tan": math.tan,
}
_TOKEN = re.compile(
    r"\s*([0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?|\.[0-9]+|[a-z]+|[-+*/%^(),])|\s*(\S)", re.IGNORECASE
)


def calculate(expression: str) -> float:
    """Compute an expression such as (2 + 3) * 4.

    Operators are + - * / % and ^, which binds most and from the right.
    """
    reader = _Reader(expression)
    try:
        value = reader.sum()
        reader.end()
    except (OverflowError, TypeError, RecursionError) as error:
        raise ValueError(f"This cannot be computed: {error}.") from error
    if not math.isfinite(value):
        raise ValueError("The result is not a number.")
    return value


class _Reader:
    def __init__(self, expression: str) -> None:
        self._tokens: list[str] = []
        self._at = 0
        for token, other in _TOKEN.findall(expression):
            if other:
                raise ValueError(f'"{other}" is not part of an expression.')
            self._tokens.append(token.lower())

    def sum(self) -> float:
        value = self._product()
        while sign := self._take("+", "-"):
            part = self._product()
            value = value + part if sign == "+" else value - part
        return value

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise ValueError(f'"{self._tokens[self._at]}" was not expected.')

    def _product(self) -> float:
        value = self._signed()
        while sign := self._take("*", "/", "%"):
            part = self._signed()
            if sign == "*":
                value *= part
            elif part == 0:
                raise ValueError("Nothing can be divided by zero.")
            else:
                value = value / part if sign == "/" else math.fmod(value, part)
        return value

    def _signed(self) -> float:
        if self._take("-"):
            return -self._signed()
        self._take("+")
        return self._power()

    def _power(self) -> float:
        base = self._value()
        if not self._take("^"):
            return base
        exponent = self._signed()
        if base == 0 and exponent < 0:
            raise ValueError("Nothing can be divided by zero.")
        return math.pow(base, exponent)

    def _value(self) -> float:
        if self._at == len(self._tokens):
            raise ValueError("The expression ends too early.")
        token = self._tokens[self._at]
        self._at += 1
        if token == "(":
            value = self.sum()
            self._close()
            return value
        if token[0].isdigit() or token[0] == ".":
            return float(token)
        if token in _CONSTANTS:
            return _CONSTANTS[token]
        if token not in _FUNCTIONS or not self._take("("):
            raise ValueError(f'"{token}" was not expected.')
        values = [self.sum()]
        while self._take(","):
            values.append(self.sum())
        self._close()
        return _FUNCTIONS[token](*values)

    def _close(self) -> None:
        if not self._take(")"):
            raise ValueError("A bracket is never closed.")

    def _take(self, *wanted: str) -> str | None:
        if self._at == len(self._tokens) or self._tokens[self._at] not in wanted:
            return None
        self._at += 1
        return self._tokens[self._at - 1]
