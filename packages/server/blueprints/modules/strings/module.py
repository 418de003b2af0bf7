"""Capitalises, pads, trims, counts and masks texts, and takes accents off letters."""

import re
import unicodedata

# Letters that are no others with an accent.
_STROKES = str.maketrans("łŁøØđĐ", "lLoOdD")
_MOST_PADDED = 10_000


def capitalize_text(text: str) -> str:
    """Write the first letter of a text as a capital."""
    return text[:1].upper() + text[1:]


def capitalize_words(text: str) -> str:
    """Write the first letter of each word as a capital, and the others small."""
    return re.sub(r"\S+", lambda word: capitalize_text(word[0].lower()), text)


def collapse_spaces(text: str) -> str:
    """Trim a text, and put one blank where there are several signs of white space."""
    return " ".join(text.split())


def pad_text(text: str, length: int, *, fill: str = " ", side: str = "left") -> str:
    """Fill a text up to a length, on the side ``left``, ``right`` or ``both``."""
    if len(fill) != 1:
        raise ValueError("It is filled with one character.")
    if not 0 <= length <= _MOST_PADDED:
        raise ValueError(f"The length must be 0 to {_MOST_PADDED}.")
    if side not in ("left", "right", "both"):
        raise ValueError(f"{side} is not one of left, right, both.")
    missing = max(0, length - len(text))
    left = missing if side == "left" else missing // 2 if side == "both" else 0
    return fill * left + text + fill * (missing - left)


def count_vowels(text: str) -> int:
    """Count the vowels of a text, with accents too."""
    return len(re.findall("[aeiou]", remove_accents(text), re.IGNORECASE))


def count_occurrences(text: str, part: str) -> int:
    """Count how often a part stands in a text, nothing twice."""
    if part == "":
        raise ValueError("The part is empty.")
    return text.count(part)


def remove_accents(text: str) -> str:
    """Write letters without their accents."""
    apart = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", apart).translate(_STROKES)


def mask_text(text: str, *, keep: int = 4, sign: str = "*") -> str:
    """Hide a text but for its last characters."""
    if keep < 0:
        raise ValueError("What stays must not be below 0.")
    hidden = max(0, len(text) - keep)
    return sign * hidden + text[hidden:]
