"""Converts whole numbers of any size between bases from 2 to 36."""

import string

_DIGITS = string.digits + string.ascii_lowercase


def convert_base(number: str, *, from_: int = 10, to: int = 2) -> str:
    """Convert a whole number of any size from one base to another."""
    if not (2 <= from_ <= 36 and 2 <= to <= 36):
        raise ValueError("A base is a whole number from 2 to 36.")
    text = number.strip().lower()
    digits = text.removeprefix("-") if text.startswith("-") else text.removeprefix("+")
    if not digits:
        raise ValueError(f'"{number}" is not a number of base {from_}.')
    value = 0
    for digit in digits:
        value = value * from_ + _digit_value(digit, from_)
    written = ""
    rest = value
    while rest or not written:
        rest, place = divmod(rest, to)
        written = _DIGITS[place] + written
    return f"-{written}" if text.startswith("-") and value else written


def _digit_value(digit: str, base: int) -> int:
    value = _DIGITS.find(digit)
    if not 0 <= value < base:
        raise ValueError(f'"{digit}" is not a digit of base {base}.')
    return value
