"""Squares are opened by the numbers of mines around them."""

import random as chance
import re
from collections.abc import Callable, Iterator
from string import ascii_uppercase

# Column and row.
Place = tuple[int, int]


class Minesweeper:
    """A field with hidden mines.

    They are laid after the first move, so that nobody loses with it.
    """

    def __init__(
        self,
        *,
        width: int = 9,
        height: int = 9,
        mines: int = 10,
        random: Callable[[], float] = chance.random,
    ) -> None:
        if not (1 <= width <= 26 and 1 <= height <= 99):
            raise ValueError("The field may have 26 columns and 99 rows.")
        if mines >= width * height:
            raise ValueError("There must be a square without a mine.")
        self._places = [(x, y) for y in range(height) for x in range(width)]
        self._width = width
        self._height = height
        self._count = mines
        self._random = random
        # None until they are laid.
        self._mines: set[Place] | None = None
        self._open: set[Place] = set()
        self._flags: set[Place] = set()

    def play(self, text: str) -> str:
        """Open the square "b3"; mark it with "flag b3", or take the mark away."""
        found = re.fullmatch(r"\s*(f(?:lag)?\s+)?([a-z])\s*(\d+)\s*", text, re.I | re.A)
        place = (ord(found[2].lower()) - ord("a"), int(found[3]) - 1) if found else (-1, -1)
        if found is None or place not in self._places:
            raise ValueError("Type a square such as b3, or flag b3.")
        if found[1]:
            self._flags ^= {place}
            return ""
        if place in self._flags:
            raise ValueError("There is a flag on this square; take it away first.")
        if self._mines is None:
            self._mines = self._lay(place)
        self._open_around(place)
        if place in self._mines:
            return "That was a mine."
        return "You opened the whole field." if self.is_over() else ""

    def render(self) -> str:
        """Show how the game stands."""
        letters = "".join(f" {letter}" for letter in ascii_uppercase[: self._width])
        rows = [
            f"{y + 1:>2}" + "".join(f" {self._sign((x, y))}" for x in range(self._width))
            for y in range(self._height)
        ]
        return "\n".join([f"  {letters}", *rows])

    def prompt(self) -> str:
        """Ask for the next move."""
        return "A square such as b3, or flag b3: "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        if self._mines is None:
            return False
        return self._has_lost() or len(self._open) + self._count == len(self._places)

    def _has_lost(self) -> bool:
        return bool(self._open & (self._mines or set()))

    def _lay(self, spared: Place) -> set[Place]:
        places = [place for place in self._places if place != spared]
        return {places.pop(int(self._random() * len(places))) for _ in range(self._count)}

    def _open_around(self, start: Place) -> None:
        """Open a square, and those around it where none of them is a mine."""
        waiting = [start]
        while waiting:
            place = waiting.pop()
            if place in self._open or place in self._flags:
                continue
            self._open.add(place)
            if place not in (self._mines or ()) and self._mines_around(place) == 0:
                waiting.extend(self._around(place))

    def _sign(self, place: Place) -> str:
        if self._has_lost() and place in (self._mines or ()):
            return "*"
        if place in self._flags:
            return "F"
        if place not in self._open:
            return "."
        return str(self._mines_around(place) or " ")

    def _mines_around(self, place: Place) -> int:
        return sum(other in (self._mines or ()) for other in self._around(place))

    def _around(self, place: Place) -> Iterator[Place]:
        x, y = place
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                near = (x + dx, y + dy)
                inside = 0 <= near[0] < self._width and 0 <= near[1] < self._height
                if inside and near != place:
                    yield near
