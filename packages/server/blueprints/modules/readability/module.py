"""Counts what a text holds, and says how easily it reads."""

import math
import re
from typing import TypedDict

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_EASE_NAMES = [
    (90, "very easy"),
    (80, "easy"),
    (70, "fairly easy"),
    (60, "plain"),
    (50, "fairly hard"),
    (30, "hard"),
]
"""From which ease on a text is called so."""


class TextFacts(TypedDict):
    """What a text holds; averages have one decimal."""

    characters: int
    words: int
    sentences: int
    paragraphs: int
    words_per_sentence: float
    longest_word: str
    reading_minutes: float


class ReadingEase(TypedDict):
    """``ease`` from 0 (hard) to 100 (easy); ``grade`` in years of school."""

    ease: float
    grade: float
    meaning: str


def describe_text(text: str, *, words_per_minute: int = 200) -> TextFacts:
    """Count what a text holds; averages have one decimal."""
    if words_per_minute < 1:
        raise ValueError("The words per minute must be at least 1.")
    words = _words_of(text)
    sentences = _sentences_of(text)
    return {
        "characters": len(text),
        "words": len(words),
        "sentences": sentences,
        "paragraphs": sum(1 for part in re.split(r"\n\s*\n", text) if part.strip()),
        "words_per_sentence": _one_decimal(len(words) / sentences) if sentences else 0,
        "longest_word": max(words, key=len, default=""),
        "reading_minutes": _one_decimal(len(words) / words_per_minute),
    }


def reading_ease(text: str) -> ReadingEase:
    """Say how easily an English text reads, by Flesch and by Flesch and Kincaid."""
    words = _words_of(text)
    if not words:
        raise ValueError("There are no words in this text.")
    per_sentence = len(words) / max(1, _sentences_of(text))
    per_word = sum(_syllables_of(word) for word in words) / len(words)
    ease = min(100.0, max(0.0, 206.835 - 1.015 * per_sentence - 84.6 * per_word))
    grade = max(0.0, 0.39 * per_sentence + 11.8 * per_word - 15.59)
    meaning = next((name for least, name in _EASE_NAMES if ease >= least), "very hard")
    return {"ease": _one_decimal(ease), "grade": _one_decimal(grade), "meaning": meaning}


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def _sentences_of(text: str) -> int:
    return sum(1 for part in re.split(r"[.!?…]+(?=\s|$)", text) if _WORD.search(part))


def _syllables_of(word: str) -> int:
    """Groups of vowels; an e at the end is silent."""
    spoken = re.sub(r"(?<=[^aeiouy])e$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


def _one_decimal(number: float) -> float:
    return math.floor(number * 10 + 0.5) / 10
