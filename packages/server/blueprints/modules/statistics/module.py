"""Describes lists of numbers: mean, median, deviation, percentiles."""

import math
import statistics
from collections.abc import Sequence
from typing import TypedDict


class NumberFacts(TypedDict):
    """``deviation`` is the standard deviation of the whole population."""

    count: int
    sum: float
    mean: float
    median: float
    min: float
    max: float
    deviation: float


def describe_numbers(numbers: Sequence[float]) -> NumberFacts:
    """Give count, sum, mean, median, extremes and standard deviation of numbers."""
    _need_one(numbers)
    return {
        "count": len(numbers),
        "sum": math.fsum(numbers),
        "mean": statistics.fmean(numbers),
        "median": statistics.median(numbers),
        "min": min(numbers),
        "max": max(numbers),
        "deviation": statistics.pstdev(numbers),
    }


def percentile(share: float, numbers: Sequence[float]) -> float:
    """Give the value under which a share of the numbers (in percent) lies."""
    if not 0 <= share <= 100:
        raise ValueError("The share must be 0 to 100.")
    _need_one(numbers)
    ordered = sorted(numbers)
    place = share / 100 * (len(ordered) - 1)
    below, above = ordered[math.floor(place)], ordered[math.ceil(place)]
    return below + (above - below) * (place - math.floor(place))


def modes(numbers: Sequence[float]) -> list[float]:
    """List the most frequent of the numbers, the smallest first."""
    _need_one(numbers)
    return sorted(statistics.multimode(numbers))


def _need_one(numbers: Sequence[float]) -> None:
    if not numbers:
        raise ValueError("There must be at least one number.")
