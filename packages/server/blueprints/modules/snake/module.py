"""A snake moves on by itself, grows with what it eats, and must not run into itself."""

import random as chance
from collections.abc import Callable

# Column and row.
Square = tuple[int, int]

_HEADINGS: dict[str, Square] = {
    "up": (0, -1),
    "down": (0, 1),
    "left": (-1, 0),
    "right": (1, 0),
    "w": (0, -1),
    "s": (0, 1),
    "a": (-1, 0),
    "d": (1, 0),
}


class Snake:
    """A field with a snake that moves on by itself."""

    def __init__(
        self,
        *,
        width: int = 20,
        height: int = 12,
        wrap: int = 0,
        random: Callable[[], float] = chance.random,
    ) -> None:
        if width < 6 or height < 3:
            raise ValueError("The field is at least 6 by 3 squares.")
        self._width = width
        self._height = height
        # Whether who leaves the field comes back on the other side.
        self._wraps = wrap == 1
        self._random = random
        x, y = width // 2, height // 2
        # The head first.
        self._body: list[Square] = [(x, y), (x - 1, y), (x - 2, y)]
        self._heading: Square = (1, 0)
        self._food = self._free_square()
        self._score = 0
        self._has_ended = False

    def play(self, text: str) -> str:
        """Turn where a direction is given, and move on by one square."""
        word = text.strip().lower()
        heading = _HEADINGS.get(word) if word else self._heading
        if heading is None:
            raise ValueError("Type up, down, left or right, or nothing to move on.")
        if heading == (-self._heading[0], -self._heading[1]):
            raise ValueError("A snake cannot turn back into itself.")
        self._heading = heading
        return self._move()

    def render(self) -> str:
        """Show how the game stands."""
        line = f"+{'-' * self._width}+"
        rows = [
            "|" + "".join(self._symbol((x, y)) for x in range(self._width)) + "|"
            for y in range(self._height)
        ]
        return "\n".join([line, *rows, line, f"Score {self._score}"])

    def prompt(self) -> str:
        """Ask for the next move."""
        return "up, down, left or right (w a s d), or nothing: "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return self._has_ended

    def _move(self) -> str:
        x, y = self._body[0][0] + self._heading[0], self._body[0][1] + self._heading[1]
        if self._wraps:
            x, y = x % self._width, y % self._height
        head = (x, y)
        if not (0 <= x < self._width and 0 <= y < self._height):
            return self._end("You ran into the wall.")
        eats = head == self._food
        # The tail leaves its square in the same moment, unless the snake grows.
        rest = self._body if eats else self._body[:-1]
        if head in rest:
            return self._end("You ran into yourself.")
        self._body = [head, *rest]
        if not eats:
            return ""
        self._score += 1
        self._food = self._free_square()
        return "" if self._food else self._end("The field is full: you have won.")

    def _end(self, why: str) -> str:
        self._has_ended = True
        return f"{why} Score {self._score}."

    def _symbol(self, square: Square) -> str:
        if square in self._body:
            return "@" if square == self._body[0] else "o"
        return "*" if square == self._food else " "

    def _free_square(self) -> Square | None:
        squares = [(x, y) for y in range(self._height) for x in range(self._width)]
        free = [square for square in squares if square not in self._body]
        return free[int(self._random() * len(free))] if free else None
