"""A stack, a queue and a doubly linked list, each with the usual operations."""

from collections.abc import Iterator
from typing import Any


class _Node:
    __slots__ = ("before", "behind", "item")

    def __init__(self, item: Any, before: "_Node | None", behind: "_Node | None") -> None:
        self.item = item
        self.before = before
        self.behind = behind


class LinkedList:
    """Items, each of which knows the one before and the one behind it.

    Both ends are reached at once.
    """

    def __init__(self) -> None:
        self._first: _Node | None = None
        self._last: _Node | None = None
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Any]:
        node = self._first
        while node:
            yield node.item
            node = node.behind

    def first(self) -> Any:
        """Give the item at the beginning."""
        return self._first.item if self._first else None

    def last(self) -> Any:
        """Give the item at the end."""
        return self._last.item if self._last else None

    def append(self, item: Any) -> int:
        """Put an item at the end; say how many there are."""
        return self.insert_at(self._size, item)

    def prepend(self, item: Any) -> int:
        """Put an item at the beginning; say how many there are."""
        return self.insert_at(0, item)

    def insert_at(self, place: int, item: Any) -> int:
        """Put an item in at a place. Raises ValueError when it is beyond the end."""
        behind = None if place == self._size else self._node_at(place)
        before = behind.before if behind else self._last
        node = _Node(item, before, behind)
        if before:
            before.behind = node
        else:
            self._first = node
        if behind:
            behind.before = node
        else:
            self._last = node
        self._size += 1
        return self._size

    def remove_at(self, place: int) -> Any:
        """Take an item out. Raises ValueError when there is none."""
        node = self._node_at(place)
        if node.before:
            node.before.behind = node.behind
        else:
            self._first = node.behind
        if node.behind:
            node.behind.before = node.before
        else:
            self._last = node.before
        self._size -= 1
        return node.item

    def reverse(self) -> None:
        """Turn the order round."""
        node = self._first
        while node:
            node.before, node.behind = node.behind, node.before
            node = node.before
        self._first, self._last = self._last, self._first

    def to_array(self) -> list[Any]:
        """List the items."""
        return list(self)

    def _node_at(self, place: int) -> _Node:
        node = self._first if place >= 0 else None
        for _ in range(place):
            node = node.behind if node else None
        if not node:
            raise ValueError(f"There is no place {place}.")
        return node


class Stack:
    """The last item in comes out first."""

    def __init__(self) -> None:
        self._items: list[Any] = []

    def __len__(self) -> int:
        return len(self._items)

    def push(self, item: Any) -> None:
        """Put an item on top."""
        self._items.append(item)

    def pop(self) -> Any:
        """Take the item on top; None where there is none."""
        return self._items.pop() if self._items else None

    def peek(self) -> Any:
        """Give the item on top and leave it there."""
        return self._items[-1] if self._items else None


class Queue:
    """The first item in comes out first; both take the same time however many there are."""

    def __init__(self) -> None:
        self._items = LinkedList()

    def __len__(self) -> int:
        return len(self._items)

    def enqueue(self, item: Any) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def dequeue(self) -> Any:
        """Take the item that has waited longest; None where there is none."""
        return self._items.remove_at(0) if len(self._items) else None

    def peek(self) -> Any:
        """Give the item that has waited longest and leave it there."""
        return self._items.first()
