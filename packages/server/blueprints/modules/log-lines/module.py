"""Counts the lines of a log by their level, filters them, and finds frequent messages."""

import re
from collections import Counter
from typing import Any

# By weight.
_LEVELS = (
    ("trace",),
    ("debug",),
    ("info", "notice"),
    ("warn", "warning"),
    ("error", "err"),
    ("fatal", "critical", "crit", "panic"),
)
_NAMED = re.compile(r"(?:level|lvl|severity)[\"']?\s*[=:]\s*[\"']?([a-z]+)", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
_TIMES = re.compile(r"[\[(]?[0-9][0-9:.,/TZ+-]*[\])]?(?: +[0-9][0-9:.,/TZ+-]*[\])]?)?\s+")


def count_levels(log: str) -> dict[str, int]:
    """Count the lines of a log by their level; those without one are ``other``."""
    counts: Counter[str] = Counter()
    for line in _lines(log):
        weight = _weight(line)
        counts["other" if weight is None else _LEVELS[weight][0]] += 1
    return dict(counts)


def filter_level(log: str, level: str, *, only: bool = False) -> str:
    """Keep the lines of a level and of those above it."""
    least = next((at for at, names in enumerate(_LEVELS) if names[0] == level), None)
    if least is None:
        raise ValueError(f"{level} is no level.")
    kept: list[str] = []
    for line in _lines(log):
        weight = _weight(line)
        if weight is not None and (weight == least or (weight > least and not only)):
            kept.append(f"{line}\n")
    return "".join(kept)


def filter_time(log: str, *, since: str | None = None, until: str | None = None) -> str:
    """Keep the lines of a period; those without a time belong to the line before them."""
    first, last = _bound(since), _bound(until)
    keeps = first is None
    kept: list[str] = []
    for line in _lines(log):
        found = _MOMENT.search(line)
        if found:
            time = found[0].replace("T", " ")
            keeps = (first is None or time[: len(first)] >= first) and (
                last is None or time[: len(last)] <= last
            )
        if keeps:
            kept.append(f"{line}\n")
    return "".join(kept)


def _bound(text: str | None) -> str | None:
    if text is not None and not _MOMENT.fullmatch(text):
        raise ValueError(f'"{text}" is no date or time, such as 2030-01-31 or 2030-01-31 10:00.')
    return None if text is None else text.replace("T", " ")


def search_log(log: str, text: str) -> list[str]:
    """Find the lines in which a text stands, with their numbers."""
    if text == "":
        raise ValueError("The text to look for is missing.")
    return [
        f"{at}: {line.removesuffix(chr(13))}"
        for at, line in enumerate(log.split("\n"), 1)
        if text.lower() in line.lower()
    ]


def top_messages(log: str, *, top: int = 10) -> list[dict[str, Any]]:
    """List the messages that come most often, equally frequent ones by the alphabet."""
    if top < 1:
        raise ValueError("The top must be at least 1.")
    counts = Counter(_message(line) for line in _lines(log))
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return [{"count": count, "message": message} for message, count in ranked[:top]]


def _lines(log: str) -> list[str]:
    return [line.removesuffix("\r") for line in log.split("\n") if line.strip() != ""]


def _weight(line: str) -> int | None:
    """Say which of the levels a line has; a small word in a sentence is none."""
    named = _NAMED.search(line)
    told = _weight_named(named[1]) if named else None
    if told is not None:
        return told
    for word in _WORD.finditer(line):
        before, behind = line[: word.start()][-1:], line[word.end() : word.end() + 1]
        bracketed = before in ("[", "(", "<")
        marked = behind in ("]", ")", ">") if bracketed else behind == ":"
        weight = _weight_named(word[0])
        if weight is not None and (marked or word[0].isupper()):
            return weight
    return None


def _weight_named(word: str) -> int | None:
    return next((at for at, names in enumerate(_LEVELS) if word.lower() in names), None)


def _message(line: str) -> str:
    """Leave out the times before it, and put one sign for each number."""
    text = line.strip()
    times = _TIMES.match(text)
    return re.sub(r"[0-9]+", "#", text[times.end() :] if times else text)
