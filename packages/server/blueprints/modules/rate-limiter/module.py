"""Limits how often something may happen, by a token bucket for each key."""

import math
import time
from collections.abc import Callable
from itertools import islice
from typing import TypedDict


class Taken(TypedDict):
    """Whether it may happen, whole tokens left, and milliseconds to wait where it may not."""

    allowed: bool
    left: int
    wait_ms: int


class TokenBucket:
    """Gives each key tokens that come back over time.

    ``now`` is a clock that gives milliseconds.
    """

    def __init__(
        self,
        *,
        capacity: int = 10,
        refill_per_second: float = 1,
        now: Callable[[], float] = lambda: time.monotonic() * 1000,
    ) -> None:
        if not (capacity >= 1 and refill_per_second > 0):
            raise ValueError("The capacity must be at least 1 and the refill above zero.")
        self._capacity = capacity
        self._per_ms = refill_per_second / 1000
        self._now = now
        # Tokens of each key, and when they were counted.
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, key: str, *, tokens: int = 1) -> Taken:
        """Take tokens of a key if there are enough."""
        if tokens <= 0:
            raise ValueError("The number of tokens must be above zero.")
        if tokens > self._capacity:
            raise ValueError(f"A bucket has a capacity of {self._capacity} tokens.")
        found = self._tokens_of(key)
        allowed = found >= tokens
        left = found - tokens if allowed else found
        self._keep(key, left)
        wait = 0 if allowed else math.ceil((tokens - found) / self._per_ms)
        return {"allowed": allowed, "left": math.floor(left), "wait_ms": wait}

    def available(self, key: str) -> int:
        """Count the whole tokens of a key."""
        return math.floor(self._tokens_of(key))

    def _tokens_of(self, key: str) -> float:
        bucket = self._buckets.get(key)
        if bucket is None:
            return self._capacity
        tokens, at = bucket
        return min(self._capacity, tokens + (self._now() - at) * self._per_ms)

    def _keep(self, key: str, tokens: float) -> None:
        # A full bucket is as good as none, so keys that rest need no memory.
        for other in list(islice(self._buckets, 2)):
            if self._tokens_of(other) >= self._capacity:
                del self._buckets[other]
        self._buckets[key] = (tokens, self._now())
