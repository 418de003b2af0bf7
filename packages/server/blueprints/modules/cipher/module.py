"""Encrypts and decrypts texts by classic ciphers, and writes Morse, for play and teaching."""

import re
import string
from itertools import cycle

_CODES = (
    "a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- "
    "r.-. s... t- u..- v...- w.-- x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... "
    "6-.... 7--... 8---.. 9----."
)
_MORSE = {entry[0]: entry[1:] for entry in _CODES.split()}
_LETTERS = {code: letter for letter, code in _MORSE.items()}


def encipher(cipher: str, text: str, *, key: str | None = None) -> str:
    """Encrypt a text by caesar, vigenere, atbash or rot13; case and other signs stay."""
    return _turned(cipher, text, key, decode=False)


def decipher(cipher: str, text: str, *, key: str | None = None) -> str:
    """Turn a text back that was encrypted by a cipher."""
    return _turned(cipher, text, key, decode=True)


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


def _turned(cipher: str, text: str, key: str | None, *, decode: bool) -> str:
    if cipher in ("caesar", "vigenere") and key is None:
        raise ValueError(f"{cipher} needs a key.")
    key = key or ""
    match cipher:
        case "caesar":
            if not re.fullmatch(r"\s*[-+]?[0-9]+\s*", key):
                raise ValueError(f"The key of caesar is a whole number, not {key}.")
            return caesar(-int(key) if decode else int(key), text)
        case "vigenere":
            return vigenere(key, text, decode=decode)
        case "atbash":
            upper, lower = string.ascii_uppercase, string.ascii_lowercase
            return text.translate(str.maketrans(upper + lower, upper[::-1] + lower[::-1]))
        case "rot13":
            return caesar(13, text)
    raise ValueError(f"{cipher} is not one of caesar, vigenere, atbash and rot13.")


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
