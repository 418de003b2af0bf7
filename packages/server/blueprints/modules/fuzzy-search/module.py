"""Measures how far two words are apart and finds words that resemble another."""

from collections.abc import Iterable


def edit_distance(left: str, right: str) -> int:
    """Count the letters to insert, delete or replace to make one word of another (Levenshtein)."""
    row = list(range(len(right) + 1))
    for i, char in enumerate(left, start=1):
        above, row = row, [i]
        for j, other in enumerate(right, start=1):
            replaced = above[j - 1] + (char != other)
            row.append(min(replaced, above[j] + 1, row[j - 1] + 1))
    return row[-1]


def find_similar(word: str, candidates: Iterable[str], *, limit: int = 5) -> list[str]:
    """Find the words that resemble one, the most alike first.

    At most half of the letters may differ.
    """
    wanted = word.lower()
    found = []
    for candidate in candidates:
        distance = edit_distance(wanted, candidate.lower())
        if distance * 2 <= max(len(wanted), len(candidate)):
            found.append((distance, candidate))
    return [candidate for _, candidate in sorted(found, key=lambda entry: entry[0])[:limit]]
