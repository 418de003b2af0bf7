"""Pieces of four squares fall, are moved and turned, and full lines vanish."""

import random as chance
from collections.abc import Callable
from typing import NamedTuple

_SHAPES = (
    "....|IIII|....|....",
    "J..|JJJ|...",
    "..L|LLL|...",
    ".T.|TTT|...",
    ".SS|SS.|...",
    "ZZ.|.ZZ|...",
    "OO|OO",
)

# Points for so many lines at once.
_REWARDS = (0, 100, 300, 500, 800)


class _Piece(NamedTuple):
    name: str
    # Column and row of each square.
    cells: tuple[tuple[int, int], ...]
    # Side of the square in which it turns.
    size: int
    x: int
    y: int = 0

    def placed(self) -> list[tuple[int, int]]:
        return [(self.x + x, self.y + y) for x, y in self.cells]


class Tetris:
    """A well with a falling piece."""

    def __init__(
        self,
        *,
        width: int = 10,
        height: int = 20,
        random: Callable[[], float] = chance.random,
    ) -> None:
        if width < 4 or height < 4:
            raise ValueError("The well is at least 4 by 4 squares.")
        self._width = width
        self._height = height
        self._random = random
        # Names of pieces that lie, row by row; a dot where nothing lies.
        self._rows = [["."] * width for _ in range(height)]
        self._piece = self._next_piece()
        self._score = 0
        self._lines = 0
        self._has_ended = False

    def play(self, text: str) -> str:
        """Move left or right, turn, or go down or drop; nothing is down."""
        piece = self._piece
        below = piece._replace(y=piece.y + 1)
        move = text.strip().lower()
        if move == "left":
            return self._first_that_fits(piece._replace(x=piece.x - 1))
        if move == "right":
            return self._first_that_fits(piece._replace(x=piece.x + 1))
        if move == "turn":
            return self._turn()
        if move in ("", "down"):
            return self._first_that_fits(below) if self._fits(below) else self._land()
        if move != "drop":
            raise ValueError("Type left, right, turn, down or drop.")
        while self._fits(below):
            self._piece = below
            below = below._replace(y=below.y + 1)
        return self._land()

    def render(self) -> str:
        """Show how the game stands."""
        falling = set(self._piece.placed())
        rows = [
            "".join(self._piece.name if (x, y) in falling else cell for x, cell in enumerate(row))
            for y, row in enumerate(self._rows)
        ]
        score = f"Score {self._score}, lines {self._lines}"
        return "\n".join([*(f"|{row}|" for row in rows), f"+{'-' * self._width}+", score])

    def prompt(self) -> str:
        """Ask for the next move."""
        return "left, right, turn, down or drop: "

    def is_over(self) -> bool:
        """Say whether the game has ended."""
        return self._has_ended

    def _next_piece(self) -> _Piece:
        rows = _SHAPES[int(self._random() * len(_SHAPES))].split("|")
        cells = tuple(
            (x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell != "."
        )
        name = "".join(rows).replace(".", "")[0]
        return _Piece(name, cells, len(rows), (self._width - len(rows)) // 2)

    def _fits(self, piece: _Piece) -> bool:
        return all(
            0 <= x < self._width and 0 <= y < self._height and self._rows[y][x] == "."
            for x, y in piece.placed()
        )

    def _first_that_fits(self, *pieces: _Piece) -> str:
        self._piece = next((piece for piece in pieces if self._fits(piece)), self._piece)
        return ""

    def _turn(self) -> str:
        """Turn a quarter to the right; beside a wall a step away from it."""
        piece = self._piece
        turned = piece._replace(cells=tuple((piece.size - 1 - y, x) for x, y in piece.cells))
        steps = (0, -1, 1, -2, 2)
        return self._first_that_fits(*(turned._replace(x=piece.x + step) for step in steps))

    def _land(self) -> str:
        for x, y in self._piece.placed():
            self._rows[y][x] = self._piece.name
        left = [row for row in self._rows if "." in row]
        cleared = self._height - len(left)
        self._rows = [*(["."] * self._width for _ in range(cleared)), *left]
        self._lines += cleared
        self._score += _REWARDS[cleared]
        self._piece = self._next_piece()
        self._has_ended = not self._fits(self._piece)
        if self._has_ended:
            return f"The well is full. Score {self._score}."
        return f"{cleared} {'line' if cleared == 1 else 'lines'}." if cleared else ""
