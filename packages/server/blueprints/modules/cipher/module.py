"""Encodes and decodes texts by Caesar, Vigenère and Morse, for play and teaching."""

import string
from itertools import cycle

_CODES = (
    "a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- "
    "r.-. s... t- u..- v...- w.-- x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... "
    "6-.... 7--... 8---.. 9----."
)
_MORSE = {entry[0]: entry[1:] for entry in _CODES.split()}
_LETTERS = {code: letter for letter, code in _MORSE.items()}


def caesar(shift: int, text: str) -> str:
    """Shift each letter along the alphabet; the negative shift decodes."""
    return "".join(_shifted(char, shift) for char in text)


def vigenere(key: str, text: str, *, decode: bool = False) -> str:
    """Shift each letter by the letters of a key; ``decode`` turns an encoded text back."""
    if not (key.isascii() and key.isalpha()):
        raise ValueError("The key may hold letters only.")
    direction = -1 if decode else 1
    shifts = cycle(direction * string.ascii_lowercase.index(letter) for letter in key.lower())
    return "".join(
        _shifted(char, next(shifts)) if char in string.ascii_letters else char for char in text
    )


def to_morse(text: str) -> str:
    """Write a text in Morse code, / between words."""
    return " / ".join(" ".join(map(_morse_of, word)) for word in text.lower().split())


def from_morse(code: str) -> str:
    """Read Morse code, / between words."""
    words = code.strip().split("/")
    return " ".join("".join(map(_letter_of, word.split())) for word in words).upper()


def _shifted(char: str, shift: int) -> str:
    for alphabet in (string.ascii_lowercase, string.ascii_uppercase):
        if char in alphabet:
            return alphabet[(alphabet.index(char) + shift) % len(alphabet)]
    return char


def _morse_of(letter: str) -> str:
    if letter not in _MORSE:
        raise ValueError(f'Morse code has no "{letter}".')
    return _MORSE[letter]


def _letter_of(code: str) -> str:
    if code not in _LETTERS:
        raise ValueError(f'"{code}" is no Morse code.')
    return _LETTERS[code]
