"""Merges, intersects and subtracts intervals of numbers or times, and finds free slots."""

from typing import Any

# Start and end; the end does not belong to it.
Interval = list[float]


def merge_intervals(intervals: Any) -> list[Interval]:
    """Put intervals together that overlap or touch."""
    if not isinstance(intervals, (list, tuple)):
        raise ValueError("Intervals are a list of pairs.")
    merged: list[Interval] = []
    for start, end in sorted(_sound(one) for one in intervals):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return merged


def intersect_intervals(left: Any, right: Any) -> list[Interval]:
    """Give what two lists of intervals have in common."""
    others = merge_intervals(right)
    common = [
        [max(start, begin), min(end, stop)]
        for start, end in merge_intervals(left)
        for begin, stop in others
    ]
    return [[start, end] for start, end in common if start < end]


def subtract_intervals(left: Any, right: Any) -> list[Interval]:
    """Give what is left of the first intervals without the others."""
    others = merge_intervals(right)
    return [gap for start, end in merge_intervals(left) for gap in free_slots(others, start, end)]


def contains_point(intervals: Any, point: float) -> bool:
    """Say whether a point lies in one of the intervals; their ends do not belong to them."""
    return any(start <= point < end for start, end in merge_intervals(intervals))


def free_slots(busy: Any, from_: float, to: float, *, least: float = 0) -> list[Interval]:
    """Give the gaps between intervals within bounds; gaps shorter than ``least`` are left out."""
    _sound([from_, to])
    taken = merge_intervals(busy)
    starts = [from_, *(max(from_, end) for _, end in taken)]
    ends = [*(min(to, start) for start, _ in taken), to]
    gaps = zip(starts, ends)
    return [[start, end] for start, end in gaps if end > start and end - start >= least]


def _sound(interval: Any) -> Interval:
    pair = interval if isinstance(interval, (list, tuple)) else ()
    if len(pair) != 2 or not all(_is_number(one) for one in pair):
        raise ValueError("An interval is a pair of numbers.")
    start, end = pair
    if start > end:
        raise ValueError(f"An interval begins behind its end: {start}, {end}")
    return [start, end]


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
