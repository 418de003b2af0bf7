"""Counts lines, words and characters of a text and finds its most frequent words."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import TypedDict

# Letters and digits with apostrophes and hyphens between them.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class TextCount(TypedDict):
    lines: int
    words: int
    characters: int
    sentences: int


class WordFrequency(TypedDict):
    word: str
    count: int


def count_text(text: str) -> TextCount:
    """Count the lines, words, characters and sentences of a text."""
    ended = len(re.findall(r"[.!?…]+(?=\s|$)", text))
    rest = re.split(r"[.!?…]", text)[-1]
    return {
        "lines": text.count("\n") + (text != "" and not text.endswith("\n")),
        "words": len(_WORD.findall(text)),
        "characters": len(text),
        "sentences": ended + (1 if _WORD.search(rest) else 0),
    }


def top_words(
    text: str,
    *,
    limit: int = 10,
    min_length: int = 1,
    ignore_case: bool = True,
    stop_words: Iterable[str] = (),
) -> list[WordFrequency]:
    """List the most frequent words of a text, words of the same count by the alphabet."""
    if limit < 1:
        raise ValueError("limit must be at least 1.")
    left = {word.lower() for word in stop_words}
    counts = Counter(
        word
        for word in _WORD.findall(text.lower() if ignore_case else text)
        if len(word) >= min_length and word.lower() not in left
    )
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [{"word": word, "count": count} for word, count in ranked[:limit]]


def reading_time(text: str, *, words_per_minute: int = 200) -> int:
    """Estimate how many minutes it takes to read a text."""
    if words_per_minute <= 0:
        raise ValueError("words_per_minute must be above zero.")
    return math.ceil(len(_WORD.findall(text)) / words_per_minute)
