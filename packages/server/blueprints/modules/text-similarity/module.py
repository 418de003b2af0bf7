"""Says how alike two texts are, by their words or by their letters."""

import math
import re
from collections import Counter


def jaccard_similarity(left: str, right: str) -> float:
    """Say how many of the words of two texts stand in both, from 0 to 1."""
    ours, theirs = set(_counts(left)), set(_counts(right))
    every = ours | theirs
    return _rounded(len(ours & theirs) / len(every)) if every else 1.0


def cosine_similarity(left: str, right: str) -> float:
    """Say how alike two texts are by how often each word stands in them, from 0 to 1."""
    ours, theirs = _counts(left), _counts(right)
    if not ours or not theirs:
        return float(len(ours) == len(theirs))
    product = sum(count * theirs[word] for word, count in ours.items())
    return _rounded(product / math.sqrt(_squares(ours) * _squares(theirs)))


def jaro_winkler(left: str, right: str) -> float:
    """Say how alike two names are by their letters, above all the first ones, from 0 to 1."""
    if not left and not right:
        return 1.0
    reach = max(0, max(len(left), len(right)) // 2 - 1)
    taken = [False] * len(right)
    matched = []
    for at, letter in enumerate(left):
        for place in range(max(0, at - reach), min(len(right), at + reach + 1)):
            if not taken[place] and right[place] == letter:
                taken[place] = True
                matched.append(letter)
                break
    if not matched:
        return 0.0
    others = [letter for letter, is_taken in zip(right, taken, strict=True) if is_taken]
    moved = sum(a != b for a, b in zip(matched, others, strict=True)) / 2
    count = len(matched)
    jaro = (count / len(left) + count / len(right) + (count - moved) / count) / 3
    prefix = 0
    while prefix < min(4, len(left), len(right)) and left[prefix] == right[prefix]:
        prefix += 1
    return _rounded(jaro + prefix * 0.1 * (1 - jaro))


def hamming_distance(left: str, right: str) -> int:
    """Count the places at which two texts have different letters.

    Raises ValueError where one is longer.
    """
    if len(left) != len(right):
        raise ValueError("Both texts must have the same length.")
    return sum(a != b for a, b in zip(left, right, strict=True))


def longest_common_subsequence(left: str, right: str) -> str:
    """Give the most letters that stand in both texts in the same order."""
    # Of each pair of endings, how many letters they share.
    shared = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            if left[i] == right[j]:
                shared[i][j] = shared[i + 1][j + 1] + 1
            else:
                shared[i][j] = max(shared[i + 1][j], shared[i][j + 1])
    i = j = 0
    found = []
    while shared[i][j] > 0:
        if left[i] == right[j]:
            found.append(left[i])
            i, j = i + 1, j + 1
        elif shared[i + 1][j] >= shared[i][j + 1]:
            i += 1
        else:
            j += 1
    return "".join(found)


def _counts(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text.lower()))


def _squares(counts: Counter[str]) -> int:
    return sum(count * count for count in counts.values())


def _rounded(share: float) -> float:
    return math.floor(share * 1e6 + 0.5) / 1e6
