"""Makes passwords by chance and judges how strong one is."""

import math
import re
import secrets
import string
from collections.abc import Sequence
from typing import TypedDict

_SIGNS = "!#$%&*+-=?@^_~"
_CONFUSED = str.maketrans("", "", "lI1O0")
_COMMON_WORDS = """
    123456 password 12345678 qwerty 123456789 12345 1234 111111 1234567 dragon 123123 baseball
    abc123 football monkey letmein 696969 shadow master 666666 qwertyuiop 123321 mustang
    1234567890 michael 654321 superman 1qaz2wsx 7777777 121212 000000 qazwsx 123qwe killer
    trustno1 jordan jennifer zxcvbnm asdfgh hunter buster soccer harley batman password1
    iloveyou welcome admin login princess sunshine passw0rd
"""
_COMMON = frozenset(_COMMON_WORDS.split())


class Strength(TypedDict):
    """A score of 0 (guessed at once) to 4 (safe), and bits of entropy.

    The bits are as far as the characters tell.
    """

    score: int
    bits: int
    advice: list[str]


def generate_password(
    *,
    length: int = 20,
    symbols: bool = True,
    digits: bool = True,
    uppercase: bool = True,
    readable: bool = False,
    count: int = 1,
) -> str:
    """Make passwords by chance, one a line, with at least one character of every kind.

    ``readable`` leaves out letters that are easily confused, such as l and 1.
    """
    if not 8 <= length <= 200:
        raise ValueError("The length must be 8 to 200.")
    if not 1 <= count <= 1000:
        raise ValueError("The count must be 1 to 1000.")
    kinds = [string.ascii_lowercase]
    if uppercase:
        kinds.append(string.ascii_uppercase)
    if digits:
        kinds.append(string.digits)
    if symbols:
        kinds.append(_SIGNS)
    if readable:
        kinds = [kind.translate(_CONFUSED) for kind in kinds]
    return "\n".join(_password_of(kinds, length) for _ in range(count))


def _password_of(kinds: Sequence[str], length: int) -> str:
    chosen = [secrets.choice(kind) for kind in kinds]
    chosen += [secrets.choice("".join(kinds)) for _ in range(length - len(chosen))]
    secrets.SystemRandom().shuffle(chosen)
    return "".join(chosen)


def password_strength(password: str) -> Strength:
    """Judge how hard a password is to guess."""
    if password.lower() in _COMMON:
        advice = ["This is one of the most common passwords."]
        return {"score": 0, "bits": 0, "advice": advice}
    kinds = (("[a-z]", 26), ("[A-Z]", 26), ("[0-9]", 10), ("[^a-zA-Z0-9]", 33))
    alphabet = sum(size for kind, size in kinds if re.search(kind, password))
    distinct = len(set(password))
    # A character that was seen before tells a guesser little.
    bits = round(distinct * math.log2(max(alphabet, 1)))
    advice = []
    if len(password) < 12:
        advice.append("Use more characters.")
    if distinct < len(password) / 2:
        advice.append("Repeat fewer characters.")
    score = sum(bits >= limit for limit in (28, 36, 60, 80))
    return {"score": score, "bits": bits, "advice": advice}
