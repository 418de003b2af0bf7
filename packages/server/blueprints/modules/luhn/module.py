"""Checks card numbers and other numbers by the Luhn algorithm, and completes them."""

import re

_NETWORKS = (
    ("American Express", r"3[47]\d{13}"),
    ("Visa", r"4(\d{12}|\d{15}|\d{18})"),
    ("Mastercard", r"(5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})"),
    ("Discover", r"(6011|65\d\d|64[4-9]\d)\d{12}"),
    ("Diners Club", r"3(0[0-5]|[68]\d)\d{11}"),
    ("JCB", r"35(2[89]|[3-8]\d)\d{12}"),
)


def is_valid_luhn(number: str) -> bool:
    """Say whether the last digit is the check digit; spaces and dashes do not count."""
    digits = _compact(number)
    return re.fullmatch(r"[0-9]{2,}", digits) is not None and _sum(digits) % 10 == 0


def luhn_digit(number: str) -> str:
    """Give the check digit that a number needs."""
    digits = _compact(number)
    if not re.fullmatch(r"[0-9]+", digits):
        raise ValueError("The number may hold digits only.")
    return str(-_sum(digits + "0") % 10)


def card_network(number: str) -> str | None:
    """Name the network that a card number belongs to."""
    digits = _compact(number)
    for name, pattern in _NETWORKS:
        if re.fullmatch(pattern, digits, re.ASCII):
            return name
    return None


def _compact(number: str) -> str:
    return re.sub(r"[\s-]", "", number)


def _sum(digits: str) -> int:
    """From the right, every second digit counts double, a result of two digits as their sum."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total
