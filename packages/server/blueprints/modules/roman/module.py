"""Converts between whole numbers and Roman numerals."""

import re

_LETTERS = (
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
)
_NUMERAL = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")


def to_roman(number: int) -> str:
    """Write a whole number from 1 to 3999 as a Roman numeral."""
    if not 1 <= number <= 3999:
        raise ValueError("Roman numerals are for whole numbers from 1 to 3999.")
    numeral = ""
    for letters, value in _LETTERS:
        times, number = divmod(number, value)
        numeral += letters * times
    return numeral


def from_roman(numeral: str) -> int:
    """Read a Roman numeral, in capitals or small letters."""
    text = numeral.upper()
    if not _NUMERAL.fullmatch(text):
        raise ValueError(f'"{numeral}" is not a Roman numeral.')
    number = 0
    for letters, value in _LETTERS:
        while text.startswith(letters):
            number += value
            text = text.removeprefix(letters)
    return number
