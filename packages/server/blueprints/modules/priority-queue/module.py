"""Keeps items by priority in a binary heap and gives out the smallest first."""

import heapq
import math
from collections.abc import Mapping
from typing import Any


class PriorityQueue:
    """Items that come out by priority; of equals the first one in comes out first.

    ``largest_first`` turns the order around, ``state`` is what ``to_dict`` of another queue gave.
    """

    def __init__(
        self, *, largest_first: bool = False, state: Mapping[str, Any] | None = None
    ) -> None:
        kept = state or {"largest_first": largest_first, "items": []}
        self._largest_first = bool(kept["largest_first"])
        # The key to sort by, then the number of the item: items themselves are never compared.
        self._heap: list[tuple[float, int, Any]] = []
        self._pushed = 0
        for entry in kept["items"]:
            self.push(entry["item"], priority=entry["priority"])

    def push(self, item: Any, *, priority: float = 0) -> int:
        """Put an item in; give how many there are."""
        if math.isnan(priority):
            raise ValueError("A priority is a number.")
        key = -priority if self._largest_first else priority
        heapq.heappush(self._heap, (key, self._pushed, item))
        self._pushed += 1
        return len(self._heap)

    def pop(self) -> Any | None:
        """Take out the item that is first; None where there is none."""
        return heapq.heappop(self._heap)[2] if self._heap else None

    def peek(self) -> Any | None:
        """Show the item that is first; None where there is none."""
        return self._heap[0][2] if self._heap else None

    def size(self) -> int:
        """Count the items."""
        return len(self._heap)

    def to_dict(self) -> dict[str, Any]:
        """Give everything as JSON can hold it, items in the order in which they came."""
        ordered = sorted(self._heap, key=lambda entry: entry[1])
        items = [
            {"item": item, "priority": -key if self._largest_first else key}
            for key, _, item in ordered
        ]
        return {"largest_first": self._largest_first, "items": items}
