"""Takes duplicate and empty lines out of a text, sorts, numbers, counts and picks its lines."""

import re
from collections import Counter

_NUMBER = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)")


def unique_lines(text: str, *, ignore_case: bool = False) -> str:
    """Keep the first of equal lines, in the order in which they stand."""
    return _joined(_distinct(_lines_of(text), ignore_case))


def sort_lines(
    text: str,
    *,
    descending: bool = False,
    numeric: bool = False,
    ignore_case: bool = False,
    unique: bool = False,
) -> str:
    """Sort lines by the alphabet or by the number that they begin with."""

    def key(line: str) -> tuple[float, str]:
        return (_number_of(line) if numeric else 0, line.lower() if ignore_case else line)

    lines = _lines_of(text)
    kept = _distinct(lines, ignore_case) if unique else lines
    return _joined(sorted(kept, key=key, reverse=descending))


def reverse_lines(text: str) -> str:
    """Put the last line first."""
    return _joined(_lines_of(text)[::-1])


def number_lines(text: str, *, start: int = 1) -> str:
    """Put its number before each line."""
    _whole_number(start, "The first number")
    lines = _lines_of(text)
    width = len(str(start + len(lines) - 1))
    return _joined([f"{start + at:>{width}}  {line}".rstrip() for at, line in enumerate(lines)])


def filter_lines(part: str, text: str, *, ignore_case: bool = False, without: bool = False) -> str:
    """Keep the lines in which something stands, or those in which it does not."""

    def key(one: str) -> str:
        return one.lower() if ignore_case else one

    return _joined([line for line in _lines_of(text) if (key(part) in key(line)) != without])


def count_lines(text: str) -> list[dict[str, object]]:
    """Count how often each line stands there, the most frequent first."""
    counts = Counter(_lines_of(text))
    return [{"line": line, "count": count} for line, count in counts.most_common()]


def clean_lines(text: str, *, keep_empty: bool = False) -> str:
    """Take out empty lines and the blanks at the ends of lines."""
    lines = [line.rstrip() for line in _lines_of(text)]
    return _joined([line for line in lines if keep_empty or line != ""])


def first_lines(text: str, *, count: int = 10) -> str:
    """Give the lines at the beginning."""
    _whole_number(count, "The count")
    return _joined(_lines_of(text)[:count])


def last_lines(text: str, *, count: int = 10) -> str:
    """Give the lines at the end."""
    _whole_number(count, "The count")
    lines = _lines_of(text)
    return _joined(lines[max(0, len(lines) - count) :])


def _lines_of(text: str) -> list[str]:
    """Part a text; what ends it is no line of its own."""
    if text == "":
        return []
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n")


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _distinct(lines: list[str], ignore_case: bool) -> list[str]:
    first: dict[str, str] = {}
    for line in lines:
        first.setdefault(line.lower() if ignore_case else line, line)
    return list(first.values())


def _number_of(line: str) -> float:
    """Read the number at the beginning; what has none comes before all."""
    found = _NUMBER.match(line)
    return float(found[1]) if found else float("-inf")


def _whole_number(value: int, what: str) -> None:
    if value < 0:
        raise ValueError(f"{what} must be a whole number from 0 on.")
