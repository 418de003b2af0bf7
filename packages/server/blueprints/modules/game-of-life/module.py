"""Conway's game of life: cells that live or die by their neighbours."""

import random as chance
from collections.abc import Callable

_PATTERNS = {"glider": ".#./..#/###", "blinker": "###", "block": "##/##"}


class Life:
    """A field of cells and which of them live; its edges are joined."""

    def __init__(
        self,
        *,
        width: int = 40,
        height: int = 20,
        density: int = 30,
        pattern: str | None = None,
        random: Callable[[], float] = chance.random,
    ) -> None:
        if width < 3 or height < 3:
            raise ValueError("The field is at least 3 by 3 cells.")
        drawn = None if pattern is None else _PATTERNS.get(pattern, pattern)
        if drawn is not None and (not drawn or set(drawn) - set("#./")):
            raise ValueError("A pattern is a name, or rows of # and . with / between.")
        self._width = width
        self._height = height
        self._generation = 0
        self._has_settled = False
        # Column and row of each cell that lives.
        if drawn is None:
            squares = [(x, y) for y in range(height) for x in range(width)]
            self._alive = {square for square in squares if random() * 100 < density}
        else:
            rows = drawn.split("/")
            left = (width - max(map(len, rows))) // 2
            top = (height - len(rows)) // 2
            self._alive = {
                (left + x, top + y)
                for y, row in enumerate(rows)
                for x, cell in enumerate(row)
                if cell == "#" and 0 <= left + x < width and 0 <= top + y < height
            }

    def play(self, text: str) -> str:
        """Go on to the next generation, or as many as are named; "clear" lets all die."""
        word = text.strip().lower()
        if word == "clear":
            self._alive = set()
        else:
            count = 1 if word in ("", "next") else int(word) if word.isdecimal() else 0
            if not 1 <= count <= 10_000:
                raise ValueError("Type how many generations to go on, from 1 to 10000.")
            for _ in range(count):
                if self.is_over():
                    break
                self._next()
        if not self._alive:
            return "All cells have died."
        return "Nothing changes any more." if self._has_settled else ""

    def render(self) -> str:
        """Show how the field stands."""
        rows = [
            "".join("#" if (x, y) in self._alive else "." for x in range(self._width))
            for y in range(self._height)
        ]
        return "\n".join([*rows, f"Generation {self._generation}, {len(self._alive)} alive"])

    def prompt(self) -> str:
        """Ask how to go on."""
        return "Generations to go on (nothing: 1): "

    def is_over(self) -> bool:
        """Say whether nothing will change any more."""
        return self._has_settled or not self._alive

    def _next(self) -> None:
        """A cell lives on with two or three neighbours, and begins to live with three."""
        neighbours: dict[tuple[int, int], int] = {}
        around = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if (dx, dy) != (0, 0)]
        for x, y in self._alive:
            for dx, dy in around:
                square = ((x + dx) % self._width, (y + dy) % self._height)
                neighbours[square] = neighbours.get(square, 0) + 1
        alive = {
            square
            for square, count in neighbours.items()
            if count == 3 or (count == 2 and square in self._alive)
        }
        self._generation += 1
        self._has_settled = alive == self._alive
        self._alive = alive
