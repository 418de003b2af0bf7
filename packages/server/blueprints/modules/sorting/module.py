"""Sorts numbers by the classic ways, with how many steps each takes, and searches sorted lists."""

from collections.abc import Callable, Sequence
from itertools import pairwise

Before = Callable[[float, float], bool]
"""Whether the first number comes before the second."""


def sort_numbers(
    numbers: Sequence[float], *, way: str = "merge", descending: bool = False
) -> list[float]:
    """Sort numbers; the list that is given stays as it is.

    ``way`` is quick, merge, heap, insertion, bubble or selection; ``descending`` puts the largest
    first.
    """
    if way not in _WAYS:
        raise ValueError(f"{way} is not one of {', '.join(_WAYS)}.")
    if descending:
        return _WAYS[way](numbers, lambda a, b: a > b)
    return _WAYS[way](numbers, lambda a, b: a < b)


def count_comparisons(numbers: Sequence[float]) -> dict[str, int]:
    """Count the comparisons that each way takes for the same numbers."""
    counts = dict.fromkeys(_WAYS, 0)
    for way, sort in _WAYS.items():

        def counted(a: float, b: float, way: str = way) -> bool:
            counts[way] += 1
            return a < b

        sort(numbers, counted)
    return counts


def search_sorted(numbers: Sequence[float], number: float) -> int | None:
    """Find the place of a number in a sorted list by halving."""
    if any(b < a for a, b in pairwise(numbers)):
        raise ValueError("The numbers are not in order.")
    start, end = 0, len(numbers)
    while start < end:
        middle = (start + end) // 2
        if numbers[middle] < number:
            start = middle + 1
        else:
            end = middle
    return start if start < len(numbers) and numbers[start] == number else None


def search_linear(numbers: Sequence[float], number: float) -> int | None:
    """Find the first place of a number in a list in any order."""
    return next((at for at, one in enumerate(numbers) if one == number), None)


def _quick_sort(numbers: Sequence[float], before: Before) -> list[float]:
    if len(numbers) < 2:
        return list(numbers)
    middle = len(numbers) // 2
    pivot = numbers[middle]
    smaller: list[float] = []
    others: list[float] = []
    for at, number in enumerate(numbers):
        if at != middle:
            (smaller if before(number, pivot) else others).append(number)
    return [*_quick_sort(smaller, before), pivot, *_quick_sort(others, before)]


def _merge_sort(numbers: Sequence[float], before: Before) -> list[float]:
    if len(numbers) < 2:
        return list(numbers)
    middle = len(numbers) // 2
    left = _merge_sort(numbers[:middle], before)
    right = _merge_sort(numbers[middle:], before)
    merged: list[float] = []
    i = j = 0
    while i < len(left) and j < len(right):
        # Of equals the left one first: their order stays.
        if before(right[j], left[i]):
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return [*merged, *left[i:], *right[j:]]


def _heap_sort(numbers: Sequence[float], before: Before) -> list[float]:
    heap = list(numbers)

    def sink(at: int, size: int) -> None:
        while 2 * at + 1 < size:
            below = 2 * at + 1
            if below + 1 < size and before(heap[below], heap[below + 1]):
                below += 1
            if not before(heap[at], heap[below]):
                return
            heap[at], heap[below] = heap[below], heap[at]
            at = below

    for at in reversed(range(len(heap) // 2)):
        sink(at, len(heap))
    for end in range(len(heap) - 1, 0, -1):
        heap[0], heap[end] = heap[end], heap[0]
        sink(0, end)
    return heap


def _insertion_sort(numbers: Sequence[float], before: Before) -> list[float]:
    result: list[float] = []
    for number in numbers:
        at = len(result)
        while at > 0 and before(number, result[at - 1]):
            at -= 1
        result.insert(at, number)
    return result


def _bubble_sort(numbers: Sequence[float], before: Before) -> list[float]:
    result = list(numbers)
    for end in range(len(result) - 1, 0, -1):
        moved = False
        for at in range(end):
            if before(result[at + 1], result[at]):
                result[at], result[at + 1] = result[at + 1], result[at]
                moved = True
        if not moved:
            break
    return result


def _selection_sort(numbers: Sequence[float], before: Before) -> list[float]:
    result = list(numbers)
    for start in range(len(result) - 1):
        first = start
        for at in range(start + 1, len(result)):
            if before(result[at], result[first]):
                first = at
        result[start], result[first] = result[first], result[start]
    return result


_WAYS: dict[str, Callable[[Sequence[float], Before], list[float]]] = {
    "quick": _quick_sort,
    "merge": _merge_sort,
    "heap": _heap_sort,
    "insertion": _insertion_sort,
    "bubble": _bubble_sort,
    "selection": _selection_sort,
}
