"""Says of words whether they were surely not added or maybe were, in little room."""

import base64
import hashlib
import math
from collections.abc import Mapping
from typing import Any, TypedDict


class BloomFacts(TypedDict):
    """Its size, its hashes, and the percent of its bits that are set."""

    bits: int
    hashes: int
    filled: float


class BloomFilter:
    """Bits that words leave behind.

    ``items`` is how many words are expected, ``false_percent`` the percent of other words that are
    taken for added ones. ``state`` is what ``to_dict`` of another filter gave.
    """

    def __init__(
        self,
        *,
        items: int = 1000,
        false_percent: float = 1,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        if items < 1 or not 0 < false_percent < 100:
            raise ValueError("items must be at least 1, false_percent between 0 and 100.")
        bits = math.ceil(-items * math.log(false_percent / 100) / math.log(2) ** 2)
        hashes = max(1, math.floor(bits / items * math.log(2) + 0.5))
        self._bits: int = state["bits"] if state else bits
        self._hashes: int = state["hashes"] if state else hashes
        data = base64.b64decode(state["data"]) if state else bytes(math.ceil(bits / 8))
        self._data = bytearray(data)

    def add(self, word: str) -> None:
        """Add a word."""
        for bit in self._bits_of(word):
            self._data[bit >> 3] |= 1 << (bit & 7)

    def might_have(self, word: str) -> bool:
        """Say whether a word may have been added; false is sure."""
        return all(self._data[bit >> 3] & (1 << (bit & 7)) for bit in self._bits_of(word))

    def facts(self) -> BloomFacts:
        """Give its size in bits, its number of hashes and how full it is."""
        is_set = sum(byte.bit_count() for byte in self._data)
        filled = math.floor(is_set / self._bits * 1000 + 0.5) / 10
        return {"bits": self._bits, "hashes": self._hashes, "filled": filled}

    def to_dict(self) -> dict[str, Any]:
        """Give the state for a later filter."""
        data = base64.b64encode(self._data).decode()
        return {"bits": self._bits, "hashes": self._hashes, "data": data}

    def _bits_of(self, word: str) -> list[int]:
        """Two halves of one hash make as many as are needed (Kirsch and Mitzenmacher)."""
        digest = hashlib.sha256(word.encode()).digest()
        first, second = (int.from_bytes(half, "big") for half in (digest[:4], digest[4:8]))
        return [(first + at * second) % self._bits for at in range(self._hashes)]
