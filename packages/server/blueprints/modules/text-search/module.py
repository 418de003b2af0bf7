"""Keeps documents and finds them by their words, the best first (TF-IDF)."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict


class SearchHit(TypedDict):
    """A document that was found."""

    id: str
    score: float


@dataclass
class _Query:
    words: list[str] = field(default_factory=list)
    prefixes: list[str] = field(default_factory=list)
    phrases: list[list[str]] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)


class SearchIndex:
    """Documents and where their words stand.

    ``state`` is what ``to_dict`` of another index gave.
    """

    def __init__(self, *, state: Mapping[str, Any] | None = None) -> None:
        self._texts: dict[str, str] = {}
        self._words: dict[str, list[str]] = {}
        # How often each word stands in each document.
        self._counts: dict[str, Counter[str]] = {}
        for id, text in (state or {}).get("documents", {}).items():
            self.add_document(id, text)

    def add_document(self, id: str, text: str) -> None:
        """Add a document, or put another text in its place."""
        if id.strip() == "":
            raise ValueError("A document needs an id.")
        self.remove_document(id)
        self._texts[id] = text
        self._words[id] = _words_of(text)
        for word in self._words[id]:
            self._counts.setdefault(word, Counter())[id] += 1

    def remove_document(self, id: str) -> bool:
        """Take a document out; say whether it was there."""
        for word in set(self._words.pop(id, [])):
            del self._counts[word][id]
            if not self._counts[word]:
                del self._counts[word]
        return self._texts.pop(id, None) is not None

    def search(self, query: str, *, limit: int = 10) -> list[SearchHit]:
        """Find documents with any of the words, all of the phrases, none of the excluded words."""
        if limit < 1:
            raise ValueError("The limit is at least 1.")
        wanted = _read_query(query)
        begun = [word for word in self._counts if word.startswith(tuple(wanted.prefixes))]
        any_of = dict.fromkeys([*wanted.words, *begun])
        scored = dict.fromkeys([*any_of, *(word for phrase in wanted.phrases for word in phrase)])
        hits: list[SearchHit] = [
            {"id": id, "score": self._score(id, scored)}
            for id in self._texts
            if (not (wanted.words or wanted.prefixes) or any(self._has(id, one) for one in any_of))
            and not any(self._has(id, word) for word in wanted.excluded)
            and all(self._has_phrase(id, phrase) for phrase in wanted.phrases)
        ]
        return sorted(hits, key=lambda hit: (-hit["score"], hit["id"]))[:limit]

    def documents(self) -> list[str]:
        """List the ids of all documents."""
        return sorted(self._texts)

    def to_dict(self) -> dict[str, Any]:
        """Give the state for a later index."""
        return {"documents": dict(self._texts)}

    def _has(self, id: str, word: str) -> bool:
        return id in self._counts.get(word, {})

    def _has_phrase(self, id: str, phrase: Sequence[str]) -> bool:
        words = self._words[id]
        return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))

    def _score(self, id: str, words: Iterable[str]) -> float:
        """How often each word stands there for its length, times how rare it is."""
        score = 0.0
        for word in words:
            if self._has(id, word):
                counts = self._counts[word]
                share = counts[id] / len(self._words[id])
                score += share * math.log(1 + len(self._texts) / len(counts))
        return math.floor(score * 10_000 + 0.5) / 10_000


def _words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _read_query(query: str) -> _Query:
    if query.count('"') % 2:
        raise ValueError("The quotes are not closed.")
    read = _Query()
    for piece in re.findall(r'"[^"]*"|[^\s"]+', query):
        words = _words_of(piece)
        if not words:
            continue
        if piece.startswith('"'):
            read.phrases.append(words)
        elif piece.startswith("-"):
            read.excluded += words
        elif piece.endswith("*"):
            read.prefixes += words
        else:
            read.words += words
    if not (read.words or read.prefixes or read.phrases):
        raise ValueError("Look for at least one word.")
    return read
