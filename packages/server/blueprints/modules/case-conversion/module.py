"""Turns names between camelCase, snake_case, kebab-case and others."""

import re
from typing import Literal

Spelling = Literal["camel", "pascal", "snake", "kebab", "constant", "title", "sentence"]


def convert_case(text: str, to: Spelling) -> str:
    """Write a name in another spelling."""
    words = _words(text)
    capitals = [_capital(word) for word in words]
    match to:
        case "camel":
            return "".join(words[:1] + capitals[1:])
        case "pascal":
            return "".join(capitals)
        case "snake":
            return "_".join(words)
        case "kebab":
            return "-".join(words)
        case "constant":
            return "_".join(words).upper()
        case "title":
            return " ".join(capitals)
        case "sentence":
            return _capital(" ".join(words))
    raise ValueError(f"There is no spelling {to}.")


def _words(text: str) -> list[str]:
    """The words of a name in small letters; a run of capitals is one word."""
    marked = ""
    for place, char in enumerate(text):
        before = text[place - 1] if place else ""
        after = text[place + 1] if place + 1 < len(text) else ""
        starts = before.islower() or before.isdigit() or (before.isupper() and after.islower())
        marked += f" {char}" if char.isupper() and starts else char
    return [word.lower() for word in re.split(r"[\W_]+", marked) if word]


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
