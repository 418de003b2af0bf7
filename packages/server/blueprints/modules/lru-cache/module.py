"""A cache of limited size that drops what was not used for the longest time."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypedDict


class CacheStats(TypedDict):
    size: int
    hits: int
    misses: int


class LruCache:
    """Keeps the entries that were used last.

    ``capacity`` is the most entries at a time, ``ttl`` the milliseconds after which an entry is
    gone, and ``now`` a clock that gives milliseconds.
    """

    def __init__(
        self,
        *,
        capacity: int = 100,
        ttl: float | None = None,
        now: Callable[[], float] = lambda: time.monotonic() * 1000,
    ) -> None:
        if capacity < 1:
            raise ValueError("The capacity must be above zero.")
        self._capacity = capacity
        self._ttl = math.inf if ttl is None else ttl
        self._now = now
        # Each with the time at which it is gone; the first is the one to drop.
        self._entries: OrderedDict[str, tuple[Any, float]] = OrderedDict()
        self._hits = 0
        self._misses = 0

    def set(self, key: str, value: Any, *, ttl: float | None = None) -> None:
        """Keep a value under a key; the entry that was not used for the longest time makes room."""
        self._entries[key] = (value, self._now() + (self._ttl if ttl is None else ttl))
        self._entries.move_to_end(key)
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)

    def get(self, key: str) -> Any | None:
        """Give the value of a key and count it as a use."""
        if not self.has(key):
            self._misses += 1
            return None
        self._hits += 1
        self._entries.move_to_end(key)
        return self._entries[key][0]

    def has(self, key: str) -> bool:
        """Say whether a key is there, without counting it as a use."""
        entry = self._entries.get(key)
        if entry is None:
            return False
        if self._now() < entry[1]:
            return True
        del self._entries[key]
        return False

    def delete(self, key: str) -> bool:
        """Drop a key; say whether it was there."""
        if not self.has(key):
            return False
        del self._entries[key]
        return True

    def clear(self) -> None:
        """Drop all entries; hits and misses stay counted."""
        self._entries.clear()

    def stats(self) -> CacheStats:
        """Count entries, hits and misses."""
        size = sum(self.has(key) for key in list(self._entries))
        return {"size": size, "hits": self._hits, "misses": self._misses}
