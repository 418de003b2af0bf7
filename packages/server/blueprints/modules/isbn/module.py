"""Checks ISBN and EAN numbers, computes check digits and converts between ISBN-10 and ISBN-13."""

import re


def is_valid_isbn(isbn: str) -> bool:
    """Say whether a text is an ISBN of 10 or 13 digits; spaces and dashes do not count."""
    digits = _bare(isbn)
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return _tenth_digit(digits) == digits[-1]
    return re.fullmatch(r"97[89][0-9]{10}", digits) is not None and is_valid_ean(digits)


def to_isbn13(isbn: str) -> str:
    """Give the 13 digits of an ISBN."""
    digits = _sound(isbn)
    if len(digits) == 13:
        return digits
    body = "978" + digits[:9]
    return body + ean_digit(body)


def to_isbn10(isbn: str) -> str:
    """Give the 10 digits of an ISBN; those that begin with 979 have none."""
    digits = _sound(isbn)
    if len(digits) == 10:
        return digits
    if not digits.startswith("978"):
        raise ValueError("Only those that begin with 978 have 10 digits.")
    body = digits[3:12]
    return body + _tenth_digit(body)


def is_valid_ean(ean: str) -> bool:
    """Say whether a text is an EAN of 8 or 13 digits."""
    digits = _bare(ean)
    has_form = re.fullmatch(r"[0-9]{8}|[0-9]{13}", digits) is not None
    return has_form and ean_digit(digits[:-1]) == digits[-1]


def ean_digit(digits: str) -> str:
    """Give the check digit of 7 or 12 digits: every second one from the right counts three times."""
    if not re.fullmatch(r"[0-9]{7}|[0-9]{12}", digits):
        raise ValueError("An EAN has 7 or 12 digits before the last.")
    weights = (int(digit) * (1 if at % 2 else 3) for at, digit in enumerate(reversed(digits)))
    return str(-sum(weights) % 10)


def _tenth_digit(digits: str) -> str:
    """The tenth digit of the nine before; X stands for ten."""
    last = -sum(int(digit) * (10 - at) for at, digit in enumerate(digits[:9])) % 11
    return "X" if last == 10 else str(last)


def _bare(text: str) -> str:
    return re.sub(r"[\s-]", "", text).upper()


def _sound(isbn: str) -> str:
    if not is_valid_isbn(isbn):
        raise ValueError(f"{isbn} is no ISBN.")
    return _bare(isbn)
