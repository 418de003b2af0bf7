"""Checks email addresses, phone numbers, web addresses, IP addresses and VAT numbers."""

import ipaddress
import re
from urllib.parse import urlsplit

# What follows the country in VAT numbers of the EU (EL is Greece, XI Northern Ireland).
_VAT_FORMS = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-HJ-NP-Z0-9]{2}\d{9}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z]",
    "IT": r"\d{11}",
    "LT": r"\d{9}|\d{12}",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"\d{9}B\d{2}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"\d{9}|\d{12}|(GD|HA)\d{3}",
}
_ATOM = r"[a-z0-9_!#$%&'*+/=?^`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[a-z]{{2,}}", re.IGNORECASE | re.ASCII)


def is_email(text: str) -> bool:
    """Say whether a text can be an email address, as far as its form tells."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def read_phone(text: str, *, country: str = "1") -> str | None:
    """Write a phone number as E.164 does; None where it is none."""
    if not re.fullmatch(r"\+?[0-9\s()./-]+", text.strip()):
        return None
    digits = re.sub(r"^00", "+", re.sub(r"[^0-9+]", "", text))
    full = digits if digits.startswith("+") else f"+{country}{digits.removeprefix('0')}"
    return full if re.fullmatch(r"\+[1-9][0-9]{6,14}", full) else None


def is_web_address(text: str) -> bool:
    """Say whether a text is an address of the web (http or https)."""
    try:
        address = urlsplit(text)
        # Reading the port finds those that are none.
        return address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
    except ValueError:
        return False


def ip_version(text: str) -> int:
    """Give 4 or 6 for an IP address, 0 for anything else."""
    try:
        return ipaddress.ip_address(text).version
    except ValueError:
        return 0


def vat_country(text: str) -> str | None:
    """Name the country of a VAT number of the EU that has the right form."""
    number = re.sub(r"[\s.-]", "", text).upper()
    country = number[:2]
    form = _VAT_FORMS.get(country)
    if form is None or not re.fullmatch(form, number[2:], re.ASCII):
        return None
    return country
