"""Keeps keys in order in a balanced binary tree, so that each is found in few steps."""

import math
from typing import Any


class _Branch:
    __slots__ = ("height", "key", "left", "right", "value")

    def __init__(self, key: float, value: Any) -> None:
        self.key = key
        self.value = value
        self.left: _Branch | None = None
        self.right: _Branch | None = None
        self.height = 1


class SearchTree:
    """Keys in order, each with a value.

    The two sides of a branch differ by one in height at most (AVL).
    """

    def __init__(self) -> None:
        self._root: _Branch | None = None
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def insert(self, key: float, *, value: Any = None) -> int:
        """Put a key in, or a new value for it; say how many keys there are."""
        if math.isnan(key):
            raise ValueError("A key is a number.")
        self._root = self._put(self._root, key, value)
        return self._size

    def has(self, key: float) -> bool:
        """Say whether a key is there."""
        return self._find(key) is not None

    def get(self, key: float) -> Any:
        """Give the value of a key; None where there is none."""
        branch = self._find(key)
        return branch.value if branch else None

    def remove(self, key: float) -> bool:
        """Take a key out; say whether it was there."""
        if not self.has(key):
            return False
        self._root = _without(self._root, key)
        self._size -= 1
        return True

    def keys(self, *, order: str = "in") -> list[float]:
        """List the keys, before (pre), between (in) or behind (post) their children."""
        if order not in ("in", "pre", "post"):
            raise ValueError("The order is in, pre or post.")
        return _walked(self._root, order)

    def between(self, from_: float, to: float) -> list[float]:
        """List the keys from one to another, both included, without looking at the others."""
        return _ranged(self._root, from_, to)

    def height(self) -> int:
        """Give the steps to the lowest key."""
        return _height(self._root)

    def _find(self, key: float) -> _Branch | None:
        branch = self._root
        while branch and branch.key != key:
            branch = branch.left if key < branch.key else branch.right
        return branch

    def _put(self, branch: _Branch | None, key: float, value: Any) -> _Branch:
        if branch is None:
            self._size += 1
            return _Branch(key, value)
        if key == branch.key:
            branch.value = value
        elif key < branch.key:
            branch.left = self._put(branch.left, key, value)
        else:
            branch.right = self._put(branch.right, key, value)
        return _balanced(branch)


def _without(branch: _Branch | None, key: float) -> _Branch | None:
    """The branch without a key; the next greater one takes its place."""
    if branch is None:
        return None
    if key < branch.key:
        branch.left = _without(branch.left, key)
    elif key > branch.key:
        branch.right = _without(branch.right, key)
    elif branch.left is None or branch.right is None:
        return branch.left or branch.right
    else:
        following = branch.right
        while following.left:
            following = following.left
        branch.key, branch.value = following.key, following.value
        branch.right = _without(branch.right, following.key)
    return _balanced(branch)


def _walked(branch: _Branch | None, order: str) -> list[float]:
    if branch is None:
        return []
    left, right = _walked(branch.left, order), _walked(branch.right, order)
    if order == "pre":
        return [branch.key, *left, *right]
    return [*left, branch.key, *right] if order == "in" else [*left, *right, branch.key]


def _ranged(branch: _Branch | None, least: float, greatest: float) -> list[float]:
    if branch is None:
        return []
    return [
        *(_ranged(branch.left, least, greatest) if branch.key > least else []),
        *([branch.key] if least <= branch.key <= greatest else []),
        *(_ranged(branch.right, least, greatest) if branch.key < greatest else []),
    ]


def _height(branch: _Branch | None) -> int:
    return branch.height if branch else 0


def _measured(branch: _Branch) -> _Branch:
    branch.height = 1 + max(_height(branch.left), _height(branch.right))
    return branch


def _balanced(branch: _Branch) -> _Branch:
    """Turns a branch whose sides differ by two."""
    lean = _height(branch.left) - _height(branch.right)
    if lean > 1 and branch.left:
        if _height(branch.left.left) < _height(branch.left.right):
            branch.left = _turned_left(branch.left)
        return _turned_right(branch)
    if lean < -1 and branch.right:
        if _height(branch.right.right) < _height(branch.right.left):
            branch.right = _turned_right(branch.right)
        return _turned_left(branch)
    return _measured(branch)


def _turned_right(branch: _Branch) -> _Branch:
    top = branch.left
    if top is None:
        return _measured(branch)
    branch.left = top.right
    top.right = _measured(branch)
    return _measured(top)


def _turned_left(branch: _Branch) -> _Branch:
    top = branch.right
    if top is None:
        return _measured(branch)
    branch.right = top.left
    top.left = _measured(branch)
    return _measured(top)
