"""Cards lie face down, two are turned at a time, and pairs stay open."""

import random as chance
import re
from collections.abc import Callable

_PICTURES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class Memory:
    """A grid of cards and which of them are open."""

    def __init__(
        self,
        *,
        columns: int = 4,
        rows: int = 4,
        random: Callable[[], float] = chance.random,
    ) -> None:
        pairs, odd = divmod(columns * rows, 2)
        if odd or not 1 <= pairs <= len(_PICTURES) or not 1 <= rows <= 26:
            raise ValueError("The cards must be an even number, from 2 to 72.")
        self._columns = columns
        self._cards = _shuffled([*_PICTURES[:pairs]] * 2, random)
        self._found: set[int] = set()
        self._shown: tuple[int, ...] = ()
        self._turns = 0

    def play(self, text: str) -> str:
        """Turn two cards, such as "a1 b3"; say whether they are a pair."""
        names = re.split(r"[\s,]+", text.strip().lower())
        if len(names) != 2:
            raise ValueError("Name two cards, such as a1 b3.")
        first, second = map(self._place_of, names)
        if first == second:
            raise ValueError("You named one card twice.")
        self._turns += 1
        self._shown = (first, second)
        if self._cards[first] != self._cards[second]:
            return "No pair. Remember them."
        self._found |= {first, second}
        return f"All pairs found in {self._turns} turns." if self.is_over() else "A pair!"

    def render(self) -> str:
        """Show how the game stands."""
        numbers = " ".join(str((at + 1) % 10) for at in range(self._columns))
        rows = [
            f"{chr(65 + start // self._columns)}  {' '.join(map(self._face, places))}"
            for start in range(0, len(self._cards), self._columns)
            for places in [range(start, start + self._columns)]
        ]
        turns = f"{self._turns} {'turn' if self._turns == 1 else 'turns'}"
        pairs = f"{len(self._found) // 2} of {len(self._cards) // 2} pairs"
        return "\n".join([f"   {numbers}", *rows, "", f"{pairs}, {turns}"])

    def prompt(self) -> str:
        """Ask for the next move."""
        return "Two cards, such as a1 b3: "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return len(self._found) == len(self._cards)

    def _face(self, place: int) -> str:
        is_open = place in self._found or place in self._shown
        return self._cards[place] if is_open else "#"

    def _place_of(self, name: str) -> int:
        match = re.fullmatch("([a-z])([0-9]{1,2})", name)
        across = int(match[2]) - 1 if match else -1
        place = (ord(match[1]) - 97) * self._columns + across if match else -1
        if not 0 <= across < self._columns or place >= len(self._cards):
            raise ValueError(f"There is no card {name}.")
        if place in self._found:
            raise ValueError(f"The card {name} is open already.")
        return place


def _shuffled(cards: list[str], random: Callable[[], float]) -> list[str]:
    for at in range(len(cards) - 1, 0, -1):
        other = int(random() * (at + 1))
        cards[at], cards[other] = cards[other], cards[at]
    return cards
