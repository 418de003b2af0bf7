"""Finds palindromes and anagrams, reverses texts and speaks pig latin."""

import re
import unicodedata
from collections.abc import Sequence


def is_palindrome(text: str) -> bool:
    """Say whether a text reads the same from behind; only letters and digits count."""
    letters = _letters_in(text)
    if not letters:
        raise ValueError("There are no letters in this text.")
    return letters == letters[::-1]


def are_anagrams(left: str, right: str) -> bool:
    """Say whether two texts have the same letters."""
    return sorted(_letters_in(left)) == sorted(_letters_in(right))


def group_anagrams(words: Sequence[str]) -> list[list[str]]:
    """Put words together that have the same letters: groups of two and more."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault("".join(sorted(_letters_in(word))), []).append(word)
    return [group for group in groups.values() if len(group) > 1]


def to_pig_latin(text: str) -> str:
    """Say a text in pig latin: consonants go to the end, followed by "ay"."""
    return re.sub("[a-zA-Z]+", lambda match: _pig_latin(match[0]), text)


def reverse_text(text: str) -> str:
    """Write a text from behind; what people see as one sign stays whole."""
    signs: list[str] = []
    for char in text:
        joined = signs and (signs[-1].endswith("\u200d") or _belongs_to_the_sign_before(char))
        if joined:
            signs[-1] += char
        else:
            signs.append(char)
    return "".join(reversed(signs))


def _belongs_to_the_sign_before(char: str) -> bool:
    """Accents, variants, shades of skin, and what joins two signs."""
    return (
        unicodedata.combining(char) > 0
        or char in "\u200d\ufe0e\ufe0f\u20e3"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


def _pig_latin(word: str) -> str:
    plain = word.lower()
    match = re.match("(?:[^aeiouy]*qu|y?[^aeiouy]*|)(?=[aeiouy])", plain)
    head = match[0] if match else ""
    if not re.search("[aeiou]", plain):
        changed = f"{plain}ay"
    else:
        changed = plain[len(head) :] + (f"{head}ay" if head else "way")
    return changed[0].upper() + changed[1:] if word[0] != plain[0] else changed


def _letters_in(text: str) -> list[str]:
    return [char for char in unicodedata.normalize("NFC", text).lower() if char.isalnum()]
