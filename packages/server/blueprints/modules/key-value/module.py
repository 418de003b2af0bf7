"""Keeps values by key, with an expiry if wanted."""

import time
from collections.abc import Callable, Mapping
from typing import Any


class KeyValueStore:
    """Keeps values by key.

    ``now`` is a clock that gives milliseconds, ``state`` what ``to_dict`` of another store gave.
    """

    def __init__(
        self,
        *,
        now: Callable[[], float] = lambda: time.time() * 1000,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        self._now = now
        # Each with its value and, where it has an end, when it is gone on the clock.
        self._entries: dict[str, dict[str, Any]] = dict(state or {})

    def set(self, key: str, value: Any, *, ttl: float | None = None) -> None:
        """Keep a value under a key, for ``ttl`` seconds where that is given."""
        if key == "":
            raise ValueError("A key must not be empty.")
        end = {} if ttl is None else {"end": self._after(ttl)}
        self._entries[key] = {"value": value, **end}

    def get(self, key: str) -> Any:
        """Give the value of a key."""
        return self._need(key)["value"]

    def remove(self, key: str) -> bool:
        """Drop a key; say whether it was there."""
        return self._living(key) is not None and self._entries.pop(key) is not None

    def keys(self, *, prefix: str = "") -> list[str]:
        """List the keys in the order of the alphabet."""
        found = [key for key in self._entries if key.startswith(prefix)]
        return sorted(key for key in found if self._living(key))

    def increment(self, key: str, *, by: float = 1) -> float:
        """Add to a number; a key that is missing counts as 0."""
        entry = self._living(key) or {"value": 0}
        value = entry["value"]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValueError(f'The value of "{key}" is not a number.')
        self._entries[key] = {**entry, "value": value + by}
        return value + by

    def expire(self, key: str, seconds: float) -> bool:
        """Let a key go after so many seconds; say whether it was there."""
        end = self._after(seconds)
        entry = self._living(key)
        if entry is not None:
            self._entries[key] = {**entry, "end": end}
        return entry is not None

    def seconds_left(self, key: str) -> float | None:
        """Say how many seconds a key will be there; None when it has no end."""
        entry = self._need(key)
        return (entry["end"] - self._now()) / 1000 if "end" in entry else None

    def to_dict(self) -> dict[str, Any]:
        """Give everything as JSON can hold it."""
        return dict(self._entries)

    def _after(self, ttl: float) -> float:
        if ttl <= 0:
            raise ValueError("The ttl must be above zero.")
        return self._now() + ttl * 1000

    def _need(self, key: str) -> dict[str, Any]:
        entry = self._living(key)
        if entry is None:
            raise ValueError(f'There is no key "{key}".')
        return entry

    def _living(self, key: str) -> dict[str, Any] | None:
        entry = self._entries.get(key)
        if entry is None or "end" not in entry or self._now() < entry["end"]:
            return entry
        del self._entries[key]
        return None
