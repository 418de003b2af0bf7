"""Keeps words in a tree of letters, finds them and completes beginnings of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    # How often the word that ends here was inserted; 0 where none does.
    count: int = 0


class Trie:
    """Words in a tree of letters, with how often each was inserted.

    Capitals count as small letters. ``state`` is what ``to_dict`` of another tree gave.
    """

    def __init__(self, *, state: Mapping[str, int] | None = None) -> None:
        self._root = _Node()
        for word, count in (state or {}).items():
            self._reach(word).count = count

    def insert(self, word: str) -> None:
        """Insert a word, or count it once more."""
        plain = _plain(word)
        if plain == "":
            raise ValueError("A word has at least one letter.")
        self._reach(plain).count += 1

    def has(self, word: str) -> bool:
        """Say whether a word was inserted."""
        node = self._find(word)
        return node is not None and node.count > 0

    def starts_with(self, prefix: str) -> bool:
        """Say whether any word begins so."""
        return self._find(prefix) is not None

    def complete(self, prefix: str, *, limit: int = 10) -> list[str]:
        """Give the words that begin so, those inserted most often first."""
        if limit < 1:
            raise ValueError("limit must be at least 1.")
        start = self._find(prefix)
        if start is None:
            return []
        found = sorted(_words_below(start, _plain(prefix)), key=lambda one: (-one[1], one[0]))
        return [word for word, _ in found[:limit]]

    def remove(self, word: str) -> bool:
        """Remove a word, and the letters that no other word needs."""
        plain = _plain(word)
        path = [self._root]
        for letter in plain:
            node = path[-1].following.get(letter)
            if node is None:
                return False
            path.append(node)
        if path[-1].count == 0:
            return False
        path[-1].count = 0
        for at in range(len(plain), 0, -1):
            if path[at].count > 0 or path[at].following:
                break
            del path[at - 1].following[plain[at - 1]]
        return True

    def to_dict(self) -> dict[str, int]:
        """Give each word with how often it was inserted."""
        return dict(_words_below(self._root, ""))

    def _find(self, prefix: str) -> _Node | None:
        node: _Node | None = self._root
        for letter in _plain(prefix):
            node = node.following.get(letter) if node else None
        return node

    def _reach(self, word: str) -> _Node:
        node = self._root
        for letter in word:
            node = node.following.setdefault(letter, _Node())
        return node


def _plain(word: str) -> str:
    return word.strip().lower()


def _words_below(node: _Node, prefix: str) -> Iterator[tuple[str, int]]:
    if node.count > 0:
        yield prefix, node.count
    for letter, following in node.following.items():
        yield from _words_below(following, prefix + letter)
