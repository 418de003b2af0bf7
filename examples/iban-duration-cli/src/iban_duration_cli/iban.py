"""Checks and formats international bank account numbers."""

import re
from typing import TypedDict

# Length of an IBAN in each country that has it.
# fmt: off
_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BI": 27, "BR": 29, "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27,
    "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27,
    "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22,
    "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28, "LC": 32,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
    "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24,
    "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31,
    "SD": 18, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23,
    "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20, "YE": 30,
}
# fmt: on


class IbanParts(TypedDict):
    """An IBAN taken apart; ``bban`` is the account number as the country writes it."""

    country: str
    check_digits: str
    bban: str


def is_valid_iban(iban: str) -> bool:
    """Say whether an IBAN has the right length for its country and the right check digits."""
    plain = _compact(iban)
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+", plain):
        return False
    return len(plain) == _LENGTHS.get(plain[:2]) and _remainder(plain) == 1


def format_iban(iban: str) -> str:
    """Write an IBAN in groups of four."""
    plain = _valid(iban)
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def parse_iban(iban: str) -> IbanParts:
    """Take an IBAN apart into country, check digits and account."""
    plain = _valid(iban)
    return {"country": plain[:2], "check_digits": plain[2:4], "bban": plain[4:]}


def _compact(iban: str) -> str:
    return re.sub(r"\s+", "", iban).upper()


def _valid(iban: str) -> str:
    if not is_valid_iban(iban):
        raise ValueError(f'"{iban}" is not a valid IBAN.')
    return _compact(iban)


def _remainder(plain: str) -> int:
    """ISO 7064 mod 97-10: the first four characters go to the end, letters count from 10."""
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97
